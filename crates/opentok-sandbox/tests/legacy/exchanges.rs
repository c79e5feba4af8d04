//! Requests of the SDKs of the time with the answers that were recorded.

use core::time::Duration;

use http::Method;
use opentok_sandbox::legacy::{Environment, Legacy};
use serde_json::Value;

use crate::service::{ARCHIVE, KEY, MANIFEST, Service, content_type};
use crate::support::{Answer, send};

fn exchanges() -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("../data/legacy/http.json")).unwrap();
    file["exchanges"].as_array().unwrap().clone()
}

/// The service in the state that an exchange tells of.
fn service_for(name: &str) -> Service {
    let mut legacy = Legacy::new();
    if name.contains("staging") {
        legacy = legacy.environment(Environment::Staging);
    }
    if name == "stitch-done" {
        legacy = legacy.stitch_delay(Duration::ZERO);
    }
    let service = Service::without_archive(legacy);
    match name {
        "stitch-500" => {
            let video = r#"<video id="x" length="1" name=""/>"#;
            let manifest = format!(
                r#"<manifest version="0.1" archiveid="{ARCHIVE}" title=""><resources>{}</resources><timeline/></manifest>"#,
                video.repeat(5)
            );
            service.store(&manifest);
        }
        "stitch-403" => service.project(KEY, "another"),
        _ if name.contains("missing") || name == "stitch-404" => {}
        _ => service.store(MANIFEST),
    }
    service
}

fn send_recorded(service: &Service, request: &Value) -> Answer {
    let headers = request["headers"].as_object().unwrap();
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap().to_owned()))
        .collect();
    let method: Method = request["method"].as_str().unwrap().parse().unwrap();
    send(
        &service.0,
        method,
        request["path"].as_str().unwrap(),
        &headers,
        request["body"].as_str().unwrap(),
    )
}

/// The text with what differs from answer to answer left out: ids, dates, hosts and signatures.
fn mask(text: &str) -> String {
    // The recording of `create-python` lacks what another one of such a session has.
    let mut out = text.replace(
        "    <properties><p2p><preference>enabled</preference></p2p></properties>\n",
        "",
    );
    for name in ["session_id", "create_dt"] {
        let (start, end) = (format!("<{name}>"), format!("</{name}>"));
        if let (Some(from), Some(to)) = (out.find(&start), out.find(&end)) {
            out.replace_range(from + start.len()..to, "…");
        }
    }
    if let Some(rest) = out
        .strip_prefix("https://storage.example.test/bucket")
        .or_else(|| out.strip_prefix("http://127.0.0.1/storage"))
    {
        let (path, query) = rest.split_once('?').unwrap();
        let names: Vec<_> = query.split('&').map(|field| field.split_once('=').unwrap().0).collect();
        assert!(names.contains(&"Expires") && names.contains(&"Signature"), "{query}");
        out = format!("{}?…", path.replace("%2F", "/").trim_start_matches('/'));
    }
    out
}

/// What the answer of the exchange should be, where it is a file.
fn recorded_body(text: &str) -> String {
    let Some(name) = text.strip_prefix("file:") else {
        return text.to_owned();
    };
    let path = format!("{}/tests/data/legacy/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn recorded_requests_get_the_recorded_answers() {
    let exchanges = exchanges();
    assert_eq!(exchanges.len(), 18);
    for exchange in exchanges {
        let name = exchange["name"].as_str().unwrap();
        let answer = send_recorded(&service_for(name), &exchange["request"]);
        let recorded = &exchange["response"];
        assert_eq!(
            u64::from(answer.status.as_u16()),
            recorded["status"].as_u64().unwrap(),
            "{name}"
        );
        if let Some(wanted) = recorded["content_type"].as_str() {
            assert_eq!(content_type(&answer), Some(wanted), "{name}");
        }
        if let Some(wanted) = recorded["body"].as_str() {
            assert_eq!(mask(answer.text()), mask(&recorded_body(wanted)), "{name}");
        }
        if let Some(wanted) = recorded["headers"]["Location"].as_str() {
            assert_eq!(
                mask(answer.headers["location"].to_str().unwrap()),
                mask(wanted),
                "{name}"
            );
        }
    }
}

#[test]
fn every_path_answers_with_the_prefix_and_without() {
    for exchange in exchanges() {
        let name = exchange["name"].as_str().unwrap();
        let mut request = exchange["request"].clone();
        let path = request["path"].as_str().unwrap().to_owned();
        let other = path
            .strip_prefix("/hl")
            .map_or_else(|| format!("/hl{path}"), str::to_owned);
        let recorded = send_recorded(&service_for(name), &request);
        request["path"] = other.into();
        let answer = send_recorded(&service_for(name), &request);
        assert_eq!(answer.status, recorded.status, "{name}");
        assert_eq!(mask(answer.text()), mask(recorded.text()), "{name}");
    }
}
