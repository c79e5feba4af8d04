//! The same object for threads that may wait.

use alloc::sync::Arc;

use http_endpoint::{BlockingTransport, Chance, Deadline, Retry, RetryPolicy, Sleeper};
use opentok_rest::{Call, blocking::Client};
use opentok_token::{Grant, Token};

use crate::{
    Environment, Error,
    opentok::tokens::tokens,
    parts::Parts,
    patience::{ATTEMPT, CALL},
};

/// One project or application: its calls, and tokens for its clients. The twin of [`crate::OpenTok`], method by method.
///
/// ```
/// # use opentok_sandbox::{Clock, Options, Sandbox};
/// use opentok_sdk::{blocking::OpenTok, rest, rest::session::CreateSession};
///
/// # let cloud = Sandbox::new(Options::new().clock(Clock::system()));
/// # let known = cloud.credentials();
/// # let project = rest::OpenTok::new(known.api_key.parse().unwrap(), &known.api_secret);
/// let opentok = OpenTok::new(cloud.transport(), project);
/// let session = opentok.create_session(CreateSession::routed())?;
/// let token = opentok.generate_token(&session.id)?;
/// # assert_eq!(cloud.check_token(token.expose())["valid"], true);
/// # Ok::<(), opentok_sdk::Error>(())
/// ```
#[doc(alias = "OpenTokSDK")]
pub struct OpenTok<T = Arc<dyn BlockingTransport>>(Arc<Parts<Client<T>>>);

/// As [`crate::patient`], for threads: the limits are kept by transports that know them, as `UreqTransport` does.
pub fn patient(transport: impl BlockingTransport + 'static) -> Arc<dyn BlockingTransport> {
    let attempt = Deadline::new(transport, Sleeper::thread()).head(ATTEMPT);
    let retry = Retry::new(attempt, RetryPolicy::new(), Sleeper::thread(), Chance::hash_keys());
    Arc::new(Deadline::new(retry, Sleeper::thread()).exchange(CALL))
}

impl<T: BlockingTransport> OpenTok<T> {
    /// Speaks for whoever these credentials are of, by this transport.
    ///
    /// The transport is used as it is; [`patient`] adds retries and time limits.
    pub fn new(transport: T, environment: impl Into<Environment>) -> Self {
        let environment = environment.into();
        Client::new(transport, environment.credentials)
            .site(environment.site)
            .into()
    }

    /// Sends any call there is, with all of its options: one of `opentok_sdk::rest`, or one of your own.
    ///
    /// # Errors
    ///
    /// [`Error::Call`].
    pub fn call<C: Call>(&self, call: &C) -> Result<C::Output, Error> {
        Ok(self.client().call(call)?)
    }
}

tokens!(OpenTok<T>, Client<T>);
