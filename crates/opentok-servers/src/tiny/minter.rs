use core::fmt;
use core::str::FromStr;
use std::sync::{Mutex, PoisonError};

use http::StatusCode;
use opentok_sdk::token::{Grant, MintError, NonceBlock, Role, SessionId, SignError, Signer, Token, UnixSeconds};

use crate::http::ApiError;
use crate::tiny::parameter;

/// Which kind of token is handed out.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum TokenFormat {
    /// `T1==…`, as the first documents of the service describe.
    #[default]
    T1,
    /// A JSON web token, as today's SDKs make.
    Jwt,
}

impl FromStr for TokenFormat {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        match text {
            "t1" => Ok(Self::T1),
            "jwt" => Ok(Self::Jwt),
            _ => Err("it is not t1 or jwt"),
        }
    }
}

impl fmt::Display for TokenFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::T1 => "t1",
            Self::Jwt => "jwt",
        })
    }
}

/// Makes tokens for clients.
#[derive(Debug)]
pub(crate) struct Minter {
    signer: Signer,
    format: TokenFormat,
    nonces: Mutex<NonceBlock>,
}

impl Minter {
    pub(crate) fn new(signer: Signer, format: TokenFormat) -> Self {
        Self {
            signer,
            format,
            nonces: Mutex::default(),
        }
    }

    /// A token for a session of this project, made at `now`, good until `expires`.
    pub(crate) fn mint(
        &self,
        session: &SessionId,
        role: Role,
        data: &str,
        now: UnixSeconds,
        expires: UnixSeconds,
    ) -> Result<Token, ApiError> {
        let mut grant = Grant::new(session).role(role).expires_at(expires);
        if !data.is_empty() {
            grant = grant.data(data);
        }
        let token = match self.format {
            TokenFormat::T1 => {
                let drawn = self.nonces.lock().unwrap_or_else(PoisonError::into_inner).draw();
                let nonce = drawn.map_err(|_| ApiError::internal())?;
                self.signer.sign_t1(&grant, now, nonce)
            }
            TokenFormat::Jwt => match self.signer.mint_jwt_at(&grant, now) {
                Err(MintError::Sign(error)) => Err(error),
                Err(_) => return Err(ApiError::internal()),
                Ok(token) => Ok(token),
            },
        };
        token.map_err(refusal)
    }
}

/// What the checks of the parameters let pass, the signer lets pass too; here both say it alike.
fn refusal(error: SignError) -> ApiError {
    match error {
        SignError::OtherProject => session_not_found(),
        SignError::Expired { .. } | SignError::LifetimeTooLong { .. } => parameter::EXPIRES_AT.refuse(),
        SignError::DataTooLong { .. } | SignError::NotWritable { .. } => parameter::DATA.refuse(),
        _ => ApiError::internal(),
    }
}

/// 404 `session_not_found`.
pub(crate) fn session_not_found() -> ApiError {
    ApiError::new(
        StatusCode::NOT_FOUND,
        "session_not_found",
        "this server did not make such a session",
    )
}
