use crate::legacy::Legacy;
use crate::secret::Secret;
use crate::state::Clock;

/// How a [`Sandbox`](crate::Sandbox) is set up. Everything has a default.
#[derive(Clone, Debug)]
#[must_use]
pub struct Options {
    pub(crate) seed: u64,
    pub(crate) clock: Clock,
    pub(crate) public_url: String,
    pub(crate) control_token: Option<Secret>,
    pub(crate) skew_s: u64,
    pub(crate) partner_auth: bool,
    pub(crate) needs_clients: bool,
    pub(crate) bad_stream_is_408: bool,
    pub(crate) uploads_fail: bool,
    pub(crate) remote_webhooks: bool,
    pub(crate) legacy: Legacy,
}

impl Options {
    /// The time at which a sandbox starts unless told otherwise, in milliseconds since 1970: the beginning of 2026.
    pub const DEFAULT_START_MS: u64 = 1_767_225_600_000;

    /// Where a sandbox is that was not told.
    const NOWHERE: &str = "http://127.0.0.1";

    /// Seed 0, a clock that stands at the beginning of 2026 until it is moved, and the rules of the service.
    pub fn new() -> Self {
        Self {
            seed: 0,
            clock: Clock::fixed(Self::DEFAULT_START_MS),
            public_url: Self::NOWHERE.into(),
            control_token: None,
            skew_s: 60,
            partner_auth: false,
            needs_clients: true,
            bad_stream_is_408: false,
            uploads_fail: false,
            remote_webhooks: false,
            legacy: Legacy::new(),
        }
    }

    /// Sets where all ids and secrets come from: two sandboxes of one seed that are asked the same answer the same.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets the clock.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets where the sandbox is reached, for addresses in webhooks, which have no request to learn it from. Default
    /// `http://127.0.0.1`; a server sets it to where it listens.
    pub fn public_url(mut self, url: impl Into<String>) -> Self {
        self.public_url = url.into().trim_end_matches('/').to_owned();
        self
    }

    /// Opens the control surface to other machines, for callers who send this as their bearer token; everyone has to
    /// then. Without it, or with an empty one, it is open to this machine.
    pub fn control_token(mut self, token: impl Into<Box<str>>) -> Self {
        let token: Box<str> = token.into();
        self.control_token = (!token.is_empty()).then(|| token.into());
        self
    }

    /// Sets how far callers' clocks may be off, either way, in seconds. Default 60.
    pub fn skew_s(mut self, seconds: u64) -> Self {
        self.skew_s = seconds;
        self
    }

    /// Whether `X-TB-PARTNER-AUTH` opens today's calls too. Default no: the service took that back in 2017.
    pub fn partner_auth(mut self, accepted: bool) -> Self {
        self.partner_auth = accepted;
        self
    }

    /// Whether archives and broadcasts start in sessions with a connected client only. Default yes, as the service.
    pub fn needs_clients(mut self, needed: bool) -> Self {
        self.needs_clients = needed;
        self
    }

    /// Whether an unknown stream is refused with 408, as older documents have it, and not with 404.
    pub fn bad_stream_is_408(mut self, is_408: bool) -> Self {
        self.bad_stream_is_408 = is_408;
        self
    }

    /// Whether every upload to a project's storage target fails.
    pub fn uploads_fail(mut self, fail: bool) -> Self {
        self.uploads_fail = fail;
        self
    }

    /// Sets how the dialect of 2011 to 2014 is spoken.
    pub fn legacy(mut self, legacy: Legacy) -> Self {
        self.legacy = legacy;
        self
    }

    /// Whether webhooks leave this machine. Default no: to other addresses than loopback nothing is sent.
    pub fn remote_webhooks(mut self, allowed: bool) -> Self {
        self.remote_webhooks = allowed;
        self
    }

    /// Takes `address` for where the sandbox is reached, if nobody said where.
    #[cfg(feature = "serve")]
    pub(crate) fn listens_at(&mut self, address: core::net::SocketAddr) {
        if self.public_url == Self::NOWHERE {
            self.public_url = format!("http://{address}");
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_does_not_show_the_control_token() {
        let shown = format!("{:?}", Options::new().control_token("open sesame"));
        assert!(
            shown.contains("control_token: Some(Secret(..))") && !shown.contains("sesame"),
            "{shown}"
        );
    }
}
