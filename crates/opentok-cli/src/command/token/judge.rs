//! Telling true tokens from everything else.

use clap::ValueEnum;
use compact_jws::RsaPublicKey;
use opentok_token::jwt::help_lightning::{PartnerClaims, verify_partner};
use opentok_token::jwt::{ApplicationVerifier, Level, RestClaims};
use opentok_token::{
    ApplicationId, Claims, Policy, Project, UnixSeconds, Verifier, VerifyError, limits::MAX_TOKEN_LEN, scratch_len,
};
use serde::Deserialize;

use crate::failure::sentence;
use crate::output::{Fact, Facts};

/// What a token is offered for. One that is true for one use is refused for every other.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[value(rename_all = "snake_case")]
pub(crate) enum Purpose {
    /// Joining a session: T1, or a JWT of scope session.connect
    #[default]
    Client,
    /// REST calls about a project
    Rest,
    /// REST calls about the whole account
    Account,
    /// Partner calls of Help Lightning; needs only a public key
    HelpLightning,
}

/// What tokens are checked with.
#[derive(Clone, Debug)]
pub(crate) enum Judge {
    /// A project's secret.
    Project(Box<Verifier<Project>>),
    /// An RSA key, and whose it is if that matters.
    Rsa(RsaPublicKey, Option<ApplicationVerifier<RsaPublicKey>>, Policy),
}

/// This key says nothing about tokens for this use.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Unfit;

impl Judge {
    /// Judges tokens of a project.
    pub(crate) fn of_project(project: Project, policy: Policy) -> Self {
        Self::Project(Box::new(Verifier::new(project).policy(policy)))
    }

    /// Judges tokens signed with an RSA key, by an application if one is named.
    pub(crate) fn of_key(key: RsaPublicKey, application: Option<ApplicationId>, policy: Policy) -> Self {
        let verifier = application.map(|id| ApplicationVerifier::new(id, key.clone()).policy(policy));
        Self::Rsa(key, verifier, policy)
    }

    /// What the token says if it is true, else why it is not. `scratch` holds it decoded.
    pub(crate) fn judge<'s>(
        &self,
        token: &str,
        purpose: Purpose,
        now: UnixSeconds,
        scratch: &'s mut Vec<u8>,
    ) -> Result<Verdict<'s>, Unfit> {
        // Longer tokens are refused for their length before any scratch is touched.
        scratch.resize(scratch_len(token.len().min(MAX_TOKEN_LEN)).max(scratch.len()), 0);
        Ok(match (self, purpose) {
            (Self::Project(verifier), Purpose::Client) => verifier.verify_into(token, now, scratch).into(),
            (Self::Project(verifier), Purpose::Rest) => {
                verifier.verify_rest_into(token, Level::Project, now, scratch).into()
            }
            (Self::Project(verifier), Purpose::Account) => {
                verifier.verify_rest_into(token, Level::Account, now, scratch).into()
            }
            (Self::Rsa(_, Some(verifier), _), Purpose::Client) => {
                verifier.verify_client_into(token, now, scratch).into()
            }
            (Self::Rsa(_, Some(verifier), _), Purpose::Rest) => verifier.verify_rest_into(token, now, scratch).into(),
            (Self::Rsa(key, _, policy), Purpose::HelpLightning) => {
                verify_partner(token, key, policy, now, scratch).into()
            }
            _ => return Err(Unfit),
        })
    }
}

/// What became of a token.
#[derive(Clone, Debug)]
pub(crate) enum Verdict<'s> {
    /// It is true, and this is what it says.
    Valid { kind: &'static str, claims: Facts<'s> },
    /// It is not to be believed.
    Invalid { reason: &'static str, message: String },
}

impl<'s> Verdict<'s> {
    /// The verdict on a text of which only its length is known.
    pub(crate) fn too_large() -> Self {
        let message = format!("token is longer than {MAX_TOKEN_LEN} bytes");
        Self::Invalid {
            reason: "too_large",
            message,
        }
    }

    /// Whether the token is true.
    pub(crate) const fn is_valid(&self) -> bool {
        matches!(self, Self::Valid { .. })
    }

    /// The same verdict, on its own.
    pub(crate) fn into_owned(self) -> Verdict<'static> {
        match self {
            Self::Valid { kind, claims } => Verdict::Valid {
                kind,
                claims: claims.into_owned(),
            },
            Self::Invalid { reason, message } => Verdict::Invalid { reason, message },
        }
    }

    /// The verdict in the form that commands print.
    pub(crate) fn into_facts(self) -> Facts<'s> {
        match self {
            Self::Valid { kind, claims } => Facts::new()
                .with("valid", true)
                .with("kind", kind)
                .with("claims", claims),
            Self::Invalid { reason, message } => Facts::new()
                .with("valid", false)
                .with("reason", reason)
                .with("message", message),
        }
    }
}

impl From<VerifyError> for Verdict<'_> {
    fn from(error: VerifyError) -> Self {
        Self::Invalid {
            reason: error.code(),
            message: sentence(&error),
        }
    }
}

impl<'s, C: Into<Self>> From<Result<C, VerifyError>> for Verdict<'s> {
    fn from(verified: Result<C, VerifyError>) -> Self {
        verified.map_or_else(Self::from, Into::into)
    }
}

impl<'s> From<Claims<'s>> for Verdict<'s> {
    fn from(claims: Claims<'s>) -> Self {
        let facts = Facts::new()
            .with("issuer", claims.issuer())
            .with("session_id", claims.session().as_str().to_owned())
            .with("role", claims.role().as_str())
            .with("nonce", claims.nonce())
            .with("jti", claims.jwt_id())
            .with("create_time", claims.created())
            .with("expire_time", claims.expires())
            .with("connection_data", claims.data())
            .with(
                "initial_layout_class_list",
                claims.layout_classes().collect::<Fact<'_>>(),
            );
        Self::Valid {
            kind: claims.kind().as_str(),
            claims: facts,
        }
    }
}

impl<'s> From<RestClaims<'s>> for Verdict<'s> {
    fn from(claims: RestClaims<'s>) -> Self {
        let facts = Facts::new()
            .with("issuer", claims.issuer())
            .with("level", claims.level().as_str())
            .with("jti", claims.jwt_id())
            .with("create_time", claims.created())
            .with("expire_time", claims.expires());
        Self::Valid {
            kind: "rest_jwt",
            claims: facts,
        }
    }
}

impl<'s> From<PartnerClaims<'s>> for Verdict<'s> {
    fn from(claims: PartnerClaims<'s>) -> Self {
        let facts = Facts::new()
            .with("enterprise", claims.enterprise())
            .with("expire_time", claims.expires());
        Self::Valid {
            kind: "help_lightning",
            claims: facts,
        }
    }
}
