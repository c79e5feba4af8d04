mod archives;
mod broadcasts;
mod calls;
mod legacy;
mod live;
mod network;
mod service;
mod sessions;
pub(crate) mod tokens;

use alloc::sync::Arc;

use http_endpoint::{AnyTransport, Transport};
use opentok_rest::{Call, Client};
use opentok_token::{Grant, Token};

use self::tokens::tokens;
use crate::{Environment, Error, parts::Parts};

/// One project or application: its calls, and tokens for its clients.
///
/// It is the object that the official SDKs call `OpenTok` (`OpenTokSDK` until 2014), over the [`Client`] and the signers of
/// this family. A clone is one more reference to the same object. Where the type of the transport does not matter,
/// [`patient`](crate::patient) and the constructors by name hide it, and `OpenTok` alone is the type to write.
///
/// ```
/// # use opentok_sandbox::{Clock, Options, Sandbox};
/// use opentok_sdk::{OpenTok, rest, rest::session::{CreateSession, Signal}};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), opentok_sdk::Error> {
/// # let cloud = Sandbox::new(Options::new().clock(Clock::system()));
/// # let known = cloud.credentials();
/// # let project = rest::OpenTok::new(known.api_key.parse().unwrap(), &known.api_secret);
/// # let opentok = OpenTok::new(cloud.transport(), project);
/// let session = opentok.create_session(CreateSession::routed()).await?;
/// let token = opentok.generate_token(&session.id)?;
/// # cloud.connect(session.id.as_str(), opentok_sandbox::Client::with_token(token.expose())).unwrap();
/// opentok.signal_session(session.id, Signal::new("welcome").kind("chat")).await?;
/// # Ok(())
/// # }
/// ```
#[doc(alias = "OpenTokSDK")]
#[doc(alias = "Client")]
pub struct OpenTok<T = AnyTransport>(Arc<Parts<Client<T>>>);

impl<T: Transport> OpenTok<T> {
    /// Speaks for whoever these credentials are of, by this transport.
    ///
    /// The transport is used as it is; [`patient`](crate::patient) adds retries and time limits.
    pub fn new(transport: T, environment: impl Into<Environment>) -> Self {
        let environment = environment.into();
        Client::new(transport, environment.credentials)
            .site(environment.site)
            .into()
    }

    /// Sends any call there is, with all of its options: one of `opentok_sdk::rest`, or one of your own.
    ///
    /// ```
    /// # use opentok_sandbox::{Clock, Options, Publication, Sandbox};
    /// # use opentok_sdk::{OpenTok, rest, rest::session::{CreateSession, MuteAll}};
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let cloud = Sandbox::new(Options::new().clock(Clock::system()));
    /// # let known = cloud.credentials();
    /// # let opentok = OpenTok::new(cloud.transport(), rest::OpenTok::new(known.api_key.parse()?, &known.api_secret));
    /// # let session = opentok.create_session(CreateSession::routed()).await?.id;
    /// # let speaker = cloud.publish(session.as_str(), &Publication::new())?;
    /// opentok.call(&MuteAll::new(session).except(speaker.parse()?)).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Call`].
    pub async fn call<C: Call>(&self, call: &C) -> Result<C::Output, Error> {
        Ok(self.client().call(call).await?)
    }
}

tokens!(OpenTok<T>, Client<T>);
