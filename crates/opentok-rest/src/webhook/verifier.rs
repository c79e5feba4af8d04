use core::fmt;

use compact_jws::{
    Hs256Key, UntrustedJws, VerifyError,
    json::{Object, Value},
};
use http::{HeaderMap, header};
use opentok_token::UnixSeconds;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{Proof, ReplayKey, VerifyCallbackError};

/// What proves that a callback comes from the service.
///
/// ```
/// use opentok_rest::webhook::Verifier;
///
/// // While the secret is being changed, both are good.
/// let verifier = Verifier::new("the new secret").or("the old secret").max_age(600);
/// # let _ = verifier;
/// ```
///
/// The secrets are kept as the state that checking starts from; they cannot be read back, and are wiped when dropped.
/// Wire: [`WIRE.md`, "Signed callbacks"](crate::wire#signed-callbacks).
#[derive(Clone)]
#[must_use]
pub struct Verifier {
    /// In the order in which they were given; an empty secret has a place and no key.
    keys: Vec<Option<Hs256Key>>,
    owner: Option<Box<str>>,
    max_age: u64,
    leeway: u64,
    unhashed: bool,
}

impl Verifier {
    /// Believes what is signed with this secret in the last 300 s, or the next 60 s. The secret is used exactly as given; an
    /// empty one, as of a variable that is not set, is nobody's: nothing is believed for it.
    pub fn new(secret: &str) -> Self {
        let nobody = Self {
            keys: Vec::new(),
            owner: None,
            max_age: 300,
            leeway: 60,
            unhashed: false,
        };
        nobody.or(secret)
    }

    /// Believes this secret, too. Each one costs a callback another hash of its token, if it is signed with none of those
    /// before.
    #[doc(alias = "rotation")]
    pub fn or(mut self, secret: &str) -> Self {
        self.keys
            .push((!secret.is_empty()).then(|| Hs256Key::new(secret.as_bytes())));
        self
    }

    /// How long ago the callback may have been signed, in seconds. 300 unless set. A guard against replay remembers keys
    /// for as long.
    pub fn max_age(mut self, seconds: u64) -> Self {
        self.max_age = seconds;
        self
    }

    /// By how much the service's clock may be ahead of this one, in seconds. 60 unless set.
    pub fn leeway(mut self, seconds: u64) -> Self {
        self.leeway = seconds;
        self
    }

    /// Believes only what is signed for this API key, or for this application. Unless set, a token may name any, or none.
    pub fn owner(mut self, owner: impl Into<Box<str>>) -> Self {
        self.owner = Some(owner.into());
        self
    }

    /// Believes tokens that name no hash of the body. Whoever has seen one such token can put any body to it, until it is
    /// too old: only for a way to here that nobody can listen on.
    pub fn allow_missing_payload_hash(mut self) -> Self {
        self.unhashed = true;
        self
    }

    /// Checks a callback by its headers and the bytes of its body.
    ///
    /// # Errors
    ///
    /// [`VerifyCallbackError::Missing`] unless there is one `Authorization` header, and as
    /// [`verify_token`](Self::verify_token).
    pub fn verify(&self, headers: &HeaderMap, body: &[u8], now: UnixSeconds) -> Result<Proof, VerifyCallbackError> {
        let mut values = headers.get_all(header::AUTHORIZATION).iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            return Err(VerifyCallbackError::Missing);
        };
        let value = value.to_str().map_err(|_| VerifyCallbackError::Malformed)?;
        match value.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
                self.verify_token(token.trim_matches(' '), body, now)
            }
            _ => Err(VerifyCallbackError::Malformed),
        }
    }

    /// Checks a callback by its token and the bytes of its body.
    ///
    /// The signature comes first: nothing that the token says is believed before. Signature and hash are compared in
    /// constant time.
    ///
    /// # Errors
    ///
    /// As [`VerifyCallbackError`] says, by variant, in this order: form, algorithm, signature, claims, times, owner, hash.
    pub fn verify_token(&self, token: &str, body: &[u8], now: UnixSeconds) -> Result<Proof, VerifyCallbackError> {
        let jws = UntrustedJws::parse(token).map_err(|_| VerifyCallbackError::Malformed)?;
        let mut scratch = vec![0; jws.scratch_len()];
        for (secret, key) in self.keys.iter().enumerate() {
            let Some(key) = key else {
                continue;
            };
            match jws.verify(key, &mut scratch) {
                Ok(verified) => return self.judge(verified.claims(), secret, token, body, now),
                Err(VerifyError::Signature) => {}
                Err(VerifyError::Algorithm) => return Err(VerifyCallbackError::Algorithm),
                Err(_) => return Err(VerifyCallbackError::Malformed),
            }
        }
        Err(VerifyCallbackError::Signature)
    }

    /// What claims that are truly the service's make of this callback.
    fn judge(
        &self,
        claims: Object<'_>,
        secret: usize,
        token: &str,
        body: &[u8],
        now: UnixSeconds,
    ) -> Result<Proof, VerifyCallbackError> {
        let issued_at = time(claims, "iat")?.ok_or(VerifyCallbackError::Claim { name: "iat" })?;
        let believed_until = self.check_times(claims, issued_at, now)?;
        let owner = self.check_owner(claims)?;
        self.check_hash(claims, body)?;
        let replay_key = match text(claims, "jti")? {
            Some(id) => ReplayKey::of_id(&text(claims, "iss")?.unwrap_or_default(), &id),
            None => ReplayKey::of_token(token),
        };
        Ok(Proof {
            issued_at,
            believed_until,
            owner,
            secret,
            replay_key,
        })
    }

    /// Until when the token is believed.
    fn check_times(
        &self,
        claims: Object<'_>,
        issued_at: UnixSeconds,
        now: UnixSeconds,
    ) -> Result<UnixSeconds, VerifyCallbackError> {
        let latest = now.plus(self.leeway);
        let begins = time(claims, "nbf")?.map_or(issued_at, |begins| begins.max(issued_at));
        if begins > latest {
            let seconds = begins.since(latest);
            return Err(VerifyCallbackError::TooEarly { seconds });
        }
        let mut until = issued_at.plus(self.max_age);
        if let Some(expires) = time(claims, "exp")? {
            until = until.min(expires.plus(self.leeway));
        }
        if now > until {
            let seconds = now.since(until);
            return Err(VerifyCallbackError::TooOld { seconds });
        }
        Ok(until)
    }

    fn check_owner(&self, claims: Object<'_>) -> Result<Option<Box<str>>, VerifyCallbackError> {
        let named = match text(claims, "application_id")? {
            Some(application) => Some(application),
            None => text(claims, "api_key")?,
        };
        match &self.owner {
            Some(owner) if named.as_ref() != Some(owner) => Err(VerifyCallbackError::Owner),
            _ => Ok(named),
        }
    }

    fn check_hash(&self, claims: Object<'_>, body: &[u8]) -> Result<(), VerifyCallbackError> {
        const NAME: &str = "payload_hash";
        let Some(named) = text(claims, NAME)? else {
            return match self.unhashed {
                true => Ok(()),
                false => Err(VerifyCallbackError::Claim { name: NAME }),
            };
        };
        let named = from_hex(&named).ok_or(VerifyCallbackError::Claim { name: NAME })?;
        let hash: [u8; 32] = Sha256::digest(body).into();
        match bool::from(hash.ct_eq(&named)) {
            true => Ok(()),
            false => Err(VerifyCallbackError::PayloadHash),
        }
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("secrets", &self.keys.len())
            .field("owner", &self.owner)
            .field("max_age", &self.max_age)
            .field("leeway", &self.leeway)
            .finish_non_exhaustive()
    }
}

/// A claim in whole seconds since 1970. Null is nothing.
fn time(claims: Object<'_>, name: &'static str) -> Result<Option<UnixSeconds>, VerifyCallbackError> {
    match claims.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) => match u64::try_from(number.floor_i64()) {
            Ok(seconds) => Ok(Some(UnixSeconds::new(seconds))),
            Err(_) => Err(VerifyCallbackError::Claim { name }),
        },
        Some(_) => Err(VerifyCallbackError::Claim { name }),
    }
}

/// A claim that is a text; digits may be a number. Null is nothing.
fn text(claims: Object<'_>, name: &'static str) -> Result<Option<Box<str>>, VerifyCallbackError> {
    match claims.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text.to_string().into())),
        Some(Value::Number(number)) => Ok(Some(number.as_str().into())),
        Some(_) => Err(VerifyCallbackError::Claim { name }),
    }
}

/// Sixty-four hexadecimal digits, in either case.
fn from_hex(text: &str) -> Option<[u8; 32]> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let mut bytes = [0; 32];
    if pairs.len() != bytes.len() || !rest.is_empty() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_sixty_four_digits() {
        let text = "00ff0aA0".repeat(8);
        assert_eq!(from_hex(&text).unwrap()[..4], [0, 255, 10, 160]);
        for wrong in [
            &text[1..],
            &text[2..],
            "",
            &format!("{text}00"),
            &format!("g{}", &text[1..]),
        ] {
            assert_eq!(from_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn nothing_is_believed_for_an_empty_secret() {
        let token = compact_jws::sign(&Hs256Key::new(b""), 256, |claims| {
            claims.unsigned("iat", 1_000);
        });
        let verify = |verifier: Verifier| {
            let verifier = verifier.allow_missing_payload_hash();
            verifier.verify_token(token.as_ref().unwrap(), b"{}", UnixSeconds::new(1_000))
        };
        assert_eq!(verify(Verifier::new("")), Err(VerifyCallbackError::Signature));
        assert_eq!(
            verify(Verifier::new("word").or("")),
            Err(VerifyCallbackError::Signature)
        );
    }

    #[test]
    fn debug_shows_no_secret() {
        let shown = format!("{:?}", Verifier::new("hunter2").or("hunter3"));
        assert!(shown.contains("secrets: 2") && !shown.contains("hunter"), "{shown}");
    }
}
