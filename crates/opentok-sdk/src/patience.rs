use core::time::Duration;

use http_endpoint::{AnyTransport, Chance, Deadline, Retry, RetryPolicy, Sleeper, Transport};

/// The transport with the patience that the constructors by name give theirs: 20 s for the head of each answer, three
/// attempts where that is safe ([`RetryPolicy::new`]), 60 s for the whole call.
///
/// For a transport with settings of its own:
///
/// ```
/// # #[cfg(feature = "hyper")]
/// # fn main() -> Result<(), opentok_sdk::Error> {
/// use opentok_sdk::transport::{HyperTransport, Sleeper, net::{NetSettings, Proxy}};
/// use opentok_sdk::{OpenTok, patient, rest};
///
/// let settings = NetSettings::new().proxy(Proxy::new("http://proxy.example.com:3128").expect("a proxy"));
/// let transport = patient(HyperTransport::new(&settings)?, Sleeper::tokio());
/// let project = rest::OpenTok::new("45676632".parse().expect("a key"), "1234567890abcdef1234567890abcdef12345678");
/// let opentok = OpenTok::new(transport, project);
/// # drop(opentok);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "hyper"))]
/// # fn main() {}
/// ```
pub fn patient(transport: impl Transport + 'static, sleeper: Sleeper) -> AnyTransport {
    let attempt = Deadline::new(transport, sleeper.clone()).head(ATTEMPT);
    let retry = Retry::new(attempt, RetryPolicy::new(), sleeper.clone(), Chance::hash_keys());
    AnyTransport::new(Deadline::new(retry, sleeper).exchange(CALL))
}

/// How long the head of one answer may take.
pub(crate) const ATTEMPT: Duration = Duration::from_secs(20);

/// How long a call may take, with all its attempts, waits and the answer's body.
pub(crate) const CALL: Duration = Duration::from_secs(60);
