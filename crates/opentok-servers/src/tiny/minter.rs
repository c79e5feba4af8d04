use core::fmt;
use core::str::FromStr;
use std::sync::{Mutex, PoisonError};

use http::StatusCode;
use opentok_sdk::token::{Grant, MintError, Nonce, NonceBlock, Role, SessionId, SignError, Signer, Token, UnixSeconds};

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
        let grant = grant(session, role, data, expires);
        match self.format {
            TokenFormat::T1 => self.signer.sign_t1(&grant, now, self.nonce()?).map_err(refusal),
            TokenFormat::Jwt => self.mint_jwt(&grant, now),
        }
    }

    /// The same, appended to `out`.
    pub(crate) fn mint_into(
        &self,
        session: &SessionId,
        role: Role,
        data: &str,
        now: UnixSeconds,
        expires: UnixSeconds,
        out: &mut Vec<u8>,
    ) -> Result<(), ApiError> {
        let grant = grant(session, role, data, expires);
        let front = out.len();
        if self.format == TokenFormat::Jwt {
            out.extend_from_slice(self.mint_jwt(&grant, now)?.expose().as_bytes());
            return Ok(());
        }
        let nonce = self.nonce()?;
        let mut room = USUAL_LEN;
        loop {
            out.resize(front + room, 0);
            match self.signer.sign_t1_into(&grant, now, nonce, &mut out[front..]) {
                Ok(token) => {
                    let len = token.len();
                    out.truncate(front + len);
                    return Ok(());
                }
                Err(SignError::BufferTooSmall { needed }) if needed > room => room = needed,
                Err(error) => return Err(refusal(error)),
            }
        }
    }

    fn mint_jwt(&self, grant: &Grant<'_>, now: UnixSeconds) -> Result<Token, ApiError> {
        self.signer.mint_jwt_at(grant, now).map_err(|error| match error {
            MintError::Sign(error) => refusal(error),
            _ => ApiError::internal(),
        })
    }

    fn nonce(&self) -> Result<Nonce, ApiError> {
        let drawn = self.nonces.lock().unwrap_or_else(PoisonError::into_inner).draw();
        drawn.map_err(|_| ApiError::internal())
    }
}

fn grant<'a>(session: &'a SessionId, role: Role, data: &'a str, expires: UnixSeconds) -> Grant<'a> {
    let grant = Grant::new(session).role(role).expires_at(expires);
    if data.is_empty() { grant } else { grant.data(data) }
}

/// T1 tokens with little data are shorter.
const USUAL_LEN: usize = 512;

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

#[cfg(test)]
mod tests {
    use opentok_sdk::token::{ApiSecret, Project};

    use super::*;

    #[test]
    fn a_token_is_appended_whole_however_long_it_is() {
        let key = "12345678".parse().unwrap();
        let project = Project::new(key, ApiSecret::new("abcdef1234567890"));
        let session: SessionId = "1_MX4xMjM0NTY3OH5-MTcwMDAwMDAwMDAwMH5hYmNkfn4".parse().unwrap();
        let (now, expires) = (UnixSeconds::new(1_700_000_000), UnixSeconds::new(1_700_000_100));
        for format in [TokenFormat::T1, TokenFormat::Jwt] {
            let minter = Minter::new(Signer::new(project.clone()), format);
            for len in [0, 1, 200, 1000] {
                let data = "%".repeat(len);
                let mut out = b"front".to_vec();
                minter
                    .mint_into(&session, Role::Publisher, &data, now, expires, &mut out)
                    .unwrap();
                let appended = core::str::from_utf8(out.strip_prefix(b"front").unwrap()).unwrap();
                let claims = opentok_sdk::token::Verifier::new(project.clone())
                    .verify(appended, now)
                    .unwrap();
                assert_eq!(claims.data().unwrap_or_default(), data, "{format} {len}");
            }
        }
    }

    #[test]
    fn what_is_refused_appends_nothing_that_is_used() {
        let project = Project::new("12345678".parse().unwrap(), ApiSecret::new("abcdef1234567890"));
        let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse().unwrap();
        let minter = Minter::new(Signer::new(project), TokenFormat::T1);
        let (now, mut out) = (UnixSeconds::new(1), Vec::new());
        let refused = minter.mint_into(&session, Role::Publisher, "", now, now.plus(1), &mut out);
        assert_eq!(refused.unwrap_err().word(), "session_not_found");
    }
}
