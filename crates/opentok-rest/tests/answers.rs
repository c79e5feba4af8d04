//! How answers are read: recorded shapes, and what the service may add to them one day.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::fs;

use bytes::Bytes;
use http_endpoint::Endpoint;
use opentok_rest::{
    AnswerError, ReadAnswerError,
    account::{ListProjects, ProjectStatus},
    insights::QueryInsights,
    legacy::{Download, GetLegacyArchiveUrl, GetLegacyManifest, Stitch, StitchLegacyArchive},
    session::{ConnectionState, CreateSession, ListConnections, ListStreams, SetStreamClasses, VideoType},
};
use proptest::prelude::*;
use serde_json::{Map, Value};
use support::{
    Parsers, answer,
    samples::{SESSION, session},
};

/// Recorded shapes, and the calls that read them.
const FIXTURES: &[(&str, &str)] = &[
    ("account-create.json", "create_project"),
    ("account-get.json", "get_project"),
    ("account-list.json", "list_projects"),
    ("account-refresh-secret.json", "refresh_secret"),
    ("account-set-status.json", "set_project_status"),
    ("archive-stop.json", "stop_archive"),
    ("callback-list.json", "list_callbacks"),
    ("callback-register.json", "register_callback"),
    ("insights-query.json", "query_insights"),
    ("session-connections.json", "list_connections"),
    ("session-connections-text-times.json", "list_connections"),
    ("session-connections-unified.json", "list_connections"),
    ("session-create.json", "create_session"),
    ("session-create-object.json", "create_session"),
    ("session-mute.json", "mute_all"),
    ("session-mute-mock.json", "mute_all"),
    ("stream-get.json", "get_stream"),
    ("stream-list.json", "list_streams"),
    ("stream-set-classes.json", "set_stream_classes"),
];

/// Fields whose values are words of open sets.
const WORDS: &[&str] = &[
    "connectionState",
    "environment",
    "outputMode",
    "status",
    "streamMode",
    "videoType",
];

fn fixture(name: &str) -> Vec<u8> {
    fs::read(format!("{}/tests/data/answers/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn every_recorded_shape_is_read_with_any_happy_status() {
    let parsers = Parsers::all();
    for (file, call) in FIXTURES {
        for status in [200, 201, 202] {
            let output = parsers.parse(call, answer(status, fixture(file)));
            assert!(output.is_ok(), "{file}: {output:?}");
        }
    }
}

#[test]
fn every_recorded_shape_belongs_to_a_call() {
    for entry in fs::read_dir(format!("{}/tests/data/answers", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = FIXTURES.iter().any(|(file, _)| *file == name);
        assert!(known || name.ends_with(".xml") || name.ends_with(".md"), "{name}");
    }
}

#[test]
fn calls_without_an_answer_take_any_body() {
    let parsers = Parsers::all();
    for call in [
        "signal_session",
        "signal_connection",
        "force_disconnect",
        "mute_stream",
        "mute_all",
        "end_mute",
        "delete_callback",
        "delete_project",
    ] {
        for body in ["", "{}", r#"{"code":200,"message":"OK"}"#, "null", "<html>", "[1"] {
            for status in [200, 201, 202, 204] {
                parsers.parse(call, answer(status, body)).unwrap();
            }
        }
    }
}

/// Adds fields with other names than any that is known, at every level.
fn add(value: &mut Value, extra: &Map<String, Value>) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(|value| add(value, extra));
            fields.extend(extra.iter().map(|(name, value)| (format!("x-{name}"), value.clone())));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| add(value, extra)),
        _ => {}
    }
}

/// Replaces the words of open sets, and says how many there were.
fn reword(value: &mut Value, word: &str) -> usize {
    match value {
        Value::Object(fields) => {
            let mut count = 0;
            for (name, value) in fields {
                if WORDS.contains(&name.as_str()) && value.is_string() {
                    *value = word.into();
                    count += 1;
                } else {
                    count += reword(value, word);
                }
            }
            count
        }
        Value::Array(items) => items.iter_mut().map(|value| reword(value, word)).sum(),
        _ => 0,
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn new_fields_and_new_words_break_nothing(
        extra in prop::collection::vec(("[a-zA-Z]{0,8}", any_json()), 0..4),
        word in "[a-z]{1,12}-[A-Z]{0,4}",
    ) {
        let parsers = Parsers::all();
        let extra = extra.into_iter().collect();
        for (file, call) in FIXTURES {
            let mut value: Value = serde_json::from_slice(&fixture(file)).unwrap();
            add(&mut value, &extra);
            let words = reword(&mut value, &word);
            let output = parsers.parse(call, answer(200, value.to_string()));
            let output = output.map_err(|error| TestCaseError::fail(format!("{file}: {error:?}")))?;
            // Of a mute the answer is not looked at.
            if words > 0 && *call != "mute_all" {
                prop_assert!(output.contains(&format!("Unknown({word:?})")), "{} {}", file, output);
            }
        }
    }
}

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

#[test]
fn projects_show_no_secret_and_keys_may_be_numbers() {
    let projects = ListProjects::new()
        .parse(answer(200, fixture("account-list.json")))
        .unwrap();
    assert_eq!(projects.len(), 2);
    assert_eq!(
        projects.iter().map(|project| &*project.id).collect::<Vec<_>>(),
        ["10000002", "10000003"]
    );
    assert_eq!(projects[1].status, Some(ProjectStatus::Valid));
    let secret = projects[0].secret.as_ref().unwrap().expose();
    assert_eq!(secret.len(), 40);
    assert!(!format!("{projects:?}").contains(secret));
    assert!(!serde_json::to_string(&projects).unwrap().contains(secret));
}

#[test]
fn insights_answers_hold_data_and_errors() {
    let found = QueryInsights::new("{}")
        .parse(answer(200, fixture("insights-query.json")))
        .unwrap();
    assert_eq!(
        found.data["project"]["projectData"]["resources"][0]["usage"]["streamedPublishedMinutes"],
        12.5
    );
    assert_eq!((found.errors.len(), found.errors[0].error_code), (1, Some(1014)));
}

#[test]
fn a_video_has_an_address_or_is_there_already() {
    let call = GetLegacyArchiveUrl::new("a1".parse().unwrap(), "v1".parse().unwrap());
    let Download::Url(url) = call
        .parse(answer(200, " https://s.example.net/a.flv?Signature=x%2F\n"))
        .unwrap()
    else {
        panic!()
    };
    assert_eq!(url.expose(), "https://s.example.net/a.flv?Signature=x%2F");
    let file = call.parse(answer(200, &b"FLV\x01\xff"[..])).unwrap();
    assert_eq!(file, Download::File(Bytes::from_static(b"FLV\x01\xff")));
    for body in ["", "ftp://a", "https://a b", "https://a\nb", "<html>"] {
        assert!(
            matches!(call.parse(answer(200, body)), Err(AnswerError::Unreadable(_))),
            "{body}"
        );
    }
}

#[test]
fn stitching_is_under_way_or_has_an_address() {
    let call = StitchLegacyArchive::new("a1".parse().unwrap());
    assert_eq!(call.parse(answer(202, "")).unwrap(), Stitch::Processing);
    let mut ready = answer(201, "");
    ready
        .headers_mut()
        .insert("location", "https://s.example.net/stitch.mp4?sig=a".parse().unwrap());
    let Stitch::Ready(url) = call.parse(ready).unwrap() else {
        panic!()
    };
    assert_eq!(url.expose(), "https://s.example.net/stitch.mp4?sig=a");
    assert!(matches!(call.parse(answer(201, "")), Err(AnswerError::Unreadable(_))));
}

#[test]
fn a_manifest_comes_with_what_is_odd_about_it() {
    let xml = r#"<manifest version="0.1" archiveid="a1" title="t"><resources><video id="v1" length="8687" name="Bob"/>
        </resources><timeline><event type="PLAY" id="v1" offset="0"/></timeline></manifest>"#;
    let found = GetLegacyManifest::new("a1".parse().unwrap())
        .parse(answer(200, xml))
        .unwrap();
    assert_eq!((found.manifest.resources.len(), found.warnings.len()), (1, 0));
}
