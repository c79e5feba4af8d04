use compact_jws::UntrustedJws;
use compact_jws::json::{Object, Value};

use super::Level;
use super::client::{check_not_before, read_client};
use super::read::{Reader, open};
use super::rest::{RestClaims, read_rest};
use crate::api_key::ApiKey;
use crate::limits::MAX_REST_LIFETIME;
use crate::project::{Project, Projects};
use crate::session_id;
use crate::time::UnixSeconds;
use crate::verify::{Claims, Verifier, VerifyError, scratch_len};

#[cfg(feature = "alloc")]
use super::rest::RestClaimsBuf;

/// REST JWTs of the projects.
impl<P: Projects> Verifier<P> {
    /// Verifies the JWT of a REST call (header `X-OPENTOK-AUTH`), without allocating.
    ///
    /// It must speak for `level`, have an expiry at most five minutes after its creation, and have no scope:
    /// a client token never opens the REST API.
    ///
    /// # Errors
    ///
    /// [`VerifyError`]: why the token is not to be believed.
    pub fn verify_rest_into<'s>(
        &self,
        token: &str,
        level: Level,
        now: UnixSeconds,
        scratch: &'s mut [u8],
    ) -> Result<RestClaims<'s>, VerifyError> {
        let (_, header, mut reader) = open_known(self, token, scratch)?;
        let issuer = reader.required_text("iss")?;
        check_level(&mut reader, header, level)?;
        check_not_before(&reader, &self.policy, now)?;
        read_rest(reader, issuer, level, MAX_REST_LIFETIME, &self.policy, now)
    }

    /// Verifies the JWT of a REST call and keeps what it says.
    ///
    /// # Errors
    ///
    /// [`VerifyError`]: why the token is not to be believed.
    #[cfg(feature = "alloc")]
    pub fn verify_rest(&self, token: &str, level: Level, now: UnixSeconds) -> Result<RestClaimsBuf, VerifyError> {
        crate::verify::with_scratch(token, |scratch| {
            self.verify_rest_into(token, level, now, scratch)
                .map(RestClaimsBuf::from)
        })
    }
}

pub(crate) fn verify_client<'s, P: Projects>(
    verifier: &Verifier<P>,
    token: &str,
    now: UnixSeconds,
    scratch: &'s mut [u8],
) -> Result<Claims<'s>, VerifyError> {
    let (project, header, mut reader) = open_known(verifier, token, scratch)?;
    let issuer = reader.required_text("iss")?;
    check_level(&mut reader, header, Level::Project)?;
    let check_session = |session: &str| session_id::check(session, Some(project.key()));
    read_client(reader, issuer, check_session, &verifier.policy, now)
}

/// Finds the project a token names and checks the signature with its secret. Of an unverified token nothing
/// but the issuer's name is read; an unknown one costs the same and fails the same.
fn open_known<'s, 'v, P: Projects>(
    verifier: &'v Verifier<P>,
    token: &str,
    scratch: &'s mut [u8],
) -> Result<(&'v Project, Object<'s>, Reader<'s>), VerifyError> {
    let known = find_issuer(verifier, token, scratch)?;
    let key = known.unwrap_or(&verifier.decoy).jwt_key();
    let (verified, arena) = open(token, key, scratch)?;
    let project = known.ok_or(VerifyError::Signature)?;
    Ok((
        project,
        verified.header(),
        Reader {
            claims: verified.claims(),
            arena,
        },
    ))
}

fn find_issuer<'v, P: Projects>(
    verifier: &'v Verifier<P>,
    token: &str,
    scratch: &mut [u8],
) -> Result<Option<&'v Project>, VerifyError> {
    let untrusted = UntrustedJws::parse(token).map_err(compact_jws::VerifyError::from)?;
    let needed = scratch_len(token.len());
    let scratch = scratch
        .get_mut(..untrusted.scratch_len())
        .ok_or(VerifyError::ScratchTooSmall { needed })?;
    let unverified = untrusted.decode(scratch).map_err(compact_jws::VerifyError::from)?;
    let issuer = match unverified.claims().get("iss") {
        None => return Err(VerifyError::MissingClaim { name: "iss" }),
        Some(Value::Text(issuer)) => issuer,
        Some(_) => return Err(VerifyError::BadClaim { name: "iss" }),
    };
    let mut name = [0; ApiKey::MAX_LEN];
    Ok(issuer
        .decode_into(&mut name)
        .and_then(|name| verifier.projects.find(name)))
}

/// `ist` in the claims, or in the header, where the Ruby SDK puts it.
fn check_level(reader: &mut Reader<'_>, header: Object<'_>, level: Level) -> Result<(), VerifyError> {
    let matches = match (reader.claims.get("ist"), header.get("ist")) {
        (Some(Value::Text(text)), _) | (None, Some(Value::Text(text))) => text == *level.as_str(),
        (None, None) => return Err(VerifyError::MissingClaim { name: "ist" }),
        _ => return Err(VerifyError::BadClaim { name: "ist" }),
    };
    if matches { Ok(()) } else { Err(VerifyError::Level) }
}
