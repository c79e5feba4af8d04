//! What each call sends.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use core::fmt::Debug;

use bytes::Bytes;
use http_endpoint::{Endpoint, Safety};
use opentok_rest::{CALLS, Call, Resolution, session::CreateSession};
use support::samples::{self, SESSION, Visitor};

/// The request of each call, by its name.
#[derive(Default)]
struct Requests(Vec<(&'static str, http::Request<Bytes>)>);

impl Visitor for Requests {
    fn visit<C: Call<Output: Debug> + 'static>(&mut self, call: C) {
        call.check().unwrap();
        self.0.push((C::NAME, call.prepare(support::site().base(C::SCOPE))));
    }
}

fn requests() -> Requests {
    let mut requests = Requests::default();
    samples::visit_all(&mut requests);
    requests
}

/// Name, method, URL with `{S}` for the session, body.
const EXPECTED: &[(&str, &str, &str, &str)] = &[
    (
        "create_session",
        "POST",
        "https://api.opentok.com/session/create",
        "archiveMode=manual&p2p.preference=disabled&location=198.51.100.7",
    ),
    (
        "signal_session",
        "POST",
        "{S}/signal",
        r#"{"type":"chat","data":"{\"text\":\"hello\"}"}"#,
    ),
    (
        "signal_connection",
        "POST",
        "{S}/connection/c1/signal",
        r#"{"type":"chat","data":"{\"text\":\"hello\"}"}"#,
    ),
    ("list_connections", "GET", "{S}/connection", ""),
    ("force_disconnect", "DELETE", "{S}/connection/c1", ""),
    ("mute_stream", "POST", "{S}/stream/s1/mute", ""),
    (
        "mute_all",
        "POST",
        "{S}/mute",
        r#"{"active":true,"excludedStreamIds":["s1","s2"]}"#,
    ),
    ("end_mute", "POST", "{S}/mute", r#"{"active":false}"#),
    ("list_streams", "GET", "{S}/stream", ""),
    ("get_stream", "GET", "{S}/stream/s1", ""),
    (
        "set_stream_classes",
        "PUT",
        "{S}/stream",
        r#"{"items":[{"id":"s1","layoutClassList":["full","focus"]},{"id":"s2","layoutClassList":[]}]}"#,
    ),
    ("stop_archive", "POST", "{P}/archive/a1/stop", ""),
    (
        "register_callback",
        "POST",
        "{P}/callback",
        r#"{"group":"connection","event":"created","url":"https://app.example.net/hook"}"#,
    ),
    ("list_callbacks", "GET", "{P}/callback", ""),
    ("delete_callback", "DELETE", "{P}/callback/k1", ""),
    (
        "create_project",
        "POST",
        "https://api.opentok.com/v2/project",
        r#"{"name":"Acme"}"#,
    ),
    ("list_projects", "GET", "https://api.opentok.com/v2/project", ""),
    ("get_project", "GET", "https://api.opentok.com/v2/project/10000002", ""),
    (
        "set_project_status",
        "PUT",
        "https://api.opentok.com/v2/project/10000002",
        r#"{"status":"SUSPENDED"}"#,
    ),
    (
        "refresh_secret",
        "POST",
        "https://api.opentok.com/v2/project/10000002/refreshSecret",
        "",
    ),
    (
        "delete_project",
        "DELETE",
        "https://api.opentok.com/v2/project/10000002",
        "",
    ),
    (
        "query_insights",
        "POST",
        "https://insights.opentok.com/graphql",
        r#"{"query":"{ project(projectId: 10000001) { projectData { resources { intervalStart } } } }"}"#,
    ),
    (
        "create_legacy_session",
        "POST",
        "https://api.opentok.com/hl/session/create",
        "api_key=10000001&location=&p2p.preference=enabled",
    ),
    (
        "get_legacy_manifest",
        "GET",
        "https://api.opentok.com/hl/archive/getmanifest/a1",
        "",
    ),
    (
        "get_legacy_archive_url",
        "GET",
        "https://api.opentok.com/hl/archive/url/a1/v1",
        "",
    ),
    (
        "delete_legacy_archive",
        "POST",
        "https://api.opentok.com/hl/archive/delete/a1",
        "",
    ),
    (
        "stitch_legacy_archive",
        "POST",
        "https://api.opentok.com/hl/archive/a1/stitch",
        "",
    ),
];

#[test]
fn every_call_sends_what_is_documented() {
    let project = "https://api.opentok.com/v2/project/10000001";
    let session = format!("{project}/session/{SESSION}");
    let requests = requests();
    for (name, method, url, body) in EXPECTED {
        let (_, request) = requests.0.iter().find(|(known, _)| known == name).unwrap();
        assert_eq!(request.method(), method, "{name}");
        assert_eq!(
            request.uri().to_string(),
            url.replace("{S}", &session).replace("{P}", project),
            "{name}"
        );
        assert_eq!(request.body(), body.as_bytes(), "{name}");
    }
}

#[test]
fn there_is_a_sample_of_every_call() {
    let requests = requests();
    let samples: Vec<_> = requests.0.iter().map(|(name, _)| *name).collect();
    for call in CALLS {
        assert!(samples.contains(&call.name), "{}", call.name);
    }
}

#[test]
fn methods_and_paths_are_those_of_the_table() {
    for (name, request) in requests().0 {
        let call = CALLS.iter().find(|call| call.name == name).unwrap();
        assert_eq!(request.method(), call.method, "{name}");
        assert_eq!(Safety::of(&request), call.safety, "{name}");
        let (path, route) = (request.uri().path().split('/'), call.path.split('/'));
        assert_eq!(path.clone().count(), route.clone().count(), "{name}");
        for (segment, pattern) in path.zip(route) {
            assert!(
                segment == pattern || pattern.starts_with('{'),
                "{name}: {segment} {pattern}"
            );
        }
    }
}

#[test]
fn bodies_say_their_type_and_empty_ones_their_length() {
    for (name, request) in requests().0 {
        let headers = request.headers();
        let is_legacy = name.contains("legacy");
        assert_eq!(headers.contains_key("accept"), !is_legacy, "{name}");
        let content_type = headers.get("content-type").map(|value| value.to_str().unwrap());
        match request.body().first() {
            None => {
                let wants_length = request.method() != "GET" && request.method() != "DELETE";
                assert_eq!(
                    (content_type, headers.contains_key("content-length")),
                    (None, wants_length),
                    "{name}"
                );
            }
            Some(b'{') => assert_eq!(content_type, Some("application/json"), "{name}"),
            Some(_) => assert_eq!(content_type, Some("application/x-www-form-urlencoded"), "{name}"),
        }
    }
}

#[test]
fn every_property_of_a_session_is_sent() {
    for (session, form) in [
        (CreateSession::routed(), "archiveMode=manual&p2p.preference=disabled"),
        (CreateSession::relayed(), "archiveMode=manual&p2p.preference=enabled"),
        (
            CreateSession::routed().e2ee(true),
            "archiveMode=manual&p2p.preference=disabled&e2ee=true",
        ),
        (
            CreateSession::routed()
                .archive_always()
                .archive_name("a b")
                .archive_resolution(Resolution::FhdPortrait),
            "archiveMode=always&p2p.preference=disabled&archiveName=a%20b&archiveResolution=1080x1920",
        ),
    ] {
        session.check().unwrap();
        let request = session.prepare(support::site().base(CreateSession::SCOPE));
        assert_eq!(request.body(), form.as_bytes());
    }
}
