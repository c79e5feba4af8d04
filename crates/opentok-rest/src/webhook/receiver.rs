use alloc::sync::Arc;
use core::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, Request};

use super::{Event, Family, Proof, ReceiveError, ReplayGuard, Verifier};
use crate::Clock;

/// How callbacks are received: what proves them, what remembers them, what they are about. A clone shares the memory.
#[derive(Clone)]
#[must_use]
pub struct Receiver {
    verifier: Option<Verifier>,
    guard: Option<Arc<dyn ReplayGuard>>,
    family: Option<Family>,
    clock: Clock,
}

/// A callback to act on.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Callback {
    /// What it tells.
    pub event: Event,
    /// What is known of its sender. `None` if nothing was asked for.
    pub proof: Option<Proof>,
    /// The body as it came.
    pub body: Bytes,
}

impl Receiver {
    /// Takes only what `verifier` believes, by this clock.
    pub fn signed(verifier: Verifier, clock: Clock) -> Self {
        Self {
            verifier: Some(verifier),
            guard: None,
            family: None,
            clock,
        }
    }

    /// Takes everything. Anybody who can reach this server can say anything: for addresses that something else protects,
    /// such as a client certificate of the service.
    pub fn unsigned() -> Self {
        Self {
            verifier: None,
            guard: None,
            family: None,
            clock: Clock::system(),
        }
    }

    /// Takes each callback once, as far as `guard` remembers. Callbacks without a proof are not asked for.
    pub fn guard(mut self, guard: impl ReplayGuard + 'static) -> Self {
        self.guard = Some(Arc::new(guard));
        self
    }

    /// Takes every callback for one of this family: for an address that is registered for no other.
    pub fn only(mut self, family: Family) -> Self {
        self.family = Some(family);
        self
    }

    /// Takes a request whose body has arrived.
    ///
    /// # Errors
    ///
    /// As [`ReceiveError`] says, by variant. Answer with its [`status`](ReceiveError::status).
    pub fn receive(&self, request: &Request<Bytes>) -> Result<Callback, ReceiveError> {
        self.take(request.method(), request.headers(), request.body())
    }

    /// The proof comes before the body is looked into, and the memory last: what cannot be read is not remembered.
    pub(super) fn take(&self, method: &Method, headers: &HeaderMap, body: &Bytes) -> Result<Callback, ReceiveError> {
        if method != Method::POST {
            return Err(ReceiveError::Method);
        }
        let now = self.clock.now();
        let verifier = self.verifier.as_ref();
        let proof = verifier
            .map(|verifier| verifier.verify(headers, body, now))
            .transpose()?;
        let event = match self.family {
            Some(family) => Event::parse_as(family, body)?,
            None => Event::parse(body)?,
        };
        if let (Some(guard), Some(proof)) = (&self.guard, &proof)
            && !guard.is_new(proof.replay_key, proof.believed_until, now)
        {
            return Err(ReceiveError::Replayed);
        }
        let body = body.clone();
        Ok(Callback { event, proof, body })
    }

    /// Lets the guard forget a callback that came to nothing here, so that it is taken when the service sends it again.
    pub fn give_back(&self, callback: &Callback) {
        if let (Some(guard), Some(proof)) = (&self.guard, &callback.proof) {
            guard.forget(proof.replay_key);
        }
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("verifier", &self.verifier)
            .field("guard", &self.guard.is_some())
            .field("family", &self.family)
            .finish_non_exhaustive()
    }
}
