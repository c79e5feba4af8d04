use core::fmt;
use core::net::IpAddr;
use core::str::FromStr;
use core::time::Duration;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::http::customer;

/// How often one caller may ask: a bucket of `burst` requests that refills at `per_minute`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Rate {
    per_minute: u32,
    burst: u32,
}

impl Rate {
    /// At least one a minute, and a burst of at least one.
    pub const fn new(per_minute: u32, burst: u32) -> Option<Self> {
        if per_minute == 0 || burst == 0 {
            return None;
        }
        Some(Self { per_minute, burst })
    }

    fn interval(self) -> Duration {
        Duration::from_secs(60) / self.per_minute
    }
}

/// Written `per_minute=60,burst=10`; without `burst` it equals `per_minute`.
impl FromStr for Rate {
    type Err = ParseRateError;

    fn from_str(text: &str) -> Result<Self, ParseRateError> {
        let (mut per_minute, mut burst) = (None, None);
        for part in text.split(',') {
            let (name, value) = part.split_once('=').ok_or(ParseRateError)?;
            let slot = match name.trim() {
                "per_minute" => &mut per_minute,
                "burst" => &mut burst,
                _ => return Err(ParseRateError),
            };
            let value = value.trim().parse().map_err(|_| ParseRateError)?;
            if slot.replace(value).is_some() {
                return Err(ParseRateError);
            }
        }
        let per_minute = per_minute.ok_or(ParseRateError)?;
        Self::new(per_minute, burst.unwrap_or(per_minute)).ok_or(ParseRateError)
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "per_minute={},burst={}", self.per_minute, self.burst)
    }
}

/// A text is not a [`Rate`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseRateError;

impl fmt::Display for ParseRateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rate is not per_minute=N,burst=N with numbers above 0")
    }
}

impl core::error::Error for ParseRateError {}

/// Counts requests by caller, in bounded memory.
///
/// Holds one moment for each caller: when its bucket will be full again. Callers whose bucket is full are forgotten when
/// room is needed; if there is none even so, all callers that are not known share one bucket.
#[derive(Debug)]
pub struct RateLimiter {
    rate: Rate,
    start: Instant,
    buckets: Mutex<Buckets>,
}

#[derive(Debug, Default)]
struct Buckets {
    /// When each bucket will be full again, since the start.
    full_at: HashMap<Caller, Duration>,
    /// When full ones may be looked for again.
    next_sweep: Duration,
}

/// Whom a bucket belongs to.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Caller {
    Token(usize),
    Address(IpAddr),
    Others,
}

impl RateLimiter {
    /// The most callers kept apart.
    pub const MAX_CALLERS: usize = 65_536;

    /// A limiter whose buckets are all full at `start`.
    pub fn new(rate: Rate, start: Instant) -> Self {
        Self {
            rate,
            start,
            buckets: Mutex::default(),
        }
    }

    /// Takes one request off the bucket of a caller token, by its index.
    ///
    /// # Errors
    ///
    /// How long to wait until there is one again.
    pub fn take_token(&self, index: usize, now: Instant) -> Result<(), Duration> {
        self.take(Caller::Token(index), now)
    }

    /// Takes one request off the bucket of an address; IPv6 addresses share one by /64.
    ///
    /// # Errors
    ///
    /// How long to wait until there is one again.
    pub fn take_address(&self, address: IpAddr, now: Instant) -> Result<(), Duration> {
        self.take(Caller::Address(customer(address)), now)
    }

    fn take(&self, caller: Caller, now: Instant) -> Result<(), Duration> {
        let now = now.saturating_duration_since(self.start);
        let interval = self.rate.interval();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let caller = if buckets.has_room_for(&caller, now) {
            caller
        } else {
            Caller::Others
        };
        let full_at = buckets.full_at.entry(caller).or_default();
        let next = (*full_at).max(now) + interval;
        let ahead = next - now;
        let allowed = interval * self.rate.burst;
        if ahead > allowed {
            return Err(ahead - allowed);
        }
        *full_at = next;
        Ok(())
    }
}

impl Buckets {
    /// Whether `caller` may have a bucket of its own, once those that are full are forgotten.
    fn has_room_for(&mut self, caller: &Caller, now: Duration) -> bool {
        if self.full_at.len() < RateLimiter::MAX_CALLERS || self.full_at.contains_key(caller) {
            return true;
        }
        // Looking at every bucket takes a while: not once for each of many newcomers.
        if now >= self.next_sweep {
            self.full_at.retain(|_, full_at| *full_at > now);
            self.next_sweep = now + SWEEP_INTERVAL;
        }
        self.full_at.len() < RateLimiter::MAX_CALLERS
    }
}

const SWEEP_INTERVAL: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_and_then_the_rate_counts() {
        let start = Instant::now();
        let limiter = RateLimiter::new("per_minute=60,burst=3".parse().unwrap(), start);
        let one: IpAddr = "203.0.113.1".parse().unwrap();
        for _ in 0..3 {
            assert_eq!(limiter.take_address(one, start), Ok(()));
        }
        assert_eq!(limiter.take_address(one, start), Err(Duration::from_secs(1)));
        assert_eq!(limiter.take_address("203.0.113.2".parse().unwrap(), start), Ok(()));
        assert_eq!(limiter.take_token(0, start), Ok(()));
        assert_eq!(limiter.take_address(one, start + Duration::from_secs(1)), Ok(()));
        assert!(limiter.take_address(one, start + Duration::from_secs(1)).is_err());
    }

    #[test]
    fn an_ipv6_network_of_one_customer_is_one_caller() {
        let start = Instant::now();
        let limiter = RateLimiter::new(Rate::new(1, 1).unwrap(), start);
        assert!(limiter.take_address("2001:db8::1".parse().unwrap(), start).is_ok());
        assert!(
            limiter
                .take_address("2001:db8::ffff:2".parse().unwrap(), start)
                .is_err()
        );
        assert!(limiter.take_address("2001:db8:0:1::1".parse().unwrap(), start).is_ok());
    }

    #[test]
    fn callers_beyond_the_limit_share_a_bucket_until_room_is_made() {
        let start = Instant::now();
        let limiter = RateLimiter::new(Rate::new(1, 1).unwrap(), start);
        for index in 0..RateLimiter::MAX_CALLERS {
            assert_eq!(limiter.take_token(index, start), Ok(()));
        }
        assert_eq!(limiter.take_token(RateLimiter::MAX_CALLERS, start), Ok(()));
        assert!(limiter.take_token(RateLimiter::MAX_CALLERS + 1, start).is_err());
        let later = start + Duration::from_secs(61);
        assert_eq!(limiter.take_token(RateLimiter::MAX_CALLERS + 1, later), Ok(()));
        assert!(limiter.buckets.lock().unwrap().full_at.len() <= 2);
    }

    #[test]
    fn a_rate_reads_back_as_written() {
        assert_eq!("per_minute=2".parse(), Ok(Rate::new(2, 2).unwrap()));
        assert_eq!(
            "per_minute=2, burst=5".parse::<Rate>().unwrap().to_string(),
            "per_minute=2,burst=5"
        );
        for text in [
            "",
            "2",
            "per_minute=0",
            "per_minute=1,burst=0",
            "burst=1",
            "per_minute=1,per_minute=2",
            "x=1",
        ] {
            assert_eq!(text.parse::<Rate>(), Err(ParseRateError), "{text}");
        }
    }
}
