//! What the object is besides its calls.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::error::Error as _;

use opentok_sandbox::{Clock as SandboxClock, Options, Sandbox};
use opentok_sdk::{
    Error, OpenTok, blocking,
    rest::{self, Client, Clock, Credentials, Dialect, RefusalKind, session::CreateSession},
    token::{ApiSecret, Grant, MintError, Project, SessionId, SignError, UnixSeconds, Verifier},
    transport::{AnyTransport, FnTransport, TransportErrorKind},
};

const SECRET: &str = "1234567890abcdef1234567890abcdef12345678";

fn project() -> rest::OpenTok {
    rest::OpenTok::new("45676632".parse().unwrap(), SECRET)
}

fn session() -> SessionId {
    "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse().unwrap()
}

fn offline() -> AnyTransport {
    AnyTransport::new(FnTransport(|_| async { Err(TransportErrorKind::Connect.into()) }))
}

#[test]
fn a_clone_is_the_same_object() {
    let opentok = OpenTok::new(offline(), project());
    assert!(core::ptr::eq(opentok.client(), opentok.clone().client()));
}

#[test]
fn calls_may_be_awaited_on_other_threads() {
    fn moves<T: Send>(future: T) -> T {
        future
    }
    let opentok = OpenTok::new(offline(), project());
    drop(moves(opentok.create_session(CreateSession::routed())));
    let archive = "7c1f0a52-3d8e-4b7a-9a41-0f6f2b8e11d0".parse().unwrap();
    drop(moves(opentok.get_archive_manifest(archive, "T1==")));
}

#[test]
fn tokens_begin_at_the_clients_time() {
    let then = UnixSeconds::new(1_700_000_000);
    let client = Client::new(offline(), project().into()).clock(Clock::new(move || then));
    let opentok = OpenTok::from(client);
    let verifier = Verifier::new(Project::new("45676632".parse().unwrap(), ApiSecret::new(SECRET)));
    for token in [opentok.generate_token(&session()), opentok.generate_jwt(&session())] {
        let claims = verifier.verify(token.unwrap().expose(), then).unwrap();
        let claims = claims.as_claims();
        assert_eq!((claims.created(), claims.expires()), (then, then.plus(86_400)));
    }
}

#[test]
fn a_session_of_another_project_gets_no_token() {
    let other = rest::OpenTok::new("45676633".parse().unwrap(), SECRET);
    let error = OpenTok::new(offline(), other).generate_token(&session()).unwrap_err();
    assert!(matches!(error, Error::Token(MintError::Sign(SignError::OtherProject))));
    assert_eq!(error.to_string(), "there is no token");
    assert_eq!(error.source().unwrap().to_string(), "the token was not minted");
}

#[test]
fn accounts_sign_no_client_tokens() {
    let account = rest::OpenTokAccount::new("45676632".parse().unwrap(), SECRET);
    let opentok = OpenTok::new(offline(), account);
    for refused in [
        opentok.generate_token(&session()),
        opentok.generate_jwt(Grant::new(&session())),
    ] {
        let dialect = Dialect::OpenTokAccount;
        assert!(matches!(refused, Err(Error::NoTokens { dialect: told }) if told == dialect));
    }
}

#[tokio::test]
async fn a_service_that_is_not_heard_is_an_error_with_its_cause() {
    let error = OpenTok::new(offline(), project());
    let error = error.create_session(CreateSession::routed()).await.unwrap_err();
    let mut chain = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        chain.push(error.to_string());
        cause = error.source();
    }
    assert_eq!(chain[..2], ["the call came to nothing", "the service was not heard"]);
    assert!(error.refusal().is_none() && error.kind().is_none() && !error.outcome_is_unknown());
}

#[tokio::test]
async fn a_refusal_says_what_it_means() {
    let sandbox = Sandbox::new(Options::new().seed(3).clock(SandboxClock::system()));
    let key = sandbox.credentials().api_key.parse().unwrap();
    let stranger = OpenTok::new(sandbox.transport(), rest::OpenTok::new(key, "wrong"));
    let error = stranger.create_session(CreateSession::routed()).await.unwrap_err();
    assert_eq!(error.kind(), Some(RefusalKind::Authentication));
    assert!(error.refusal().unwrap().diagnosis.is_some());
}

#[test]
fn nothing_shows_a_secret() {
    let opentok = OpenTok::new(offline(), project());
    let waiting = blocking::OpenTok::new(Sandbox::new(Options::new()).transport(), Credentials::from(project()));
    let token = opentok.generate_token(&session()).unwrap();
    for shown in [format!("{opentok:?}"), format!("{waiting:?}"), format!("{token:?}")] {
        assert!(!shown.contains(SECRET) && !shown.contains("T1=="), "{shown}");
    }
    assert_eq!(
        format!("{opentok:?}"),
        r#"OpenTok { credentials: OpenTok(OpenTok { key: ApiKey("45676632"), .. }), .. }"#
    );
}
