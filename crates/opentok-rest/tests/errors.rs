//! What errors say, in words for people and in words for machines. Both are searched for and matched on: a change is on
//! purpose.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::error::Error;

use opentok_rest::{ArgumentError, RefusalKind};

#[test]
fn a_refusal_has_a_word_for_programs_and_one_for_people() {
    for (kind, word, text) in [
        (RefusalKind::Invalid, "invalid", "an argument is not acceptable"),
        (
            RefusalKind::Authentication,
            "authentication",
            "the credentials are refused",
        ),
        (RefusalKind::NotFound, "not_found", "there is no such thing"),
        (RefusalKind::NotConnected, "not_connected", "nobody is connected there"),
        (RefusalKind::StreamMode, "stream_mode", "the stream mode is not manual"),
        (
            RefusalKind::Conflict,
            "conflict",
            "the state of things does not allow it",
        ),
        (RefusalKind::AlreadyRunning, "already_running", "it runs already"),
        (RefusalKind::NotRunning, "not_running", "it does not run"),
        (
            RefusalKind::NotDeletable,
            "not_deletable",
            "it cannot be deleted in its state",
        ),
        (RefusalKind::NotRouted, "not_routed", "the session is not routed"),
        (RefusalKind::TooLarge, "too_large", "what was sent is too long"),
        (RefusalKind::RateLimited, "rate_limited", "there were too many requests"),
        (RefusalKind::Server, "server", "the service failed"),
        (RefusalKind::Other, "other", "the status is not one that is documented"),
    ] {
        assert_eq!((kind.as_str(), kind.to_string().as_str()), (word, text));
    }
}

#[test]
fn an_argument_that_cannot_be_sent_is_told_by_name_and_number() {
    let name = "x";
    for (error, text) in [
        (
            ArgumentError::Character { name, at: 3 },
            "x has an illegal character at byte 3",
        ),
        (
            ArgumentError::Duplicate { name, index: 1 },
            "x repeats an earlier one at 1",
        ),
        (ArgumentError::Empty { name }, "x is empty"),
        (
            ArgumentError::Exclusive { name, other: "y" },
            "x and y exclude each other",
        ),
        (
            ArgumentError::Length {
                name,
                len: 9,
                min: 1,
                max: 8,
            },
            "x is 9 bytes, not 1 to 8",
        ),
        (
            ArgumentError::Range {
                name,
                value: 9,
                min: 1,
                max: 8,
            },
            "x is 9, not 1 to 8",
        ),
        (ArgumentError::Requires { name, other: "y" }, "x needs y"),
        (
            ArgumentError::TooMany {
                name,
                count: 9,
                limit: 8,
            },
            "x are 9; the limit is 8",
        ),
        (
            ArgumentError::Url { name },
            "x is no address of the kind that is needed",
        ),
    ] {
        assert_eq!(error.to_string(), text);
    }
}

#[cfg(feature = "webhook")]
#[test]
fn a_callback_is_answered_by_what_is_wrong_with_it() {
    use opentok_rest::webhook::{ParseEventError, ReceiveError, VerifyCallbackError};

    for (error, status, text, cause) in [
        (ReceiveError::Body, 400, "callback's body did not arrive whole", None),
        (ReceiveError::Method, 405, "callback is not a `POST`", None),
        // The service need not send it again.
        (ReceiveError::Replayed, 200, "callback has been here before", None),
        (
            ParseEventError::Json { line: 1, column: 7 }.into(),
            400,
            "callback cannot be read",
            Some("callback is not JSON at line 1, column 7"),
        ),
        (
            ParseEventError::Object.into(),
            400,
            "callback cannot be read",
            Some("callback is not one JSON object"),
        ),
        (
            ParseEventError::TooLarge { len: 2_000_000 }.into(),
            413,
            "callback cannot be read",
            Some("callback is 2000000 bytes; the limit is 1048576"),
        ),
        (
            VerifyCallbackError::Signature.into(),
            401,
            "callback is not believed",
            Some("callback's token is signed with another secret"),
        ),
    ] {
        assert_eq!((error.status().as_u16(), error.to_string().as_str()), (status, text));
        assert_eq!(error.source().map(ToString::to_string).as_deref(), cause);
    }
}

#[cfg(feature = "webhook")]
#[test]
fn a_callback_that_is_not_believed_says_why_without_its_token() {
    use opentok_rest::webhook::VerifyCallbackError;

    for (error, text) in [
        (VerifyCallbackError::Missing, "callback has no token"),
        (VerifyCallbackError::Malformed, "callback's token is none"),
        (
            VerifyCallbackError::Algorithm,
            "callback's token is not signed with HS256",
        ),
        (
            VerifyCallbackError::Claim { name: "iat" },
            "callback's token has no usable claim `iat`",
        ),
        (
            VerifyCallbackError::PayloadHash,
            "callback's token is signed for another body",
        ),
        (
            VerifyCallbackError::TooOld { seconds: 7 },
            "callback's token is 7 s too old",
        ),
        (
            VerifyCallbackError::TooEarly { seconds: 7 },
            "callback's token is 7 s too early",
        ),
        (VerifyCallbackError::Owner, "callback's token is another project's"),
    ] {
        assert_eq!(error.to_string(), text);
    }
}
