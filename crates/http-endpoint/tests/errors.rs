//! What errors say to people. The words are searched for in logs: a change is on purpose.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::error::Error;

use http_endpoint::{ExchangeError, ParseBaseError, TransportErrorKind};

#[test]
fn an_exchange_that_came_to_nothing_says_who_is_to_blame() {
    let unheard: ExchangeError<ParseBaseError> = ExchangeError::Transport(TransportErrorKind::Timeout.into());
    assert_eq!(unheard.to_string(), "service was not heard");
    assert_eq!(
        unheard.source().unwrap().to_string(),
        "no complete answer in time; the outcome is unknown"
    );
    let disappointing = ExchangeError::Answer(ParseBaseError::Query);
    assert_eq!(disappointing.to_string(), "service's answer is not the one hoped for");
    assert_eq!(
        disappointing.source().unwrap().to_string(),
        "base has a query or a fragment"
    );
}

#[cfg(feature = "record")]
#[test]
fn a_request_that_was_not_recorded_says_what_of_it_differs() {
    use http_endpoint::ReplayError;

    let number = 2;
    for (error, text) in [
        (
            ReplayError::Body { number },
            "body of the request is not the one of recorded exchange 2",
        ),
        (
            ReplayError::Ended { exchanges: 3 },
            "recording has no more than 3 exchanges",
        ),
        (
            ReplayError::Method { number },
            "method of the request is not the one of recorded exchange 2",
        ),
        (
            ReplayError::Path { number },
            "path of the request is not the one of recorded exchange 2",
        ),
        (
            ReplayError::Query { number },
            "query of the request is not the one of recorded exchange 2",
        ),
    ] {
        assert_eq!(error.to_string(), text);
    }
}

#[cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
#[test]
fn certificates_and_settings_that_cannot_be_used_are_told_without_showing_them() {
    use http_endpoint::net::{BuildTransportError, TlsSettingsError};

    for (error, text) in [
        (TlsSettingsError::Certificate, "certificate cannot be read"),
        (TlsSettingsError::NoCertificate, "PEM holds no certificate"),
        (
            TlsSettingsError::PrivateKey,
            "PEM holds no private key that can be read",
        ),
        (
            TlsSettingsError::SystemRoots,
            "system has no root certificates that can be read",
        ),
    ] {
        assert_eq!(error.to_string(), text);
    }
    let setting = "resolver";
    for (error, text, cause) in [
        (
            BuildTransportError::Client("why".into()),
            "HTTP client cannot be built",
            Some("why".to_owned()),
        ),
        (
            BuildTransportError::Identity,
            "client certificate and key cannot be used",
            None,
        ),
        (
            BuildTransportError::Unsupported { setting },
            "adapter cannot honour a setting: resolver",
            None,
        ),
    ] {
        assert_eq!(error.to_string(), text);
        assert_eq!(error.source().map(ToString::to_string), cause);
    }
}
