use core::{num::NonZeroU32, time::Duration};

use http::{HeaderMap, StatusCode};

use super::{RetryBudget, after::retry_after};
use crate::{Attempt, Safety};

/// When to try again, how often, and after how long.
///
/// | what happened | `Safe` | `Idempotent` | `Once` |
/// | --- | --- | --- | --- |
/// | no connection | again | again | again |
/// | lost on the way, or no answer in time | again | again | – |
/// | 429, 502, 503, 504 | again | again | – |
/// | 500 | again | – | – |
/// | no trusted connection, too large, not a request | – | – | – |
///
/// Waits grow twofold and are drawn at random from zero to that ("full jitter"). An answer with `Retry-After` (seconds,
/// or a date, which is measured from the answer's own `Date`) is waited for first, and the jitter comes on top, so that
/// many clients told the same do not come back together. If it asks for more than
/// [`max_retry_after`](Self::max_retry_after), the answer goes to the caller at once.
#[derive(Clone, Debug)]
#[must_use]
pub struct RetryPolicy {
    attempts: NonZeroU32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    budget: RetryBudget,
}

impl RetryPolicy {
    /// 3 attempts; waits of up to 100 ms at first and 5 s at most; `Retry-After` up to 30 s; a new [`RetryBudget`].
    pub fn new() -> Self {
        Self {
            attempts: NonZeroU32::MIN.saturating_add(2),
            base_delay: Duration::from_millis(100),
            max_delay: Duration::from_secs(5),
            max_retry_after: Duration::from_secs(30),
            budget: RetryBudget::default(),
        }
    }

    /// Tries once, whatever comes.
    pub fn off() -> Self {
        Self::new().attempts(1)
    }

    /// How often to send, the first time included. Zero counts as one.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = NonZeroU32::new(attempts).unwrap_or(NonZeroU32::MIN);
        self
    }

    /// The longest wait before the second attempt. It doubles from one to the next.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Where the doubling ends.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest `Retry-After` that is waited for.
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Shares a budget with other policies. Clones of a policy share theirs anyway.
    pub fn budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// How long the answer asks to wait, if it is one to ask again after.
    pub(super) fn told(&self, safety: Safety, status: StatusCode, headers: &HeaderMap) -> Option<Duration> {
        let again = match status {
            StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => matches!(safety, Safety::Safe | Safety::Idempotent),
            StatusCode::INTERNAL_SERVER_ERROR => matches!(safety, Safety::Safe),
            _ => false,
        };
        let told = again.then(|| retry_after(headers).unwrap_or_default())?;
        (told <= self.max_retry_after).then_some(told)
    }

    /// The longest wait after `attempt`. `None` if it was the last.
    pub(super) fn backoff(&self, attempt: Attempt) -> Option<Duration> {
        if attempt.number() >= self.attempts.get() {
            return None;
        }
        let factor = 1_u32.checked_shl(attempt.number() - 1).unwrap_or(u32::MAX);
        Some(self.base_delay.saturating_mul(factor).min(self.max_delay))
    }

    /// Whether the budget allows one more attempt, which is then counted.
    pub(super) fn spend(&self) -> bool {
        self.budget.spend()
    }

    /// Counts an answer that was final.
    pub(super) fn refund(&self, status: StatusCode) {
        if !status.is_server_error() && status != StatusCode::TOO_MANY_REQUESTS {
            self.budget.refund();
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_limit() {
        let policy = RetryPolicy::new().attempts(80);
        let mut attempt = Attempt::FIRST;
        let mut waits = Vec::new();
        while let Some(wait) = policy.backoff(attempt) {
            waits.push(wait.as_millis());
            attempt = attempt.next();
        }
        assert_eq!(waits[..7], [100, 200, 400, 800, 1600, 3200, 5000]);
        assert_eq!((waits.len(), waits[78]), (79, 5000));
    }

    #[test]
    fn each_status_is_asked_again_after_by_its_class() {
        let policy = RetryPolicy::new();
        for status in 100..600 {
            let status = StatusCode::from_u16(status).unwrap();
            let again = [Safety::Safe, Safety::Idempotent, Safety::Once]
                .map(|safety| policy.told(safety, status, &HeaderMap::new()).is_some());
            let expected = match status.as_u16() {
                429 | 502 | 503 | 504 => [true, true, false],
                500 => [true, false, false],
                _ => [false; 3],
            };
            assert_eq!(again, expected, "{status}");
        }
    }

    #[test]
    fn a_wait_past_the_cap_is_left_to_the_caller() {
        let policy = RetryPolicy::new();
        let told = |seconds: &'static str| {
            let headers = HeaderMap::from_iter([(http::header::RETRY_AFTER, seconds.parse().unwrap())]);
            policy.told(Safety::Safe, StatusCode::SERVICE_UNAVAILABLE, &headers)
        };
        assert_eq!(told("30"), Some(Duration::from_secs(30)));
        assert_eq!(told("31"), None);
        assert_eq!(told("99999999999999999999999"), None);
    }
}
