use alloc::sync::Arc;
use core::fmt;
use core::time::Duration;

use helplightning::{Client, Clock, Partner, UnixSeconds, UserToken};
use http::{Method, StatusCode};
use http_endpoint::{AnyTransport, Deadline, Sleeper, Transport};

use super::attempts::Attempt;
use super::counters::Counters;
use super::upstream::Upstream;
use super::{Attempts, Chance, PinDigits, Pins, Proof, SessionIdForm, Settings, StoreError, WallClock, route};
use crate::http::{ApiError, Call, Reply, RouteTable};
use crate::log::{Level, Log};
use crate::serve::{App, Metrics};
use crate::store::OpenStoreError;

/// A Help Lightning server: the three routes of the documents.
#[derive(Clone, Debug)]
pub struct HelpLightning(Arc<Inner>);

/// What all requests share.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(super) upstream: Upstream,
    pub(super) pins: Pins,
    pub(super) proof: Proof,
    pub(super) guesses: Attempts,
    pub(super) lookups: Attempts,
    pub(super) session_id_form: SessionIdForm,
    pub(super) pin_digits: PinDigits,
    pub(super) pin_ttl: Duration,
    pub(super) clock: WallClock,
    pub(super) chance: Chance,
    pub(super) counters: Counters,
    log: Log,
    routes: RouteTable<Route>,
}

/// The routes.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Route {
    /// `GET /auth`
    Auth,
    /// `POST /session`
    Create,
    /// `GET /session`
    Join,
}

/// Why a server cannot be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum OpenError {
    /// The store cannot be opened.
    Store(OpenStoreError),
}

impl HelpLightning {
    /// Opens the store, and gets ready to call the service over `transport`. Each of its calls is bounded here.
    ///
    /// # Errors
    ///
    /// [`OpenError::Store`].
    pub async fn open(
        settings: &Settings,
        transport: impl Transport + 'static,
        clock: WallClock,
        chance: Chance,
        log: Log,
        metrics: &Metrics,
    ) -> Result<Self, OpenError> {
        let pins = Pins::open(&settings.store, settings.pin_capacity)
            .await
            .map_err(OpenError::Store)?;
        let counters = Counters::new(metrics);
        let bounded = Deadline::new(transport, Sleeper::tokio()).exchange(settings.upstream_timeout);
        let client = Client::new(
            AnyTransport::new(bounded),
            settings.account.service.clone(),
            settings.account.api_key.clone(),
        );
        let seconds = clock.clone();
        let partner = Partner::new(
            settings.account.site.clone(),
            settings.account.partner_key.clone(),
            Clock::new(move || UnixSeconds::new(seconds.now().as_secs())),
        );
        Ok(Self(Arc::new(Inner {
            upstream: Upstream::new(client, partner, counters.clone()),
            pins,
            proof: settings.proof.clone(),
            guesses: Attempts::new(settings.pin_max_failures),
            lookups: Attempts::new(settings.pin_max_failures),
            session_id_form: settings.session_id_form,
            pin_digits: settings.pin_digits,
            pin_ttl: settings.pin_ttl,
            clock,
            chance,
            counters,
            log,
            routes: RouteTable::new([
                (Method::GET, "/auth", Route::Auth),
                (Method::GET, "/session", Route::Join),
                (Method::POST, "/session", Route::Create),
            ]),
        })))
    }
}

impl Inner {
    /// Begins an attempt that counts as a failure until it is forgiven. `word` is for callers who are locked out.
    pub(super) fn begin(
        &self,
        attempts: &Attempts,
        call: &Call,
        caller: &UserToken,
        word: &'static str,
    ) -> Result<Attempt, ApiError> {
        attempts
            .begin(caller, call.head().client(), self.clock.now())
            .map_err(|locked| {
                self.counters.lock_out();
                ApiError::new(
                    StatusCode::TOO_MANY_REQUESTS,
                    word,
                    "too many failures; try again later",
                )
                .retry_after(locked.wait)
            })
    }

    pub(super) async fn is_full(&self) -> Result<bool, ApiError> {
        let is_full = self.pins.is_full(self.clock.now()).await;
        is_full.map_err(|error| self.store_failed(&error))
    }

    /// Tells the operator what happened, and the caller that it did.
    pub(super) fn store_failed(&self, error: &StoreError) -> ApiError {
        self.counters.store_error();
        let cause = core::error::Error::source(error).map(ToString::to_string);
        self.log.event(
            Level::Error,
            "the store of PINs has failed",
            &[("cause", cause.as_deref().unwrap_or_default())],
        );
        ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "store_unavailable",
            "PINs cannot be read or kept at the moment",
        )
        .retry_after(Duration::from_secs(5))
    }
}

impl App for HelpLightning {
    type Route = Route;

    fn routes(&self) -> &RouteTable<Route> {
        &self.0.routes
    }

    async fn answer(&self, route: Route, mut call: Call) -> Result<Reply, ApiError> {
        match route {
            Route::Auth => route::auth(&self.0, &call).await,
            Route::Create => route::create(&self.0, &mut call).await,
            Route::Join => route::join(&self.0, &call).await,
        }
    }

    async fn ready(&self) -> Result<(), &'static str> {
        self.0.pins.ping().await.map_err(|_| "store")
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(_) => f.write_str("store of PINs cannot be opened"),
        }
    }
}

impl core::error::Error for OpenError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
        }
    }
}
