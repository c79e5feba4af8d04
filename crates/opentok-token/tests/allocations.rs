//! What signing and verifying allocate: nothing, or one piece of memory for what the caller keeps.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "std")]

use opentok_token::t1::Profile;
use opentok_token::{
    ApiSecret, Grant, Nonce, Project, Role, SessionId, SignError, Signer, UnixSeconds, Verifier, scratch_len,
};

/// How many times memory was taken, and what came of it.
fn allocations<T>(run: impl FnOnce() -> T) -> (u64, T) {
    let (count, _, result) = room(run);
    (count, result)
}

/// How many times memory was taken, how many bytes it was, and what came of it.
fn room<T>(run: impl FnOnce() -> T) -> (u64, u64, T) {
    let mut result = None;
    let info = allocation_counter::measure(|| result = Some(run()));
    (info.count_total, info.bytes_total, result.unwrap())
}

const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);

fn project() -> Project {
    Project::new(
        "45676632".parse().unwrap(),
        ApiSecret::new("1234567890abcdef1234567890abcdef12345678"),
    )
}

fn session() -> SessionId {
    "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse().unwrap()
}

#[test]
fn a_t1_token_is_signed_and_verified_without_memory() {
    let (session, data) = (session(), "ü & = %".repeat(50));
    let (signer, verifier) = (Signer::new(project()), Verifier::new(project()));
    for grant in [
        Grant::new(&session),
        Grant::new(&session).role(Role::Moderator).data(&data),
    ] {
        let mut out = [0; 8192];
        let (count, token) = allocations(|| signer.sign_t1_into(&grant, NOW, Nonce::new(1), &mut out).unwrap());
        assert_eq!(count, 0);
        let mut scratch = vec![0; scratch_len(token.len())];
        let (count, claims) = allocations(|| verifier.verify_into(token, NOW, &mut scratch).unwrap());
        assert_eq!((count, claims.session()), (0, session));
    }
}

#[test]
fn a_kept_t1_token_or_its_claims_take_one_piece() {
    let session = session();
    let grant = Grant::new(&session).data("name=Bob").layout_classes(&["focus", "wide"]);
    let (count, token) = allocations(|| Signer::new(project()).sign_t1(&grant, NOW, Nonce::new(1)).unwrap());
    assert_eq!(count, 1);
    let verifier = Verifier::new(project());
    let (count, claims) = allocations(|| verifier.verify(token.expose(), NOW).unwrap());
    assert_eq!((count, claims.data()), (1, Some("name=Bob")));
    assert_eq!(allocations(|| Signer::new(project()).mint(&grant).unwrap()).0, 1);
}

#[cfg(feature = "jwt")]
#[test]
fn a_jwt_is_signed_and_verified_without_memory_and_kept_in_one_piece() {
    use opentok_token::JwtId;

    let session = session();
    let (signer, verifier) = (Signer::new(project()), Verifier::new(project()));
    let grant = Grant::new(&session)
        .data("name=\"Bob\"")
        .layout_classes(&["focus", "wide"]);
    let mut out = [0; 2048];
    let id = JwtId::new([7; 16]);
    let (count, token) = allocations(|| signer.sign_jwt_into(&grant, NOW, Nonce::new(1), id, &mut out).unwrap());
    assert_eq!(count, 0);
    let mut scratch = vec![0; scratch_len(token.len())];
    let (count, claims) = allocations(|| verifier.verify_into(token, NOW, &mut scratch).unwrap());
    assert_eq!((count, claims.data()), (0, Some("name=\"Bob\"")));

    let (count, token) = allocations(|| signer.sign_jwt(&grant, NOW, Nonce::new(1), id).unwrap());
    assert_eq!(count, 1);
    assert_eq!(allocations(|| verifier.verify(token.expose(), NOW).unwrap()).0, 1);
}

/// The longest id of a session of `owner`.
fn longest_session(owner: &str) -> SessionId {
    use base64ct::Encoding;

    let payload = format!("1~{owner}~~1700000000000~");
    let payload = payload.clone() + &"x".repeat(189 - payload.len());
    format!("1_{}", base64ct::Base64UrlUnpadded::encode_string(payload.as_bytes()))
        .parse()
        .unwrap()
}

#[test]
fn the_longest_t1_token_takes_one_piece_too() {
    let key = "k".repeat(64);
    let project = Project::new(key.parse().unwrap(), ApiSecret::new("secret"));
    let session = longest_session(&key);
    let (now, words) = (UnixSeconds::new(u64::MAX), ["x"; 500]);
    for (data, words) in [("%", &words[..]), ("\u{10ffff}", &[]), ("\r\n", &[]), ("\n", &[])] {
        let data: String = data.chars().cycle().take(1000).collect();
        let grant = Grant::new(&session)
            .role(Role::PublisherOnly)
            .data(&data)
            .layout_classes(words)
            .expires_at(now);
        for profile in Profile::ALL {
            let signer = Signer::new(project.clone()).profile(profile);
            let nonce = "+".repeat(40).parse().unwrap();
            let (count, mut token) = allocations(|| signer.sign_t1(&grant, now, nonce));
            if let Err(SignError::NotWritable { .. }) = token {
                token = signer.sign_t1(&grant, now, "9".repeat(40).parse().unwrap());
            } else {
                assert_eq!(count, 1, "{profile}");
            }
            assert!(token.is_ok(), "{profile}: {token:?}");
        }
    }
}

/// The longest id of a session of `owner` that ends with two equals signs, which T1 tokens escape.
fn longest_padded_session(owner: &str) -> SessionId {
    use base64ct::Encoding;

    let payload = format!("1~{owner}~~1700000000000~");
    let payload = payload.clone() + &"x".repeat(187 - payload.len());
    format!("1_{}", base64ct::Base64Url::encode_string(payload.as_bytes()))
        .parse()
        .unwrap()
}

#[test]
fn a_t1_token_with_an_escaped_padding_takes_one_piece_too() {
    // Each length of the text leaves another rest by three, and so is told apart by one of them after base64.
    for key_len in 62..=64 {
        let key = "k".repeat(key_len);
        let project = Project::new(key.parse().unwrap(), ApiSecret::new("secret"));
        let (session, now) = (longest_padded_session(&key), UnixSeconds::new(u64::MAX));
        assert!(session.as_str().ends_with("=="));
        let grant = Grant::new(&session).role(Role::PublisherOnly).data("%").expires_at(now);
        let signer = Signer::new(project).profile(Profile::Node);
        let nonce = "+".repeat(40).parse().unwrap();
        let (count, token) = allocations(|| signer.sign_t1(&grant, now, nonce));
        assert_eq!((count, token.is_ok()), (1, true), "{key_len}: {token:?}");
    }
}

#[test]
fn a_t1_token_takes_little_more_room_than_it_needs() {
    let session = session();
    for (data, profile) in [("", Profile::Standard), ("%", Profile::Ruby), ("\n", Profile::Python)] {
        let (data, signer) = (data.repeat(1000), Signer::new(project()).profile(profile));
        let grant = Grant::new(&session).data(&data);
        let (_, bytes, token) = room(|| signer.sign_t1(&grant, NOW, Nonce::new(1)).unwrap());
        assert!(bytes < token.expose().len() as u64 + 400, "{profile}: {bytes}");
    }
}

#[cfg(feature = "jwt")]
mod of_applications {
    use compact_jws::{Algorithm, KeyError, SigningKey};
    use opentok_token::JwtId;
    use opentok_token::jwt::ApplicationSigner;

    use super::*;

    const APPLICATION: &str = "316039c3-a464-455f-85e1-4de116eb78f6";

    /// A key whose signatures are as long as those of 4096-bit RSA.
    struct LongKey;

    impl SigningKey for LongKey {
        fn algorithm(&self) -> Algorithm {
            Algorithm::Rs256
        }

        fn signature_len(&self) -> usize {
            512
        }

        fn sign(&self, _: &[u8], _: &mut [u8]) -> Result<(), KeyError> {
            Ok(())
        }
    }

    /// How many times memory was taken, how many bytes it was, and how many of them the token has.
    fn measure(data: &str, classes: &[&str]) -> (u64, u64, u64) {
        let signer = ApplicationSigner::new(APPLICATION.parse().unwrap(), LongKey);
        let session = longest_session(APPLICATION);
        let grant = Grant::new(&session)
            .role(Role::PublisherOnly)
            .data(data)
            .layout_classes(classes);
        let now = UnixSeconds::new(u64::MAX);
        let (count, bytes, token) = room(|| signer.sign_client(&grant, now, JwtId::new([7; 16])).unwrap());
        (count, bytes, token.expose().len() as u64)
    }

    #[test]
    fn a_jwt_takes_one_piece_whatever_is_escaped_in_it() {
        for unit in ["", "x", "\"", "\\", "\u{1}", "\u{1f}", "\u{10ffff}"] {
            let data = unit.repeat(1000);
            assert_eq!(measure(&data, &[]).0, 1, "{unit:?}");
            assert_eq!(measure(&data, &["x"; 500]).0, 1, "{unit:?}");
        }
    }

    #[test]
    fn a_jwt_takes_little_more_room_than_it_needs() {
        for unit in ["", "x", " ", "\u{10ffff}"] {
            let (_, bytes, len) = measure(&unit.repeat(1000), &[]);
            assert!(bytes < len + 600, "{unit:?}: {bytes}, {len}");
        }
    }
}
