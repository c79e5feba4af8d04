//! What a session id says, and whose it is.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "std")]

use base64ct::{Base64UrlUnpadded, Encoding};
use opentok_token::{
    ApiSecret, Grant, Nonce, Project, SessionCreated, SessionId, SessionIdError, SignError, Signer, UnixSeconds,
};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn id(payload: &str) -> Result<SessionId, SessionIdError> {
    format!("1_{}", Base64UrlUnpadded::encode_string(payload.as_bytes())).parse()
}

#[test]
fn every_field_is_told() {
    let session = id("1~45676632~10.0.0.1~1481676633~0.25~").unwrap();
    let payload = session.payload();
    assert_eq!((payload.owner(), payload.location()), ("45676632", "10.0.0.1"));
    assert_eq!(payload.random(), Some("0.25"));
    assert_eq!(
        format!("{payload:?}"),
        r#"SessionPayload("1~45676632~10.0.0.1~1481676633~0.25~")"#
    );
    assert_eq!(id("1~45676632~~1481676633").unwrap().payload().random(), None);
}

#[test]
fn a_moment_of_creation_is_told_in_its_own_form() {
    for (text, created) in [
        ("1481676633", SessionCreated::Seconds(1_481_676_633)),
        ("14816766330", SessionCreated::Millis(14_816_766_330)),
        ("1481676633000", SessionCreated::Millis(1_481_676_633_000)),
        ("+1481676633", SessionCreated::Text("+1481676633")),
        ("+148167663", SessionCreated::Text("+148167663")),
        ("99999999999999999999", SessionCreated::Text("99999999999999999999")),
        (
            "Mon Mar 17 01:48:55 PDT 2014",
            SessionCreated::Text("Mon Mar 17 01:48:55 PDT 2014"),
        ),
        ("", SessionCreated::Text("")),
    ] {
        let session = id(&format!("1~45676632~~{text}~")).unwrap();
        assert_eq!(session.payload().created(), created, "{text}");
    }
}

#[test]
fn a_payload_is_text_with_an_owner() {
    assert_eq!(id("1~45676632~é~1481676633~").unwrap().payload().location(), "é");
    assert_eq!(id("1~~~1481676633~"), Err(SessionIdError::Fields));
    assert_eq!(id("1~45676632~"), Err(SessionIdError::Fields));
    assert_eq!(id("3~45676632~~1481676633~"), Err(SessionIdError::Version));
    assert_eq!("1_MX7_".parse::<SessionId>(), Err(SessionIdError::Encoding));
}

/// Documents of 2014 show ids that were cut off inside a byte; the bits that are left over say nothing.
#[test]
fn bits_behind_the_last_byte_are_ignored_whatever_they_are() {
    let payload = "1~45676632~~1481676633~0.5";
    let body = Base64UrlUnpadded::encode_string(payload.as_bytes());
    assert_eq!(body.len() % 4, 3);
    for (bytes, digits, spare) in [(payload.len(), body.len(), 2), (payload.len() - 1, body.len() - 1, 4)] {
        for (value, digit) in ALPHABET.iter().enumerate() {
            let text = format!("1_{}{}", &body[..digits - 1], char::from(*digit));
            let session: Result<SessionId, _> = text.parse();
            // The whole last byte changes with the digit, and may be no text of its own.
            let cleared = ALPHABET[value >> spare << spare];
            let expected = format!("{}{}", &body[..digits - 1], char::from(cleared));
            let decoded = Base64UrlUnpadded::decode_vec(&expected).unwrap();
            assert_eq!(decoded.len(), bytes);
            match String::from_utf8(decoded) {
                Ok(expected) => assert_eq!(session.unwrap().payload().as_str(), expected, "{text}"),
                Err(_) => assert_eq!(session, Err(SessionIdError::Encoding), "{text}"),
            }
        }
    }
}

#[test]
fn a_longer_key_that_begins_alike_owns_nothing_of_the_shorter_one() {
    for key in ["4567663", "45676632", "456766320"] {
        let project = Project::new(key.parse().unwrap(), ApiSecret::new("secret"));
        let signer = Signer::new(project);
        let sign = |owner: &str| {
            let session = id(&format!("1~{owner}~~1481676633~")).unwrap();
            let token = signer.sign_t1(&Grant::new(&session), UnixSeconds::new(1_700_000_000), Nonce::new(1));
            token.map(drop)
        };
        assert_eq!(sign(key), Ok(()));
        for behind in (b'!'..0x7f).filter(|behind| *behind != b'~') {
            let owner = format!("{key}{}", char::from(behind));
            assert_eq!(sign(&owner), Err(SignError::OtherProject), "{owner} is not {key}");
        }
        assert_eq!(sign(&key[1..]), Err(SignError::OtherProject));
        assert_eq!(sign(&key[..key.len() - 1]), Err(SignError::OtherProject));
    }
}
