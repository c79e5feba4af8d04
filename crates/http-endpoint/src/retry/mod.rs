mod after;
mod budget;
mod policy;

pub use budget::RetryBudget;
pub use policy::RetryPolicy;

use core::time::Duration;
use std::time::Instant;

use bytes::Bytes;

use crate::{
    Attempt, BlockingBody, BlockingTransport, Body, Chance, Safety, Sleeper, TimeLimits, Transport, TransportError,
    park::block_on,
};

/// A transport, blocking or not, that tries again where that is safe and promises something.
///
/// What is safe is the [`Safety`] of the request; what promises something, and how long to wait, is the
/// [`RetryPolicy`]. A call that is sent [`Once`](Safety::Once) is repeated only if no connection came about.
///
/// It ends with the head of the answer: a body that breaks off later is the caller's to ask for again. To bound one
/// attempt, put a [`Deadline`](crate::Deadline) beneath; to bound them all, put one above.
///
/// ```
/// use http_endpoint::{Chance, Retry, RetryPolicy, Sleeper, Transport};
///
/// fn patient<T: Transport>(transport: T, sleeper: Sleeper) -> Retry<T> {
///     Retry::new(transport, RetryPolicy::new().attempts(5), sleeper, Chance::hash_keys())
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Retry<T> {
    transport: T,
    policy: RetryPolicy,
    sleeper: Sleeper,
    chance: Chance,
}

impl<T> Retry<T> {
    /// Repeats what `transport` fails to deliver.
    pub fn new(transport: T, policy: RetryPolicy, sleeper: Sleeper, chance: Chance) -> Self {
        Self {
            transport,
            policy,
            sleeper,
            chance,
        }
    }

    /// With Tokio's timer and [`Chance::hash_keys`].
    #[cfg(feature = "tokio")]
    pub fn with_tokio(transport: T, policy: RetryPolicy) -> Self {
        Self::new(transport, policy, Sleeper::tokio(), Chance::hash_keys())
    }

    /// How long to wait before the attempt after `attempt`. `None` if there shall be none, or none in time.
    fn wait<B>(
        &self,
        safety: Safety,
        attempt: Attempt,
        result: &Result<http::Response<B>, TransportError>,
        left: Option<Duration>,
    ) -> Option<Duration> {
        let told = match result {
            Err(error) => error.is_safe_to_repeat(safety).then_some(Duration::ZERO),
            Ok(response) => self.policy.told(safety, response.status(), response.headers()),
        }?;
        let backoff = self.policy.backoff(attempt)?;
        let wait = told.saturating_add(self.chance.up_to(backoff));
        let in_time = left.is_none_or(|left| wait < left);
        (in_time && self.policy.spend()).then_some(wait)
    }

    /// The request for this attempt. A copy, unless it is the last that there can be.
    fn request(&self, request: &mut http::Request<Bytes>, attempt: Attempt) -> http::Request<Bytes> {
        request.extensions_mut().insert(attempt);
        match self.policy.backoff(attempt) {
            Some(_) => request.clone(),
            None => core::mem::take(request),
        }
    }

    /// What the caller gets in the end.
    fn finish<B>(
        &self,
        attempt: Attempt,
        mut result: Result<http::Response<B>, TransportError>,
    ) -> Result<http::Response<B>, TransportError> {
        if let Ok(response) = &mut result {
            self.policy.refund(response.status());
            response.extensions_mut().insert(attempt);
        }
        result
    }
}

impl<T: Transport> Transport for Retry<T> {
    async fn send(&self, mut request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        let safety = Safety::of(&request);
        let mut attempt = Attempt::FIRST;
        loop {
            let result = self.transport.send(self.request(&mut request, attempt)).await;
            let Some(wait) = self.wait(safety, attempt, &result, None) else {
                return self.finish(attempt, result);
            };
            drop(result);
            self.sleeper.sleep(wait).await;
            attempt = attempt.next();
        }
    }
}

/// To be made with [`Sleeper::thread`].
impl<T: BlockingTransport> BlockingTransport for Retry<T> {
    fn send(&self, mut request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
        let safety = Safety::of(&request);
        let limits = TimeLimits::of(&request).unwrap_or_default();
        let mut attempt = Attempt::FIRST;
        loop {
            let result = self.transport.send(self.request(&mut request, attempt));
            let left = limits.head_left(Instant::now());
            let Some(wait) = self.wait(safety, attempt, &result, left) else {
                return self.finish(attempt, result);
            };
            drop(result);
            block_on(self.sleeper.sleep(wait));
            attempt = attempt.next();
        }
    }
}
