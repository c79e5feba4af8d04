//! What errors say, in words for people and in words for machines. Both are searched for and matched on: a change is on
//! purpose.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::error::Error;

use opentok_token::{
    ApiKey, ApplicationId, Nonce, ParseT1Error, Role, SessionId, SessionIdError, SignError, VerifyError,
};

#[test]
fn a_malformed_t1_token_is_told_in_words() {
    for (error, code, text) in [
        (ParseT1Error::Base64, "bad_base64", "what follows the tag is not base64"),
        (
            ParseT1Error::BadField { name: "role" },
            "unknown_role",
            "role has no legal value",
        ),
        (
            ParseT1Error::BadField { name: "create_time" },
            "bad_number",
            "create_time has no legal value",
        ),
        (ParseT1Error::DuplicateField, "duplicate_field", "a field stands twice"),
        (
            ParseT1Error::MissingField { name: "nonce" },
            "missing_field",
            "nonce is missing",
        ),
        (ParseT1Error::NotUtf8, "not_utf8", "the decoded text is not UTF-8"),
        (
            ParseT1Error::ScratchTooSmall { needed: 9 },
            "scratch_too_small",
            "the token needs 9 bytes of scratch",
        ),
        (
            ParseT1Error::Separator,
            "missing_separator",
            "no `:` between header and data",
        ),
        (ParseT1Error::Tag, "bad_prefix", "it does not begin with `T1==`"),
        (
            ParseT1Error::TooLong { len: 70_000 },
            "too_large",
            "it is 70000 bytes; the limit is 65536",
        ),
        (
            ParseT1Error::TooManyFields,
            "too_many_fields",
            "it has more than 64 unknown fields",
        ),
    ] {
        assert_eq!((error.code(), error.to_string().as_str()), (code, text));
        // The verifier passes the word on.
        assert_eq!(VerifyError::from(error).code(), code);
    }
}

#[test]
fn a_refused_token_is_told_in_words() {
    for (error, code, text) in [
        (
            VerifyError::Audience,
            "audience_mismatch",
            "token is for another audience",
        ),
        (
            VerifyError::BadClaim { name: "role" },
            "unknown_role",
            "claim role has no legal value",
        ),
        (
            VerifyError::BadClaim { name: "exp" },
            "bad_exp_type",
            "claim exp has no legal value",
        ),
        (
            VerifyError::BadClaim { name: "iat" },
            "bad_claim_type",
            "claim iat has no legal value",
        ),
        (
            VerifyError::DataTooLong { chars: 1001 },
            "connection_data_too_long",
            "connection data is 1001 characters; the limit is 1000",
        ),
        (VerifyError::Expired { seconds: 5 }, "expired", "token ended 5 s ago"),
        (
            VerifyError::Issuer,
            "issuer_mismatch",
            "token names another issuer than the key's owner",
        ),
        (
            VerifyError::LayoutClassesTooLong { chars: 1001 },
            "layout_class_list_too_long",
            "layout classes are 1001 characters; the limit is 1000",
        ),
        (
            VerifyError::Level,
            "ist_mismatch",
            "token is for another level (project or account)",
        ),
        (
            VerifyError::LifetimeTooLong { seconds: 8, limit: 7 },
            "expire_too_far",
            "token lives 8 s; the limit is 7 s",
        ),
        (
            VerifyError::MissingClaim { name: "iat" },
            "missing_claim",
            "claim iat is missing",
        ),
        (VerifyError::NeverValid, "expired", "token ends before it begins"),
        (
            VerifyError::NotYetValid { seconds: 5 },
            "not_yet_valid",
            "token begins in 5 s",
        ),
        (
            VerifyError::Parse(ParseT1Error::Tag),
            "bad_prefix",
            "token is malformed",
        ),
        (VerifyError::Replayed, "replayed", "token was used before"),
        (
            VerifyError::Role,
            "role_mismatch",
            "token has another role than the one required",
        ),
        (VerifyError::Scope, "scope_mismatch", "token is for another use"),
        (
            VerifyError::ScratchTooSmall { needed: 9 },
            "scratch_too_small",
            "token needs 9 bytes of scratch",
        ),
        (
            VerifyError::Session(SessionIdError::OtherProject),
            "session_not_of_partner",
            "token is for no session of this project",
        ),
        (
            VerifyError::Session(SessionIdError::Empty),
            "session_malformed",
            "token is for no session of this project",
        ),
        (
            VerifyError::SessionMismatch,
            "session_mismatch",
            "token is for another session",
        ),
        (VerifyError::Shape, "bad_prefix", "text has the shape of no token"),
        (
            VerifyError::Signature,
            "bad_signature",
            "no known project signed this token",
        ),
        (
            VerifyError::Subject,
            "subject_mismatch",
            "token is about another subject",
        ),
    ] {
        assert_eq!((error.code(), error.to_string().as_str()), (code, text));
    }
}

#[cfg(feature = "jwt")]
#[test]
fn what_is_wrong_with_a_jwt_is_told_in_words() {
    use compact_jws::{ParseError, Segment, VerifyError as JwsError, json::Object};

    let json = |document: &str| Object::parse(document).unwrap_err();
    for (error, code) in [
        (JwsError::Algorithm, "alg_not_allowed"),
        (JwsError::Critical, "crit_not_understood"),
        (JwsError::Signature, "bad_signature"),
        (JwsError::Parse(ParseError::TooLong { len: 70_000 }), "too_large"),
        (
            JwsError::Parse(ParseError::Payload(json(r#"{"a":1,"a":2}"#))),
            "duplicate_claim",
        ),
        (JwsError::Parse(ParseError::Payload(json("[]"))), "malformed"),
        (
            JwsError::Parse(ParseError::Header(json(r#"{"a":1,"a":2}"#))),
            "malformed",
        ),
        (
            JwsError::Parse(ParseError::Base64 {
                segment: Segment::Header,
            }),
            "malformed",
        ),
    ] {
        let refused = VerifyError::Jws(error);
        assert_eq!(refused.code(), code);
        assert_eq!(refused.to_string(), "token is no JWT signed with this key");
        assert_eq!(cause(&refused), Some(error.to_string()));
    }
}

#[test]
fn what_is_not_signed_is_told_in_words() {
    for (error, code, text) in [
        (
            SignError::BufferTooSmall { needed: 9 },
            "buffer_too_small",
            "the token needs a buffer of 9 bytes",
        ),
        (
            SignError::DataTooLong { chars: 1001 },
            "connection_data_too_long",
            "connection data is 1001 characters; the limit is 1000",
        ),
        (
            SignError::Expired { seconds: 5 },
            "expired",
            "the expiry lies 5 s in the past",
        ),
        (SignError::Key, "key", "the signing key failed"),
        (
            SignError::LayoutClass { index: 2 },
            "bad_layout_class",
            "layout class 2 is empty or holds white space",
        ),
        (
            SignError::LayoutClassesTooLong { chars: 1001 },
            "layout_class_list_too_long",
            "layout classes are 1001 characters; the limit is 1000",
        ),
        (
            SignError::LifetimeTooLong { seconds: 8, limit: 7 },
            "expire_too_far",
            "a lifetime of 8 s is over the limit of 7 s",
        ),
        (
            SignError::NotWritable { field: "data" },
            "not_writable",
            "data cannot be written safely in this profile",
        ),
        (
            SignError::OtherProject,
            "session_not_of_partner",
            "the session belongs to another project",
        ),
    ] {
        assert_eq!((error.code(), error.to_string().as_str()), (code, text));
    }
}

#[test]
fn the_first_sdks_sentences_are_kept() {
    let lifetime = |limit| SignError::LifetimeTooLong {
        seconds: limit + 1,
        limit,
    };
    for (error, sentence) in [
        (SignError::OtherProject, Some("An invalid session ID was passed")),
        (
            SignError::Expired { seconds: 1 },
            Some("Expire time must be in the future"),
        ),
        (
            SignError::DataTooLong { chars: 1001 },
            Some("Connection data must be less than 1000 characters"),
        ),
        (lifetime(604_800), Some("Expire time must be in the next 7 days")),
        (lifetime(2_592_000), Some("Expire time must be in the next 30 days")),
        (SignError::Key, None),
    ] {
        assert_eq!(error.legacy_message(), sentence);
    }
}

#[test]
fn a_session_id_that_is_none_is_told_in_words() {
    for (error, code, text) in [
        (SessionIdError::Empty, "malformed", "session id is empty"),
        (
            SessionIdError::Encoding,
            "malformed",
            "session id is not base64 of text behind its prefix",
        ),
        (
            SessionIdError::Fields,
            "malformed",
            "session id lacks fields or names no owner",
        ),
        (
            SessionIdError::OtherProject,
            "partner_mismatch",
            "session id belongs to another project",
        ),
        (
            SessionIdError::Prefix,
            "malformed",
            "session id does not begin with a digit and `_`",
        ),
        (
            SessionIdError::TooLong { len: 256 },
            "too_long",
            "session id is 256 bytes; the limit is 255",
        ),
        (
            SessionIdError::Version,
            "unknown_version",
            "session id is of an unknown version",
        ),
    ] {
        assert_eq!((error.code(), error.to_string().as_str()), (code, text));
    }
}

#[test]
fn a_text_that_is_not_what_it_should_be_is_told_in_words() {
    let long = "4".repeat(ApiKey::MAX_LEN + 1);
    let too_long = format!("API key is {} bytes; the limit is {}", long.len(), ApiKey::MAX_LEN);
    assert_eq!("".parse::<ApiKey>().unwrap_err().to_string(), "API key is empty");
    assert_eq!(
        "45 6".parse::<ApiKey>().unwrap_err().to_string(),
        "API key has an illegal character at byte 2"
    );
    assert_eq!(long.parse::<ApiKey>().unwrap_err().to_string(), too_long);
    assert_eq!(
        "45".parse::<ApplicationId>().unwrap_err().to_string(),
        "application id is not a UUID"
    );
    assert_eq!(
        "host".parse::<Role>().unwrap_err().to_string(),
        "role is not publisher, subscriber, moderator or publisheronly"
    );
    assert_eq!(
        "".parse::<Nonce>().unwrap_err().to_string(),
        format!("nonce is not 1 to {} letters, digits, `.`, `+` or `-`", Nonce::MAX_LEN)
    );
    assert_eq!("".parse::<SessionId>(), Err(SessionIdError::Empty));
}

#[cfg(feature = "std")]
#[test]
fn a_token_that_was_not_minted_has_its_cause_one_step_down() {
    use opentok_token::MintError;

    let error = MintError::from(SignError::Key);
    assert_eq!(error.to_string(), "the token was not minted");
    assert_eq!(cause(&error), Some("the signing key failed".to_owned()));
}

#[test]
fn the_cause_of_a_refusal_is_one_step_down() {
    let parse = VerifyError::from(ParseT1Error::Tag);
    assert_eq!(cause(&parse), Some("it does not begin with `T1==`".to_owned()));
    let session = VerifyError::from(SessionIdError::Empty);
    assert_eq!(cause(&session), Some("session id is empty".to_owned()));
    assert_eq!(cause(&VerifyError::Signature), None);
}

#[test]
fn a_scratch_that_is_too_short_is_no_malformed_token() {
    let error = VerifyError::from(ParseT1Error::ScratchTooSmall { needed: 9 });
    assert_eq!(error, VerifyError::ScratchTooSmall { needed: 9 });
}

fn cause(error: &dyn Error) -> Option<String> {
    error.source().map(ToString::to_string)
}
