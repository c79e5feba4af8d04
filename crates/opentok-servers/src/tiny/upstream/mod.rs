//! The service behind this server: one way to call it, and what its failures mean to callers.

mod create_session;
mod failure;
mod request;

use core::fmt;
use core::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use opentok_sdk::rest::{Credentials, Scope, Site};
use opentok_sdk::token::{JwtId, UnixSeconds};
use opentok_sdk::transport::{AnyTransport, Base, Transport, TransportError, TransportErrorKind, read_response};
use tokio::sync::Semaphore;

use crate::http::ApiError;
use crate::tiny::counters::Counters;
pub(crate) use request::Ask;

/// Calls the service as one project.
pub(crate) struct Upstream {
    transport: AnyTransport,
    credentials: Credentials,
    site: Site,
    timeout: Duration,
    slots: Semaphore,
    counters: Counters,
}

impl Upstream {
    /// The longest answer that is read, in bytes.
    const MAX_ANSWER: usize = 1024 * 1024;

    /// `timeout` bounds a whole call, `calls` how many run at a time.
    pub(crate) fn new(
        transport: AnyTransport,
        credentials: Credentials,
        site: Site,
        timeout: Duration,
        calls: usize,
        counters: Counters,
    ) -> Self {
        Self {
            transport,
            credentials,
            site,
            timeout,
            slots: Semaphore::new(calls),
            counters,
        }
    }

    /// The answer to `request`, whatever its status says, or why there is none.
    async fn exchange(&self, scope: Scope, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        // Nothing was sent if no connection came about; then, and only then, a second attempt is harmless.
        match self.attempt(scope, request.clone()).await {
            Err(error) if error.kind() == TransportErrorKind::Connect => self.attempt(scope, request).await,
            outcome => outcome,
        }
    }

    async fn attempt(&self, scope: Scope, mut request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let id = JwtId::random().map_err(|error| TransportError::with_source(TransportErrorKind::Request, error))?;
        self.credentials
            .authorize(&mut request, scope, UnixSeconds::now(), id)
            .map_err(|error| TransportError::with_source(TransportErrorKind::Request, error))?;
        read_response(self.transport.send(request).await?, Self::MAX_ANSWER).await
    }

    /// Sends a request to the base of `scope`; a happy answer. `name` is a label for counters, `malformed` what a 400 means.
    ///
    /// # Errors
    ///
    /// 400, 404, 409, 502, 503 or 504, as [`WIRE.md`, "Errors"](crate::wire) says.
    async fn send(
        &self,
        name: &'static str,
        scope: Scope,
        malformed: fn() -> ApiError,
        request: impl FnOnce(&Base) -> Request<Bytes>,
    ) -> Result<Response<Bytes>, ApiError> {
        let Ok(_slot) = self.slots.try_acquire() else {
            self.counters.upstream(name, "overloaded");
            return Err(ApiError::overloaded());
        };
        let exchange = self.exchange(scope, request(self.site.base(scope)));
        let outcome = match tokio::time::timeout(self.timeout, exchange).await {
            Ok(Ok(response)) => failure::of_response(response, malformed),
            Ok(Err(error)) => Err(failure::of_transport(&error)),
            Err(_) => Err(failure::timeout()),
        };
        self.counters
            .upstream(name, outcome.as_ref().map_or_else(ApiError::word, |_| "ok"));
        outcome
    }

    /// Sends `ask`; a happy answer.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub(crate) async fn call(&self, ask: &Ask<'_>) -> Result<Response<Bytes>, ApiError> {
        let malformed = if ask.is_of_an_id() {
            failure::not_found
        } else {
            failure::refused
        };
        self.send(ask.name(), Scope::Project, malformed, |base| ask.request(base))
            .await
    }

    /// Sends `ask`; the JSON of a happy answer.
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call); 502 `upstream_bad_response` if it is no JSON.
    pub(crate) async fn json(&self, ask: &Ask<'_>) -> Result<serde_json::Value, ApiError> {
        let response = self.call(ask).await?;
        serde_json::from_slice(response.body()).map_err(|_| bad_response())
    }
}

pub(crate) use failure::bad_response;

impl fmt::Debug for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upstream")
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
