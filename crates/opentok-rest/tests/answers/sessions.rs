//! Sessions, and who is in them.

use http_endpoint::Endpoint;
use opentok_rest::{
    AnswerError, ReadAnswerError,
    session::{ConnectionState, CreateSession, ListConnections, ListStreams, SetStreamClasses, VideoType},
};

use crate::{
    fixtures::fixture,
    support::{
        answer,
        samples::{SESSION, session},
    },
};

#[test]
fn a_session_is_read_from_json_and_from_xml() {
    let call = CreateSession::routed();
    for file in [
        "session-create.json",
        "session-create-object.json",
        "session-create.xml",
        "session-create-old.xml",
    ] {
        let created = call.parse(answer(200, fixture(file))).unwrap();
        assert_eq!(
            (created.id.as_str(), created.owner()),
            (SESSION, Some("10000001")),
            "{file}"
        );
    }
}

#[test]
fn the_type_of_a_session_answer_is_not_believed() {
    for (content_type, file) in [
        ("application/json; charset=utf-8", "session-create.json"),
        ("text/xml", "session-create.json"),
        ("application/json", "session-create.xml"),
    ] {
        let mut response = answer(200, fixture(file));
        response
            .headers_mut()
            .insert("content-type", content_type.parse().unwrap());
        assert_eq!(CreateSession::routed().parse(response).unwrap().id, session());
    }
}

#[test]
fn an_answer_without_a_session_is_unreadable() {
    for body in [
        "",
        "[]",
        "{}",
        "[{}]",
        r#"[{"session_id":""}]"#,
        r#"[{"session_id":"no id"}]"#,
        "<sessions/>",
        "null",
    ] {
        let error = CreateSession::routed().parse(answer(200, body)).unwrap_err();
        assert!(matches!(error, AnswerError::Unreadable(_)), "{body}");
    }
    let error = CreateSession::routed()
        .parse(answer(200, r#"[{"session_id":"9-new-form"}]"#))
        .unwrap_err();
    let AnswerError::Unreadable(unreadable) = error else {
        panic!("{error}")
    };
    let expected = ReadAnswerError::Value {
        field: "session_id",
        text: "9-new-form".into(),
    };
    assert_eq!(unreadable.error, expected);
}

#[test]
fn connections_are_read_in_both_environments() {
    for (file, owner) in [
        ("session-connections.json", "10000001"),
        ("session-connections-text-times.json", "10000001"),
        (
            "session-connections-unified.json",
            "3f0c9c0e-7b1e-4c52-a5a5-3c5d7e0f1a2b",
        ),
    ] {
        let connections = ListConnections::new(session())
            .parse(answer(200, fixture(file)))
            .unwrap();
        let first = &connections.items[0];
        assert_eq!(connections.owner(), Some(owner), "{file}");
        assert_eq!(first.connection_state, Some(ConnectionState::Connected), "{file}");
        assert_eq!(first.created_at, Some(1_767_225_630_123), "{file}");
    }
}

#[test]
fn a_stream_without_a_picture_has_no_video_type() {
    let streams = ListStreams::new(session())
        .parse(answer(200, fixture("stream-list.json")))
        .unwrap();
    let types: Vec<_> = streams.items.iter().map(|stream| stream.video_type.clone()).collect();
    assert_eq!(
        types,
        [
            Some(VideoType::Camera),
            None,
            Some(VideoType::Unknown("hologram".into()))
        ]
    );
    assert_eq!(streams.items[0].layout_class_list, [Box::from("full")]);
    for body in ["{}", r#"{"count":0}"#, r#"{"count":0,"items":null}"#] {
        assert!(
            ListStreams::new(session())
                .parse(answer(200, body))
                .unwrap()
                .items
                .is_empty()
        );
    }
}

#[test]
fn a_missing_session_can_be_taken_for_an_empty_list() {
    let call = ListStreams::new(session());
    for status in [404, 408] {
        call.parse(answer(status, "")).unwrap_err();
        assert!(
            call.clone()
                .missing_is_empty()
                .parse(answer(status, ""))
                .unwrap()
                .items
                .is_empty()
        );
    }
    call.missing_is_empty().parse(answer(403, "")).unwrap_err();
}

#[test]
fn setting_classes_answers_with_streams_or_with_nothing() {
    let call = SetStreamClasses::new(session()).stream("s1".parse().unwrap(), ["full"]);
    assert_eq!(call.parse(answer(200, "")).unwrap(), None);
    assert_eq!(
        call.parse(answer(200, fixture("stream-set-classes.json")))
            .unwrap()
            .unwrap()
            .items
            .len(),
        1
    );
}
