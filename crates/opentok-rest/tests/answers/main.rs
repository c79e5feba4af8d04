//! How answers are read: recorded shapes, and what the service may add to them one day.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod fixtures;
mod legacy;
mod sessions;
#[path = "../support/mod.rs"]
mod support;
mod tolerance;

use std::fs;

use fixtures::{FIXTURES, fixture};
use http_endpoint::Endpoint;
use opentok_rest::{
    account::{ListProjects, ProjectStatus},
    insights::QueryInsights,
};
use support::{Parsers, answer};

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
        "add_archive_stream",
        "add_broadcast_stream",
        "delete_archive",
        "delete_archive_storage",
        "play_dtmf",
        "play_dtmf_to",
        "remove_archive_stream",
        "remove_broadcast_stream",
        "stop_audio_connector",
        "stop_captions",
        "stop_render",
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
