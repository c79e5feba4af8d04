use core::net::{IpAddr, Ipv4Addr, SocketAddr};
use core::time::Duration;

use super::super::PinDigits;

/// The port of the documents.
const PORT: u16 = 8777;

/// On all interfaces where callers are authenticated, else on this machine only.
pub(super) fn listen(callers_are_authenticated: bool) -> SocketAddr {
    let address = if callers_are_authenticated {
        Ipv4Addr::UNSPECIFIED
    } else {
        Ipv4Addr::LOCALHOST
    };
    SocketAddr::new(IpAddr::V4(address), PORT)
}

/// Half of the PINs there are, so that a draw rarely meets one in use; not more than memory is meant for.
pub(super) fn pin_capacity(digits: PinDigits) -> u64 {
    (digits.count() / 2).min(100_000)
}

pub(super) const TRUSTED_PROXIES: &str = "127.0.0.1/32,::1/128";
pub(super) const PIN_TTL: Duration = Duration::from_secs(15 * 60);
pub(super) const PIN_MAX_FAILURES: u32 = 20;
pub(super) const BODY_LIMIT: usize = 16 * 1024;
pub(super) const UPSTREAM_TIMEOUT: Duration = Duration::from_secs(10);
pub(super) const SHUTDOWN_GRACE: Duration = Duration::from_secs(20);
