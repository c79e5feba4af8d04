//! Forging tokens, to show that it does not work: a publisher's token turned into a moderator's, signature kept.

use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use opentok_token::t1::{TAG, UntrustedT1};
use opentok_token::{Role, scratch_len};

/// The same token with another role; `None` if its role could not be found.
pub(super) fn change_role(token: &str, from: Role, to: Role) -> Option<String> {
    if token.starts_with(TAG) {
        change_t1(token, from, to)
    } else {
        change_jwt(token, from, to)
    }
}

fn change_t1(token: &str, from: Role, to: Role) -> Option<String> {
    let mut scratch = vec![0; scratch_len(token.len())];
    let untrusted = UntrustedT1::parse(token, &mut scratch).ok()?;
    let header: Vec<_> = untrusted
        .header_fields()
        .map(|(name, value)| format!("{}={}", name.raw(), value.raw()))
        .collect();
    let forged = replace_once(untrusted.data(), &format!("role={from}"), &format!("role={to}"))?;
    let plain = format!("{}:{forged}", header.join("&"));
    Some(format!("{TAG}{}", Base64::encode_string(plain.as_bytes())))
}

fn change_jwt(token: &str, from: Role, to: Role) -> Option<String> {
    let [header, payload, signature] = <[&str; 3]>::try_from(token.split('.').collect::<Vec<_>>()).ok()?;
    let claims = String::from_utf8(Base64UrlUnpadded::decode_vec(payload).ok()?).ok()?;
    let forged = replace_once(&claims, &format!(r#""role":"{from}""#), &format!(r#""role":"{to}""#))?;
    let payload = Base64UrlUnpadded::encode_string(forged.as_bytes());
    Some(format!("{header}.{payload}.{signature}"))
}

fn replace_once(text: &str, from: &str, to: &str) -> Option<String> {
    text.contains(from).then(|| text.replacen(from, to, 1))
}

#[cfg(test)]
mod tests {
    use opentok_token::{ApiSecret, Grant, Project, SessionId, Signer, UnixSeconds, Verifier, VerifyError};

    use super::*;

    #[test]
    fn a_forged_token_differs_in_nothing_but_its_role_and_is_refused_for_its_signature() {
        let secret = ApiSecret::new("1234567890abcdef1234567890abcdef12345678");
        let signer = Signer::new(Project::new("45676632".parse().unwrap(), secret));
        let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse().unwrap();
        let grant = Grant::new(&session);
        let verifier = Verifier::new(signer.project().clone());
        for token in [signer.mint(&grant).unwrap(), signer.mint_jwt(&grant).unwrap()] {
            let forged = change_role(token.expose(), Role::Publisher, Role::Moderator).unwrap();
            assert_ne!(forged, token.expose());
            assert_eq!(
                verifier.verify(&forged, UnixSeconds::now()),
                Err(VerifyError::Signature)
            );
            let restored = change_role(&forged, Role::Moderator, Role::Publisher).unwrap();
            assert_eq!(restored, token.expose());
        }
    }
}
