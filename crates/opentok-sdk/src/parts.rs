use opentok_rest::{Credentials, SharedKey};
use opentok_token::{Grant, JwtId, MintError, RandomError, Signer, Token, UnixSeconds, jwt::ApplicationSigner};

use crate::Error;

/// What an object is made of, awaited or waiting: a client, and what signs for it.
pub(crate) struct Parts<C> {
    pub(crate) client: C,
    signer: ClientSigner,
}

/// What signs client tokens, if anything does.
#[expect(
    clippy::large_enum_variant,
    reason = "there is one in each object, which is behind an Arc as it is"
)]
enum ClientSigner {
    Project(Signer),
    Application(ApplicationSigner<SharedKey>),
    None,
}

impl<C> Parts<C> {
    pub(crate) fn new(client: C, credentials: &Credentials) -> Self {
        let signer = match credentials {
            Credentials::OpenTok(project) => ClientSigner::Project(project.client_signer()),
            Credentials::Vonage(application) => ClientSigner::Application(application.client_signer()),
            _ => ClientSigner::None,
        };
        Self { client, signer }
    }

    /// A token in the form that the environment's clients know best.
    pub(crate) fn token(&self, grant: &Grant<'_>, who: &Credentials, now: UnixSeconds) -> Result<Token, Error> {
        match &self.signer {
            ClientSigner::Project(signer) => Ok(signer.mint_at(grant, now)?),
            _ => self.jwt(grant, who, now),
        }
    }

    pub(crate) fn jwt(&self, grant: &Grant<'_>, who: &Credentials, now: UnixSeconds) -> Result<Token, Error> {
        match &self.signer {
            ClientSigner::Project(signer) => Ok(signer.mint_jwt_at(grant, now)?),
            ClientSigner::Application(signer) => {
                let id = JwtId::random().map_err(|error: RandomError| MintError::from(error))?;
                Ok(signer.sign_client(grant, now, id).map_err(MintError::from)?)
            }
            ClientSigner::None => Err(Error::NoTokens { dialect: who.dialect() }),
        }
    }
}
