use core::{net::IpAddr, time::Duration};

/// What a scripted fault does to an answer besides its content.
///
/// It travels in the extensions of the response, for whoever carries the response to the caller: `SandboxTransport` and
/// the server of this crate obey it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Disturbance {
    /// How long to wait before the answer.
    pub delay: Duration,
    /// Whether the connection breaks instead of carrying the answer.
    pub drop: bool,
}

/// From where a request came. Whoever takes requests from a network puts it into their extensions; a request without it
/// comes from this process.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "an address and nothing else")]
pub struct PeerAddress(pub IpAddr);
