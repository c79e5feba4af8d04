//! SIP calls and tones.

use http_endpoint::{Endpoint, Safety};
use opentok_rest::{
    ConnectionId, RefusalKind,
    option::{ClientToken, Secret},
    sip::{Dial, Digits, PlayDtmf, PlayDtmfTo, SipTarget},
};

use crate::wire::{self, SESSION, STREAM, body, recorded, sent};

const CONNECTION: &str = "e9f8c166-6c67-440d-994a-04fb6dfed007";

fn dial(target: SipTarget) -> Dial {
    Dial::new(
        SESSION.parse().unwrap(),
        ClientToken::new("T1==dG9rZW4").unwrap(),
        target,
    )
}

fn target() -> SipTarget {
    SipTarget::new("sip:user@sip.example.net;transport=tls".parse().unwrap())
}

fn digits() -> Digits {
    "1p713#".parse().unwrap()
}

fn tones() -> PlayDtmf {
    PlayDtmf::new(SESSION.parse().unwrap(), digits())
}

fn tones_to() -> PlayDtmfTo {
    let connection: ConnectionId = CONNECTION.parse().unwrap();
    PlayDtmfTo::new(SESSION.parse().unwrap(), connection, digits())
}

#[test]
fn a_dial_sends_nothing_that_was_not_asked_for() {
    let expected = format!(
        r#"{{"sessionId":"{SESSION}","token":"T1==dG9rZW4","sip":{{"uri":"sip:user@sip.example.net;transport=tls"}}}}"#
    );
    assert_eq!(sent(&dial(target())), body("POST /dial", &expected));
}

#[test]
fn a_dial_sends_every_option_and_its_flags_as_flags() {
    let target = target()
        .from("+15550100@example.net")
        .and_then(|target| target.header("X-Room", "42"))
        .unwrap()
        .credentials("bob", Secret::new("hunter2"))
        .encrypted()
        .with_video()
        .observe_force_mute()
        .streams([STREAM.parse().unwrap()]);
    let sip = format!(
        r#"{{"uri":"sip:user@sip.example.net;transport=tls","from":"+15550100@example.net",{}{}"streams":["{STREAM}"]}}"#,
        r#""headers":{"X-Room":"42"},"auth":{"username":"bob","password":"hunter2"},"#,
        r#""secure":true,"video":true,"observeForceMute":true,"#,
    );
    let expected = format!(r#"{{"sessionId":"{SESSION}","token":"T1==dG9rZW4","sip":{sip}}}"#);
    assert_eq!(sent(&dial(target)), body("POST /dial", &expected));
}

#[test]
fn debug_of_a_dial_shows_no_token_no_password_and_no_number() {
    let target = target().credentials("bob", Secret::new("hunter2"));
    let shown = format!("{:?}", dial(target));
    for secret in ["dG9rZW4", "hunter2", "bob", "user@"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn tones_go_to_all_callers_or_to_one() {
    assert_eq!(
        sent(&tones()),
        body(&format!("POST /session/{SESSION}/play-dtmf"), r#"{"digits":"1p713#"}"#)
    );
    assert_eq!(
        sent(&tones_to()),
        body(
            &format!("POST /session/{SESSION}/connection/{CONNECTION}/play-dtmf"),
            r#"{"digits":"1p713#"}"#
        )
    );
}

#[test]
fn nothing_here_is_done_twice() {
    assert_eq!(dial(target()).safety(), Safety::Once);
    assert_eq!(tones().safety(), Safety::Once);
    assert_eq!(tones_to().safety(), Safety::Once);
}

#[test]
fn a_call_is_read() {
    let call = dial(target()).parse(recorded("sip-dial")).unwrap();
    assert_eq!(call.id.as_str(), "b0a5a8c7-0000-4d7d-a4ad-8c8b8c1d1f55");
    assert_eq!(call.connection_id.unwrap().as_str(), CONNECTION);
    assert_eq!(call.stream_id.unwrap().as_str(), "482bce73-f882-40fd-8ca5-cb74ff416036");
    assert_eq!((call.session_id, call.created_at), (None, None));
    let call = dial(target()).parse(recorded("sip-dial-long")).unwrap();
    assert_eq!(
        (call.owner(), call.created_at),
        (Some("10000001"), Some(1_767_226_000_000))
    );
}

#[test]
fn whatever_tones_are_answered_with_is_passed_over() {
    assert!(tones().parse(recorded("sip-dtmf")).is_ok());
    wire::takes_any_happy_status(&tones(), "");
    wire::takes_any_happy_status(&tones_to(), "[1,");
    wire::takes_any_happy_status(&dial(target()), r#"{"id":"c"}"#);
}

#[test]
fn each_refusal_has_its_kind() {
    let not_found = (404, RefusalKind::NotFound);
    wire::refuses(&dial(target()), &[not_found, (409, RefusalKind::NotRouted)]);
    wire::refuses(&tones(), &[not_found]);
    wire::refuses(&tones_to(), &[not_found]);
}

#[test]
fn a_call_without_an_id_is_unreadable() {
    wire::needs_an_id(&dial(target()));
}
