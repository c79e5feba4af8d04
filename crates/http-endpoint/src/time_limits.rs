use core::time::Duration;
use std::time::Instant;

/// How long an exchange may last: what a [`Deadline`](crate::Deadline) tells a
/// [`BlockingTransport`](crate::BlockingTransport), on the request.
///
/// A future can be dropped, a thread that waits cannot. So a blocking transport has to keep these limits itself, and to
/// fail with [`Timeout`](crate::TransportErrorKind::Timeout) past them. `UreqTransport` does.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct TimeLimits {
    head: Option<Instant>,
    exchange: Option<Instant>,
    idle: Option<Duration>,
}

impl TimeLimits {
    /// The limits of `request`, if there are any.
    pub fn of<B>(request: &http::Request<B>) -> Option<Self> {
        request.extensions().get().copied()
    }

    /// How long from `now` until the head of the answer must be there. `None`: as long as it takes.
    pub fn head_left(&self, now: Instant) -> Option<Duration> {
        let end = sooner(self.head, self.exchange);
        end.map(|end| end.saturating_duration_since(now))
    }

    /// How long from `now` until the end of the body must be there. `None`: as long as it takes.
    pub fn exchange_left(&self, now: Instant) -> Option<Duration> {
        self.exchange.map(|end| end.saturating_duration_since(now))
    }

    /// How long to wait for each piece of the body. `None`: as long as it takes.
    pub fn idle(&self) -> Option<Duration> {
        self.idle
    }

    /// When the end of the body must be there.
    pub(crate) fn exchange(&self) -> Option<Instant> {
        self.exchange
    }

    /// These limits, and those from `now` on: the tighter ones of both. A time too long to tell is no limit.
    pub(crate) fn and(
        self,
        now: Instant,
        head: Option<Duration>,
        exchange: Option<Duration>,
        idle: Option<Duration>,
    ) -> Self {
        let end = |limit: Option<Duration>| limit.and_then(|limit| now.checked_add(limit));
        Self {
            head: sooner(self.head, end(head)),
            exchange: sooner(self.exchange, end(exchange)),
            idle: sooner(self.idle, idle),
        }
    }
}

fn sooner<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_tighter_limit_holds() {
        let now = Instant::now();
        let whole = TimeLimits::default().and(now, None, Some(SECOND * 10), Some(SECOND * 3));
        assert_eq!(
            (whole.head_left(now), whole.idle()),
            (Some(SECOND * 10), Some(SECOND * 3))
        );
        let later = now + SECOND * 8;
        let attempt = whole.and(later, Some(SECOND * 5), Some(SECOND * 60), Some(SECOND));
        assert_eq!(attempt.head_left(later), Some(SECOND * 2));
        assert_eq!(attempt.exchange_left(later), Some(SECOND * 2));
        assert_eq!(attempt.idle(), Some(SECOND));
        assert_eq!(attempt.exchange_left(later + SECOND * 9), Some(Duration::ZERO));
    }

    #[test]
    fn a_time_without_end_is_no_limit() {
        let now = Instant::now();
        let limits = TimeLimits::default().and(now, Some(Duration::MAX), Some(Duration::MAX), None);
        assert_eq!((limits.head_left(now), limits.exchange_left(now)), (None, None));
    }
}
