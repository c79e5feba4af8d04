//! Calls about Experience Composers.

use http_endpoint::{Endpoint, Safety};
use opentok_rest::{
    ArgumentError, Call, List, RefusalKind, RenderId, Resolution,
    option::ClientToken,
    render::{GetRender, ListRenders, MaxDuration, RenderStatus, StartRender, StopRender},
};

use crate::wire::{self, SESSION, answer, body, line, recorded, sent};

const ID: &str = "1248e707-0b81-464c-9789-f46ad10e7764";

fn id() -> RenderId {
    ID.parse().unwrap()
}

fn start() -> StartRender {
    let token = ClientToken::new("T1==dG9rZW4").unwrap();
    StartRender::new(
        SESSION.parse().unwrap(),
        token,
        "https://app.example.net/scene".parse().unwrap(),
    )
}

#[test]
fn a_start_sends_nothing_that_was_not_asked_for() {
    let expected =
        format!(r#"{{"sessionId":"{SESSION}","token":"T1==dG9rZW4","url":"https://app.example.net/scene"}}"#);
    assert_eq!(sent(&start()), body("POST /render", &expected));
}

#[test]
fn a_start_sends_every_option() {
    let start = start()
        .max_duration(MaxDuration::new(3600).unwrap())
        .resolution(Resolution::Hd)
        .name("scene")
        .unwrap()
        .status_callback("https://app.example.net/render".parse().unwrap());
    let expected = format!(
        r#"{{"sessionId":"{SESSION}","token":"T1==dG9rZW4","url":"https://app.example.net/scene",{}{}"#,
        r#""maxDuration":3600,"resolution":"1280x720","properties":{"name":"scene"},"#,
        r#""statusCallbackUrl":"https://app.example.net/render"}"#
    );
    assert_eq!(sent(&start), body("POST /render", &expected));
}

#[test]
fn options_are_taken_at_their_limits_and_refused_one_past_them() {
    assert!(MaxDuration::new(60).is_ok() && MaxDuration::new(36_000).is_ok());
    assert!(MaxDuration::new(59).is_err() && MaxDuration::new(36_001).is_err());
    // Characters count, not bytes.
    assert!(start().name("é".repeat(200)).is_ok());
    let error = start().name("é".repeat(201)).unwrap_err();
    assert!(matches!(
        error,
        ArgumentError::Length {
            len: 201,
            min: 1,
            max: 200,
            ..
        }
    ));
    assert_eq!(
        start().name("").unwrap_err(),
        ArgumentError::Empty {
            name: "properties.name"
        }
    );
    assert!(ListRenders::new().count(1000).check().is_ok());
    assert!(ListRenders::new().count(1001).check().is_err());
}

#[test]
fn debug_of_a_start_shows_no_token() {
    assert!(!format!("{:?}", start()).contains("dG9rZW4"));
}

#[test]
fn the_other_calls_send_what_is_documented() {
    assert_eq!(sent(&GetRender::new(id())), line(&format!("GET /render/{ID}")));
    assert_eq!(sent(&StopRender::new(id())), line(&format!("DELETE /render/{ID}")));
    assert_eq!(sent(&ListRenders::new()), line("GET /render"));
    assert_eq!(
        sent(&ListRenders::new().offset(3).count(7)),
        line("GET /render?offset=3&count=7")
    );
    assert_eq!(start().safety(), Safety::Once);
}

#[test]
fn a_render_is_read_from_its_start_to_its_end() {
    let started = start().parse(recorded("render-start")).unwrap();
    assert_eq!(
        (started.status, started.stream_id),
        (Some(RenderStatus::Starting), None)
    );
    let got = GetRender::new(id()).parse(recorded("render-get")).unwrap();
    assert_eq!((got.id.as_str(), got.owner()), (ID, Some("10000001")));
    assert_eq!(got.callback_url.as_deref(), Some("https://app.example.net/render"));
    let failed = GetRender::new(id()).parse(recorded("render-get-failed")).unwrap();
    assert_eq!((failed.status, failed.stream_id), (Some(RenderStatus::Failed), None));
    assert_eq!(failed.reason.as_deref(), Some("Could not load URL"));
}

#[test]
fn a_list_goes_on_behind_its_last_item() {
    let list = ListRenders::new().count(2);
    let page = list.parse(recorded("render-list")).unwrap();
    assert_eq!((page.count, page.items.len()), (Some(2), 2));
    assert_eq!(sent(&list.after(&page).unwrap()), line("GET /render?offset=2&count=2"));
}

#[test]
fn each_refusal_has_its_kind() {
    let not_found = (404, RefusalKind::NotFound);
    wire::refuses(&start(), &[not_found]);
    wire::refuses(&GetRender::new(id()), &[not_found]);
    wire::refuses(&StopRender::new(id()), &[not_found]);
    wire::refuses(&ListRenders::new(), &[not_found]);
}

#[test]
fn every_happy_status_is_taken() {
    wire::takes_any_happy_status(&start(), r#"{"id":"r"}"#);
    wire::takes_any_happy_status(&StopRender::new(id()), "");
    assert!(StopRender::new(id()).parse(answer(204, "")).is_ok());
}

#[test]
fn a_render_without_an_id_is_unreadable() {
    wire::needs_an_id(&start());
    wire::needs_an_id(&GetRender::new(id()));
}
