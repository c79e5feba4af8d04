use compact_jws::{Hs256Key, RsaPrivateKey, RsaPublicKey, UntrustedJws, VerifyingKey, json::Object, sign};

use super::{PARTNER_KEY, SITE, chance::Chance};
use crate::{UnixSeconds, UserId};

/// Makes tokens and checks them.
pub(super) struct Mint {
    key: Hs256Key,
    partner: RsaPublicKey,
}

/// Why a token is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum TokenFault {
    Expired,
    Invalid,
}

/// What a token of the sandbox stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Gss,
    Refresh,
    Session,
    User,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Gss => "Gss",
            Self::Refresh => "Refresh",
            Self::Session => "Session",
            Self::User => "User",
        }
    }
}

impl Mint {
    /// How long the sandbox's tokens live, in seconds. A guess: no source says how long the service's do.
    pub(super) const LIFETIME: u64 = 12 * 60 * 60;

    pub(super) fn new(chance: &mut Chance) -> Self {
        let secret = [chance.number(), chance.number(), chance.number(), chance.number()].map(u64::to_le_bytes);
        let key = RsaPrivateKey::from_pem(PARTNER_KEY).expect("the sandbox's partner key is one");
        Self {
            key: Hs256Key::new(&secret.concat()),
            partner: key.public_key(),
        }
    }

    /// A token of this kind for a user, in a session if it is of one.
    pub(super) fn token(&self, kind: Kind, user: UserId, session: Option<&str>, now: UnixSeconds) -> String {
        let subject = user.to_string();
        let token = sign(&self.key, 512, |claims| {
            claims
                .unsigned("iat", now.get())
                .unsigned("exp", now.plus(Self::LIFETIME).get())
                .text("iss", "Ghazal")
                .joined("sub", [kind.name(), &subject], ":");
            if let Some(session) = session {
                claims.text("session", session);
            }
        });
        token.expect("claims of this size can be signed")
    }

    /// The user, and the session if there is one, of a token of this kind.
    pub(super) fn check(
        &self,
        kind: Kind,
        token: &str,
        now: UnixSeconds,
    ) -> Result<(UserId, Option<String>), TokenFault> {
        verify(token, &self.key, |claims| {
            let subject = text(claims, "sub")?;
            let id = subject.strip_prefix(kind.name())?.strip_prefix(':')?;
            let user = id.parse().ok()?;
            Some(((user, text(claims, "session")), expires(claims)?))
        })
        .and_then(|(who, expires)| (now < expires).then_some(who).ok_or(TokenFault::Expired))
    }

    /// Whether a partner token is one of the sandbox's enterprise, and good now.
    pub(super) fn check_partner(&self, token: &str, now: UnixSeconds) -> Result<(), TokenFault> {
        let expires = verify(token, &self.partner, |claims| {
            let is_ours = text(claims, "iss")? == "Ghazal"
                && text(claims, "aud")? == "Ghazal"
                && text(claims, "sub")?.strip_prefix("Partner:")? == SITE;
            let expires = expires(claims)?;
            (is_ours && expires <= now.plus(LONGEST)).then_some(expires)
        })?;
        if expires <= now {
            return Err(TokenFault::Expired);
        }
        Ok(())
    }
}

/// The longest life of a partner token, in seconds: what the documents' examples never exceed.
const LONGEST: u64 = 60 * 60;

fn verify<T, K: VerifyingKey>(
    token: &str,
    key: &K,
    read: impl FnOnce(Object<'_>) -> Option<T>,
) -> Result<T, TokenFault> {
    let token = UntrustedJws::parse(token).map_err(|_| TokenFault::Invalid)?;
    let mut scratch = vec![0; token.scratch_len()];
    let verified = token.verify(key, &mut scratch).map_err(|_| TokenFault::Invalid)?;
    read(verified.claims()).ok_or(TokenFault::Invalid)
}

fn text(claims: Object<'_>, name: &str) -> Option<String> {
    Some(claims.get(name)?.as_text()?.to_string())
}

fn expires(claims: Object<'_>) -> Option<UnixSeconds> {
    let number = claims.get("exp")?.as_number()?.as_str();
    Some(UnixSeconds::new(number.parse().ok()?))
}
