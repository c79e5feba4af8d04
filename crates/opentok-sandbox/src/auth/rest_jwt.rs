use compact_jws::json::{Object, Value};
use compact_jws::{UntrustedJws, UnverifiedJws, VerifiedJws, VerifyError, VerifyingKey};

use super::Caller;
use crate::state::{Credential, State};
use crate::wire::Refusal;

/// Whose JWTs a header may carry.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kinds {
    Both,
    ApplicationOnly,
}

/// How long a JWT of a project may live, in seconds.
const PROJECT_LIFETIME_S: i64 = 300;
/// How long a JWT of an application may live, in seconds.
const APPLICATION_LIFETIME_S: i64 = 900;
/// Tokens up to this length are read without allocating.
const COMMON_LEN: usize = 1_024;

/// Checks the JWT of a REST call: who issued it, whether they signed it, and whether it is its time.
pub(super) fn check(state: &State, token: &str, kinds: Kinds, now_s: u64) -> Result<Caller, Refusal> {
    let untrusted = UntrustedJws::parse(token).map_err(|_| Refusal::forbidden("Invalid token format"))?;
    let mut small = [0; COMMON_LEN];
    let mut large = Vec::new();
    let scratch = match small.get_mut(..untrusted.scratch_len()) {
        Some(scratch) => scratch,
        None => {
            large.resize(untrusted.scratch_len(), 0);
            large.as_mut_slice()
        }
    };
    let issuer = untrusted
        .decode(scratch)
        .map_err(|_| Refusal::forbidden("Invalid token format"))
        .and_then(|unverified| Issuer::of(unverified, kinds))?;
    let now_s = i64::try_from(now_s).unwrap_or(i64::MAX);
    let skew_s = i64::try_from(state.options.skew_s).unwrap_or(i64::MAX);
    let times = |claims: Object<'_>, lifetime_s| check_times(claims, lifetime_s, skew_s, now_s);

    let unknown = || Refusal::forbidden("Issuer not found");
    if issuer.is_account {
        if *state.owners.account.key != *issuer.name {
            return Err(unknown());
        }
        let verified = verify(untrusted, &state.owners.account.jwt, scratch)?;
        return times(verified.claims(), PROJECT_LIFETIME_S).map(|()| Caller::Account);
    }
    let id = state.owners.find(&issuer.name).ok_or_else(unknown)?;
    match &state.owners.get(id).credential {
        Credential::Project(credential) if !issuer.is_application => {
            let verified = verify(untrusted, &credential.rest, scratch)?;
            times(verified.claims(), PROJECT_LIFETIME_S)?;
        }
        Credential::Application(credential) if issuer.is_application => {
            let verified = verify(untrusted, &credential.public_key, scratch)?;
            times(verified.claims(), APPLICATION_LIFETIME_S)?;
        }
        _ => return Err(unknown()),
    }
    Ok(Caller::Owner(id))
}

/// Who a JWT claims to be from. Believed only after its signature.
struct Issuer {
    name: String,
    is_application: bool,
    is_account: bool,
}

impl Issuer {
    fn of(unverified: UnverifiedJws<'_>, kinds: Kinds) -> Result<Self, Refusal> {
        let (header, claims) = (unverified.header(), unverified.claims());
        let text = |value: Value<'_>| match value {
            Value::Text(text) => Some(text.to_string()),
            Value::Number(number) => Some(number.as_str().to_owned()),
            _ => None,
        };
        if claims.get("scope").is_some() {
            return Err(Refusal::forbidden(
                "Invalid token: a client token does not open this API",
            ));
        }
        // Two SDKs say `iss` as well; the application is what counts.
        if let Some(name) = claims.get("application_id").and_then(text) {
            return Ok(Self {
                // A UUID is the same in either case, and the owner's name is in lower case.
                name: name.to_ascii_lowercase(),
                is_application: true,
                is_account: false,
            });
        }
        let name = claims.get("iss").and_then(text).filter(|_| kinds == Kinds::Both);
        let name = name.ok_or_else(|| Refusal::forbidden("Invalid issuer format"))?;
        // One SDK writes the level into the header.
        let is_account = match claims.get("ist").or_else(|| header.get("ist")) {
            None => false,
            Some(Value::Text(level)) if level == "project" => false,
            Some(Value::Text(level)) if level == "account" => true,
            Some(_) => return Err(Refusal::forbidden("Invalid issuer format")),
        };
        Ok(Self {
            name,
            is_application: false,
            is_account,
        })
    }
}

fn verify<'s>(
    untrusted: UntrustedJws<'_>,
    key: &impl VerifyingKey,
    scratch: &'s mut [u8],
) -> Result<VerifiedJws<'s>, Refusal> {
    untrusted.verify(key, scratch).map_err(|error| match error {
        VerifyError::Algorithm => Refusal::forbidden("No suitable algorithm"),
        _ => Refusal::forbidden("Invalid signature"),
    })
}

fn check_times(claims: Object<'_>, lifetime_s: i64, skew_s: i64, now_s: i64) -> Result<(), Refusal> {
    let time = |name| match claims.get(name) {
        None => Ok(None),
        Some(Value::Number(number)) => Ok(Some(number.floor_i64())),
        Some(_) => Err(Refusal::forbidden(format!("Invalid {name} claim"))),
    };
    let missing = |name: &str| Refusal::forbidden(format!("Missing {name} claim"));
    let issued = time("iat")?.ok_or_else(|| missing("iat"))?;
    let expires = time("exp")?.ok_or_else(|| missing("exp"))?;
    let begins = time("nbf")?.unwrap_or(issued);
    if issued.max(begins) > now_s.saturating_add(skew_s) {
        return Err(Refusal::forbidden("issued time cannot be greater than current time"));
    }
    if expires.saturating_add(skew_s) <= now_s || expires < issued {
        return Err(Refusal::forbidden("Token expired"));
    }
    if expires.saturating_sub(issued) > lifetime_s {
        return Err(Refusal::forbidden(format!(
            "Token lives longer than {lifetime_s} seconds"
        )));
    }
    Ok(())
}
