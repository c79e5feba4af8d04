use core::error::Error;
use std::time::Instant;

use http::{HeaderValue, StatusCode, header};
use opentok_sdk::token::{ApiKey, Role};

use crate::http::{ApiError, Call, Head, RateLimiter, Reply, RouteTable};
use crate::log::{Level, Log};
use crate::serve::App;
use crate::tiny::Callers;
use crate::tiny::counters::Counters;
use crate::tiny::minter::Minter;
use crate::tiny::route::Route;
use crate::tiny::store::{AnyStore, Store, StoreError};
use crate::tiny::upstream::Upstream;

/// Tiny OpenTok Server as an [`App`], over a store.
#[derive(Debug)]
pub struct TinyServer<S = AnyStore> {
    pub(super) key: ApiKey,
    pub(super) minter: Minter,
    pub(super) store: S,
    pub(super) upstream: Upstream,
    pub(super) callers: Callers,
    pub(super) limiter: Option<RateLimiter>,
    pub(super) room_role: Role,
    pub(super) counters: Counters,
    pub(super) log: Log,
    pub(super) routes: RouteTable<Route>,
    pub(super) with_samples: bool,
}

impl<S: Store> TinyServer<S> {
    /// What a failure of the store means to the caller.
    pub(super) fn store_failed(&self, error: &StoreError) -> ApiError {
        self.counters.store_errors.inc();
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        self.log.event(Level::Error, &error.to_string(), &[("cause", &cause)]);
        match error {
            StoreError::Busy | StoreError::RoomsFull => ApiError::overloaded(),
            _ => ApiError::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "store_unavailable",
                "sessions can be neither read nor written at the moment",
            ),
        }
    }
}

impl<S: Store> App for TinyServer<S> {
    type Route = Route;

    fn routes(&self) -> &RouteTable<Route> {
        &self.routes
    }

    fn admit(&self, head: &Head, route: Option<Route>) -> Result<(), ApiError> {
        let caller = self.callers.identify(head.headers())?;
        if let Some(right) = route.and_then(|route| route.info().right) {
            caller.require(right)?;
        }
        let Some(limiter) = &self.limiter else {
            return Ok(());
        };
        let now = Instant::now();
        let taken = match caller.index {
            Some(index) => limiter.take_token(index, now),
            None => limiter.take_address(head.client(), now),
        };
        taken.map_err(|wait| {
            ApiError::new(StatusCode::TOO_MANY_REQUESTS, "rate_limited", "too many requests").retry_after(wait)
        })
    }

    async fn answer(&self, route: Route, call: Call) -> Result<Reply, ApiError> {
        match route {
            // In boxes, so that handing out a token does not carry what calls of the service need.
            Route::CreateSession => Box::pin(self.create_session(call)).await,
            Route::Access => {
                let caller = self.callers.identify(call.head().headers())?;
                self.access(caller, call).await
            }
            Route::OpenApi => {
                let document = crate::tiny::document(self.with_samples, !self.callers.is_empty());
                let reply = Reply::json(StatusCode::OK, &document);
                Ok(reply.with_header(header::CACHE_CONTROL, HeaderValue::from_static("max-age=60")))
            }
            sample => Box::pin(self.answer_sample(sample, call)).await,
        }
    }

    async fn ready(&self) -> Result<(), &'static str> {
        self.store.ping().await.map_err(|_| "store")
    }

    async fn close(&self) {
        self.store.close().await;
    }
}
