//! What errors say, and what they say is the cause. People read these texts and search for them: a change is on purpose.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::error::Error;

use compact_jws::json::{JsonError, JsonErrorKind, MAX_DEPTH, MAX_LEN, MAX_NAMES, Object};
use compact_jws::{Algorithm, KeyError, MAX_TOKEN_LEN, ParseError, Segment, SignError, VerifyError};

#[test]
fn a_parse_error_says_what_is_wrong_and_where() {
    for (error, text) in [
        (
            ParseError::Base64 {
                segment: Segment::Header,
            },
            "header is not canonical base64url",
        ),
        (
            ParseError::Base64 {
                segment: Segment::Payload,
            },
            "payload is not canonical base64url",
        ),
        (
            ParseError::Base64 {
                segment: Segment::Signature,
            },
            "signature is not canonical base64url",
        ),
        (
            ParseError::Header(json_error("")),
            "header is not an acceptable JSON object",
        ),
        (
            ParseError::Payload(json_error("")),
            "payload is not an acceptable JSON object",
        ),
        (
            ParseError::ScratchTooSmall { needed: 7 },
            "scratch buffer needs 7 bytes",
        ),
        (ParseError::Segments { found: 2 }, "token has 2 segments instead of 3"),
        (
            ParseError::TooLong { len: 70_000 },
            "token is 70000 bytes; the limit is 65536",
        ),
    ] {
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn a_refusal_says_why_the_token_is_not_to_be_trusted() {
    for (error, text) in [
        (VerifyError::Algorithm, "algorithm is not the key's"),
        (VerifyError::Critical, "header asks for an extension"),
        (
            VerifyError::Parse(ParseError::Segments { found: 1 }),
            "token cannot be read",
        ),
        (VerifyError::Signature, "signature does not match"),
    ] {
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn a_sign_error_says_what_would_do() {
    for (error, text) in [
        (
            SignError::BufferTooSmall { needed: 300 },
            "output buffer needs 300 bytes",
        ),
        (SignError::Key(KeyError::Signing), "key made no signature"),
        (
            SignError::TooLong { len: MAX_TOKEN_LEN + 1 },
            "token is 65537 bytes; the limit is 65536",
        ),
    ] {
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn a_key_error_says_nothing_of_the_key_but_its_size() {
    for (error, text) in [
        (KeyError::Base64, "PEM holds broken base64"),
        (
            KeyError::Components,
            "numbers of the RSA key are inconsistent or unsafe",
        ),
        (KeyError::Der, "PEM does not hold the DER form its label promises"),
        (KeyError::Encrypted, "key is encrypted"),
        (
            KeyError::Label { found: "CERTIFICATE" },
            "PEM label is unsupported here: CERTIFICATE",
        ),
        (KeyError::NotRsa, "key is not an RSA key"),
        (KeyError::Pem, "text is not one PEM block"),
        (KeyError::Signing, "key could not sign"),
        (KeyError::TooLarge { bits: 9000 }, "RSA key of 9000 bits is too large"),
        (KeyError::TooSmall { bits: 1024 }, "RSA key of 1024 bits is too small"),
    ] {
        assert_eq!(error.to_string(), text);
        assert!(error.source().is_none());
    }
}

#[test]
fn a_json_error_says_what_is_wrong_and_at_which_byte() {
    let too_deep = "{\"a\":".repeat(MAX_DEPTH + 1);
    let too_many = (0..=MAX_NAMES)
        .map(|name| format!("\"{name:03}\":0"))
        .collect::<Vec<_>>();
    let too_many = format!("{{{}}}", too_many.join(","));
    let too_long = " ".repeat(MAX_LEN + 1);
    for (document, text) in [
        ("{\"a\":\"\u{1}\"}", "unescaped control character at byte 6"),
        (&*too_deep, "nesting is deeper than 16 at byte 80"),
        (r#"{"a":1,"a":2}"#, "name stands twice in one object at byte 7"),
        (r#"{"a":1"#, "text ends too early at byte 6"),
        (r#"{"a":"\x"}"#, "unknown escape at byte 6"),
        (&*too_long, "text is longer than 65536 bytes at byte 65536"),
        (&*too_many, "more than 128 names are open at byte 1025"),
        ("[]", "text is not an object at byte 0"),
        (r#"{"a":"\ud83d"}"#, "lone surrogate at byte 6"),
        ("{}{}", "something follows the object at byte 2"),
        (r#"{"a":?}"#, "unexpected character at byte 5"),
    ] {
        assert_eq!(json_error(document).to_string(), text);
    }
    assert_eq!(
        Object::parse(b"{\xff}").unwrap_err().to_string(),
        "text is not UTF-8 at byte 1"
    );
    assert!(json_error("").source().is_none());
}

#[test]
fn the_cause_is_one_step_down() {
    let json = json_error("[]");
    let header = ParseError::Header(json);
    assert_eq!(cause(&header), Some(json.to_string()));
    assert_eq!(cause(&ParseError::Payload(json)), Some(json.to_string()));
    assert_eq!(cause(&ParseError::Segments { found: 1 }), None);
    assert_eq!(cause(&VerifyError::from(header)), Some(header.to_string()));
    assert_eq!(cause(&VerifyError::Signature), None);
    assert_eq!(
        cause(&SignError::from(KeyError::Signing)),
        Some(KeyError::Signing.to_string())
    );
    assert_eq!(cause(&SignError::BufferTooSmall { needed: 1 }), None);
}

#[test]
fn a_kind_of_json_error_stands_alone_too() {
    assert_eq!(JsonErrorKind::Names.to_string(), "more than 128 names are open");
}

#[test]
fn an_algorithm_is_shown_by_its_name_in_headers() {
    assert_eq!(Algorithm::Hs256.to_string(), "HS256");
    assert_eq!(format!("{:>6}|", Algorithm::Rs256), " RS256|");
}

fn json_error(document: &str) -> JsonError {
    Object::parse(document).unwrap_err()
}

fn cause(error: &dyn Error) -> Option<String> {
    error.source().map(ToString::to_string)
}
