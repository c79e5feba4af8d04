//! What each callback is read as.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "webhook")]

extern crate alloc;

use alloc::collections::BTreeSet;

use bytes::Bytes;
use opentok_rest::archive::Status;
use opentok_rest::broadcast::{BroadcastStatus, HlsStatus, RtmpStatus};
use opentok_rest::captions::CaptionsStatus;
use opentok_rest::render::RenderStatus;
use opentok_rest::session::VideoType;
use opentok_rest::webhook::{
    CallState, EndReason, Event, Family, HangupCause, SessionChange, SessionEvent, SipChange, SipEvent,
};

const SESSION: &str = "2_MX4xMDAwMDAwMX5-MTc2NzIyNTYwMDAwMH5Ra0ZZbGh2T3dHY3ZKbUlRZ3R5Qn5-";
const APPLICATION: &str = "78d335fa-323d-0114-9c3d-d6f0d48968cf";

/// The body of the fixture called `name`.
macro_rules! body {
    ($name:literal) => {
        Bytes::from_static(include_bytes!(concat!("data/webhooks/", $name, ".json")))
    };
}

macro_rules! event {
    ($name:literal) => {{
        let event = Event::parse(&body!($name)).unwrap();
        assert_eq!(event.session_id(), Some(SESSION));
        event
    }};
}

fn session(event: Event) -> SessionEvent {
    let Event::Session(event) = event else {
        panic!("{event:?}");
    };
    assert_eq!(
        (event.owner.as_deref(), event.timestamp),
        (Some("10000001"), Some(1_767_225_630_150))
    );
    *event
}

fn sip(event: Event) -> SipEvent {
    let Event::Sip(event) = event else {
        panic!("{event:?}");
    };
    assert_eq!(event.call.id.as_str(), "b0a5a8c7-0000-4d7d-a4ad-8c8b8c1d1f55");
    assert_eq!(
        event.call.connection_id.as_ref().unwrap().as_str(),
        "e9f8c166-6c67-440d-994a-04fb6dfed007"
    );
    assert_eq!(
        (event.owner.as_deref(), event.call.created_at),
        (Some("10000001"), Some(1_767_226_000_000))
    );
    *event
}

#[test]
fn connections_come_and_go() {
    let created = session(event!("session-connection-created"));
    let SessionChange::ConnectionCreated { connection } = created.change else {
        panic!("{created:?}");
    };
    assert_eq!(connection.id.as_str(), "8f3f6a0e-0b0d-4a53-8a3e-1a6d5bb7a3b0");
    assert_eq!(
        (connection.created_at, connection.data.as_deref()),
        (Some(1_767_225_630_123), Some("user=42"))
    );

    let destroyed = session(event!("session-connection-destroyed"));
    let SessionChange::ConnectionDestroyed {
        connection: gone,
        reason,
    } = destroyed.change
    else {
        panic!("{destroyed:?}");
    };
    assert_eq!((gone, reason), (connection, Some(EndReason::NetworkDisconnected)));
}

#[test]
fn the_owner_may_be_an_application() {
    let Event::Session(event) = event!("session-connection-created-unified") else {
        panic!();
    };
    assert_eq!(event.owner.as_deref(), Some(APPLICATION));
}

#[test]
fn streams_come_and_go() {
    let created = session(event!("session-stream-created"));
    let SessionChange::StreamCreated { stream } = created.change else {
        panic!("{created:?}");
    };
    assert_eq!(stream.id.as_str(), "0b7d6c1a-5f0e-4a1c-9a3d-7ef1f7c2b0aa");
    assert_eq!(
        (stream.name.as_deref(), &stream.video_type),
        (Some("host"), &Some(VideoType::Camera))
    );
    assert_eq!(stream.created_at, Some(1_767_225_640_456));
    assert_eq!(stream.connection.unwrap().data.as_deref(), Some("user=42"));

    let audio = session(event!("session-stream-created-audio"));
    let SessionChange::StreamCreated { stream } = audio.change else {
        panic!("{audio:?}");
    };
    assert_eq!((stream.name.as_deref(), stream.video_type), (Some(""), None));

    let destroyed = session(event!("session-stream-destroyed"));
    let SessionChange::StreamDestroyed { stream, reason } = destroyed.change else {
        panic!("{destroyed:?}");
    };
    assert_eq!(
        (stream.video_type, reason),
        (Some(VideoType::Screen), Some(EndReason::MediaStopped))
    );
}

#[test]
fn sessions_come_move_and_go() {
    let created_at = Some(1_767_225_630_100);
    let created = session(event!("session-created"));
    assert_eq!(created.change, SessionChange::SessionCreated { created_at });
    let destroyed = session(event!("session-destroyed"));
    let reason = Some(EndReason::ServerRotation);
    assert_eq!(destroyed.change, SessionChange::SessionDestroyed { created_at, reason });
    let notified = session(event!("session-notification"));
    assert_eq!(notified.change, SessionChange::SessionNotification);
}

#[test]
fn an_archive_is_told_as_it_is() {
    let Event::Archive(started) = event!("archive-started") else {
        panic!();
    };
    assert_eq!((&started.status, started.owner()), (&Status::Started, Some("10000001")));
    assert_eq!(started.streams.as_ref().unwrap()[0].has_video, Some(false));
    let Event::Archive(available) = event!("archive-available") else {
        panic!();
    };
    assert_eq!(
        (&available.status, available.size),
        (&Status::Available, Some(18_023_312))
    );
    assert!(available.url.as_ref().unwrap().expose().ends_with("?sig=abc"));
    assert!(!format!("{available:?}").contains("sig=abc"));
}

#[test]
fn a_broadcast_is_told_as_it_is() {
    let Event::Broadcast(live) = event!("broadcast-live") else {
        panic!();
    };
    let urls = live.urls.as_ref().unwrap();
    assert_eq!(
        (&live.status, &urls.hls_status),
        (&Some(BroadcastStatus::Started), &Some(HlsStatus::Live))
    );
    assert_eq!(urls.rtmp[0].status, Some(RtmpStatus::Live));
    assert!(!format!("{live:?}").contains("k3y"));
    let Event::Broadcast(stopped) = event!("broadcast-stopped") else {
        panic!();
    };
    assert_eq!(
        (&stopped.status, stopped.owner()),
        (&Some(BroadcastStatus::Stopped), Some(APPLICATION))
    );
    assert!(stopped.urls.is_none());
}

#[test]
fn calls_begin_change_and_end() {
    assert_eq!(sip(event!("sip-call-created")).change, SipChange::Created);
    let updated = sip(event!("sip-call-updated")).change;
    assert_eq!(
        updated,
        SipChange::Updated {
            state: Some(CallState::Ringing)
        }
    );
    let SipChange::Destroyed { hangup } = sip(event!("sip-call-destroyed")).change else {
        panic!();
    };
    assert_eq!(
        (hangup.cause(), hangup.message.as_deref()),
        (Some(HangupCause::Normal), Some("Normal Clearing"))
    );
    assert_eq!(sip(event!("sip-mute-forced")).change, SipChange::MuteForced);
}

#[test]
fn a_render_is_known_without_a_name() {
    for (event, status, stream, reason) in [
        (event!("render-started"), RenderStatus::Started, true, None),
        (
            event!("render-stopped"),
            RenderStatus::Stopped,
            true,
            Some("Max duration exceeded."),
        ),
        (
            event!("render-failed"),
            RenderStatus::Failed,
            false,
            Some("Could not load URL"),
        ),
    ] {
        let Event::Render(render) = event else {
            panic!("{event:?}");
        };
        assert_eq!((render.status, render.reason.as_deref()), (Some(status), reason));
        assert_eq!(render.stream_id.is_some(), stream);
    }
}

#[test]
fn captions_are_known_without_a_name() {
    let Event::Captions(started) = event!("captions-started") else {
        panic!();
    };
    assert_eq!(
        (started.status, started.duration),
        (Some(CaptionsStatus::Started), Some(0))
    );
    assert_eq!(started.id.as_str(), "7c0680fc-6274-4de5-a66f-d0648e8d3ac2");
    let Event::Captions(failed) = event!("captions-failed") else {
        panic!();
    };
    assert_eq!(
        (failed.owner(), failed.reason.as_deref()),
        (Some(APPLICATION), Some("no audio"))
    );
}

#[test]
fn what_is_told_again_has_the_same_key_and_nothing_else_has() {
    let bodies = [
        body!("archive-available"),
        body!("archive-started"),
        body!("broadcast-live"),
        body!("broadcast-stopped"),
        body!("captions-failed"),
        body!("captions-started"),
        body!("render-failed"),
        body!("render-started"),
        body!("render-stopped"),
        body!("session-connection-created"),
        body!("session-connection-destroyed"),
        body!("session-created"),
        body!("session-destroyed"),
        body!("session-notification"),
        body!("session-stream-created"),
        body!("session-stream-destroyed"),
        body!("sip-call-created"),
        body!("sip-call-destroyed"),
        body!("sip-call-updated"),
        body!("sip-mute-forced"),
    ];
    let key = |body: &Bytes| Event::parse(body).unwrap().dedup_key().unwrap();
    let keys: BTreeSet<_> = bodies.iter().map(key).collect();
    assert_eq!(keys.len(), bodies.len());
    for body in bodies {
        // Written by another hand: spaces, and one field more.
        let text = String::from_utf8(body.to_vec()).unwrap();
        let again = Bytes::from(text.replacen('{', r#" { "new" : [ ] , "#, 1));
        assert!(keys.contains(&key(&again)), "{text}");
    }
}

#[test]
fn each_state_of_a_broadcast_has_a_key_of_its_own() {
    let text = String::from_utf8(body!("broadcast-live").to_vec()).unwrap();
    let key = |text: &str| Event::parse(&Bytes::from(text.to_owned())).unwrap().dedup_key();
    let live = key(&text);
    assert_ne!(
        key(&text.replace(r#""hlsStatus":"live""#, r#""hlsStatus":"ready""#)),
        live
    );
    assert_ne!(key(&text.replace(r#""status":"live""#, r#""status":"offline""#)), live);
    assert_eq!(key(&text.replace("1280x720", "640x480")), live);
}

#[test]
fn each_state_of_a_call_has_a_key_of_its_own() {
    let text = String::from_utf8(body!("sip-call-updated").to_vec()).unwrap();
    let key = |state: &str| {
        let mut event: serde_json::Value = serde_json::from_str(&text).unwrap();
        event["state"] = state.into();
        Event::parse(&Bytes::from(event.to_string())).unwrap().dedup_key()
    };
    // Told within the same millisecond.
    assert_ne!(key("RINGING"), key("ACTIVE"));
    assert_eq!(key("ACTIVE"), key("ACTIVE"));
}

#[test]
fn an_address_of_one_family_reads_what_names_itself_otherwise() {
    let body = Bytes::from_static(br#"{"event":"status","id":"a","sessionId":"b","status":"started"}"#);
    assert_eq!(Event::parse(&body).unwrap().family(), None);
    assert_eq!(
        Event::parse_as(Family::Render, &body).unwrap().family(),
        Some(Family::Render)
    );
}
