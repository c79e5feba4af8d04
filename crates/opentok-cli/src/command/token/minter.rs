//! Signing with whatever credentials there are.

use clap::ValueEnum;
use compact_jws::RsaPrivateKey;
use opentok_token::jwt::ApplicationSigner;
use opentok_token::t1::Profile;
use opentok_token::{Grant, Nonce, SignError, Signer, Token, UnixSeconds};

use crate::chance;
use crate::credentials::Credentials;
use crate::failure::{Failure, sentence};

/// The form a token is minted in.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// T1, the form of OpenTok projects; their default
    T1,
    /// JSON web token: HS256 for OpenTok projects, RS256 for Vonage applications
    Jwt,
}

/// Mints tokens of one form with one key.
pub(crate) enum Minter {
    /// T1 tokens of a project.
    T1(Signer),
    /// Client JWTs of a project.
    ProjectJwt(Signer),
    /// Client JWTs of an application.
    ApplicationJwt(ApplicationSigner<RsaPrivateKey>),
}

impl Minter {
    /// Decides by the credentials that are there; the form only if it was asked for.
    pub(crate) fn new(credentials: Credentials, format: Option<Format>) -> Result<Self, Failure> {
        let application = credentials.application.and_then(|keys| Some((keys.id?, keys.private?)));
        match (credentials.project, application, format) {
            (Some(_), Some(_), None | Some(Format::Jwt)) => Err(configuration(AMBIGUOUS)),
            (Some(project), _, Some(Format::Jwt)) => Ok(Self::ProjectJwt(Signer::new(project.project()))),
            (Some(project), _, _) => Ok(Self::T1(Signer::new(project.project()))),
            (None, Some((id, key)), None | Some(Format::Jwt)) => {
                Ok(Self::ApplicationJwt(ApplicationSigner::new(id, key)))
            }
            _ => Err(configuration("there is nothing to sign with")),
        }
    }

    /// Sets the longest lifetime, in seconds.
    pub(crate) fn max_lifetime(self, seconds: u64) -> Result<Self, Failure> {
        match self {
            Self::T1(signer) => Ok(Self::T1(signer.max_lifetime(seconds))),
            Self::ProjectJwt(signer) => Ok(Self::ProjectJwt(signer.max_lifetime(seconds))),
            Self::ApplicationJwt(_) => Err(Failure::usage("--max-lifetime is for tokens of OpenTok projects")),
        }
    }

    /// Sets whose habits T1 tokens follow.
    pub(crate) fn profile(self, profile: Profile) -> Result<Self, Failure> {
        match self {
            Self::T1(signer) => Ok(Self::T1(signer.profile(profile))),
            _ => Err(Failure::usage("--profile is for T1 tokens")),
        }
    }

    /// Makes sure that tokens of this form can have a nonce that the caller chose.
    pub(crate) fn require_nonce(&self) -> Result<(), Failure> {
        match self {
            Self::ApplicationJwt(_) => Err(Failure::usage("--nonce is for tokens of OpenTok projects")),
            _ => Ok(()),
        }
    }

    /// The form in one word.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::T1(_) => "t1",
            Self::ProjectJwt(_) | Self::ApplicationJwt(_) => "jwt",
        }
    }

    /// Mints one token made at `now`; its nonce is random unless one is given.
    pub(crate) fn mint(&self, grant: &Grant<'_>, now: UnixSeconds, nonce: Option<Nonce>) -> Result<Token, Failure> {
        let signed = match self {
            Self::T1(signer) => {
                let nonce = nonce.map_or_else(chance::nonce, Ok)?;
                signer.sign_t1(grant, now, nonce)
            }
            Self::ProjectJwt(signer) => {
                let nonce = nonce.map_or_else(chance::small_nonce, Ok)?;
                signer.sign_jwt(grant, now, nonce, chance::jwt_id()?)
            }
            Self::ApplicationJwt(signer) => signer.sign_client(grant, now, chance::jwt_id()?),
        };
        signed.map_err(|error: SignError| Failure::refused(error.code(), sentence(&error)))
    }
}

fn configuration(fault: &str) -> Failure {
    Failure::configuration(&[fault.to_owned()])
}

const AMBIGUOUS: &str = "there are credentials of an OpenTok project and of a Vonage application: choose with --api-key or --application-id";
