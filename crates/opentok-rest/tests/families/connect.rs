//! Calls about Audio Connectors.

use http_endpoint::{Endpoint, Safety};
use opentok_rest::{
    AudioConnectorId, RefusalKind,
    connect::{AudioRate, AudioTransport, JsonTransport, StartAudioConnector, StopAudioConnector, WebSocketTarget},
    option::ClientToken,
};

use crate::wire::{self, SESSION, STREAM, body, line, recorded, sent};

const ID: &str = "7aebb3a4-3d86-4962-b317-afb73e05439d";

fn id() -> AudioConnectorId {
    ID.parse().unwrap()
}

fn target() -> WebSocketTarget {
    WebSocketTarget::new("wss://audio.example.net/in".parse().unwrap())
}

fn start(target: WebSocketTarget) -> StartAudioConnector {
    StartAudioConnector::new(
        SESSION.parse().unwrap(),
        ClientToken::new("T1==dG9rZW4").unwrap(),
        target,
    )
}

#[test]
fn a_start_sends_nothing_that_was_not_asked_for() {
    let expected = format!(
        r#"{{"sessionId":"{SESSION}","token":"T1==dG9rZW4","websocket":{{"uri":"wss://audio.example.net/in"}}}}"#
    );
    assert_eq!(sent(&start(target())), body("POST /connect", &expected));
}

#[test]
fn a_start_sends_every_option_and_its_transport_as_an_object() {
    let target = target()
        .streams([STREAM.parse().unwrap()])
        .and_then(|target| target.header("room", "42"))
        .unwrap()
        .audio_rate(AudioRate::Khz16)
        .bidirectional()
        .transport(JsonTransport::new().receive_audio_field("reply"));
    let websocket = format!(
        r#"{{"uri":"wss://audio.example.net/in","streams":["{STREAM}"],"headers":{{"room":"42"}},{}{}"#,
        r#""audioRate":16000,"bidirectional":true,"audioTransport":{"transport":"json","#,
        r#""encoding":"base64","audio_field":"audio","receive_audio_field":"reply"}}"#
    );
    let expected = format!(r#"{{"sessionId":"{SESSION}","token":"T1==dG9rZW4","websocket":{websocket}}}"#);
    assert_eq!(sent(&start(target)), body("POST /connect", &expected));
}

#[test]
fn a_binary_transport_can_be_said() {
    let sent = sent(&start(target().transport(AudioTransport::Binary)));
    assert!(
        sent.body.ends_with(r#","audioTransport":{"transport":"binary"}}}"#),
        "{}",
        sent.body
    );
}

#[test]
fn a_stop_has_no_body() {
    assert_eq!(
        sent(&StopAudioConnector::new(id())),
        line(&format!("POST /connect/{ID}/stop"))
    );
    assert_eq!(start(target()).safety(), Safety::Once);
    assert_eq!(StopAudioConnector::new(id()).safety(), Safety::Idempotent);
}

#[test]
fn an_audio_connector_is_read() {
    let connector = start(target()).parse(recorded("connect-start")).unwrap();
    assert_eq!(connector.id, id());
    assert_eq!(
        connector.connection_id.unwrap().as_str(),
        "6f1f0c5e-29de-45d8-a04d-26a4d21ad3cb"
    );
    wire::takes_any_happy_status(&start(target()), r#"{"id":"c"}"#);
    wire::takes_any_happy_status(&StopAudioConnector::new(id()), "");
    wire::needs_an_id(&start(target()));
}

#[test]
fn each_refusal_has_its_kind() {
    wire::refuses(&start(target()), &[(409, RefusalKind::NotRouted)]);
    wire::refuses(&StopAudioConnector::new(id()), &[(404, RefusalKind::NotFound)]);
}
