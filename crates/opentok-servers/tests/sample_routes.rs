//! The routes of the sample apps, over a service that knows what it was told.

#![cfg(feature = "sandbox")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod support;

use opentok_sandbox::{Clock, Options, Publication, Sandbox};
use serde_json::{Value, json};
use support::{TinyProcess, send};

/// A server with the routes of the sample apps, and the service behind it.
struct Sample {
    sandbox: Sandbox,
    server: TinyProcess,
}

impl Sample {
    fn start() -> Self {
        let sandbox = Sandbox::new(Options::new().clock(Clock::system()).needs_clients(false));
        let server = TinyProcess::over(&sandbox, &[("TINY_SAMPLE_ROUTES", "on")]);
        Self { sandbox, server }
    }

    /// Status and reply, as JSON if it is some.
    fn ask(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
             connection: close\r\n\r\n{body}",
            body.len()
        );
        let answer = send(self.server.port(), request.as_bytes()).unwrap();
        let json = serde_json::from_str(&answer.body).unwrap_or(Value::String(answer.body));
        (answer.status, json)
    }

    /// The reply to what must succeed.
    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> Value {
        let (status, reply) = self.ask("POST", path, body);
        assert_eq!(status, 200, "{reply}");
        reply
    }

    #[track_caller]
    fn get(&self, path: &str) -> Value {
        let (status, reply) = self.ask("GET", path, &Value::Null);
        assert_eq!(status, 200, "{reply}");
        reply
    }

    /// Status and word of a refusal.
    fn refusal(&self, method: &str, path: &str, body: &Value) -> (u16, String) {
        let (status, reply) = self.ask(method, path, body);
        (status, reply["error"].as_str().unwrap_or_default().to_owned())
    }

    /// The body of the last call of the service.
    fn order(&self) -> Value {
        let log = self.sandbox.log_after(None);
        let mut calls = log.as_array().unwrap().iter();
        calls.rfind(|entry| entry["kind"] == "request").unwrap()["body"].clone()
    }

    /// The session of a room, which the first call makes.
    fn session(&self, room: &str) -> String {
        let room = self.get(&format!("/room/{room}"));
        room["sessionId"].as_str().unwrap().to_owned()
    }
}

#[test]
fn a_broadcast_is_found_by_its_room_until_it_ends() {
    let sample = Sample::start();
    let session = sample.session("lobby");
    let not_found = (404, "broadcast_not_found".to_owned());
    assert_eq!(sample.refusal("GET", "/broadcast/lobby", &Value::Null), not_found);
    assert_eq!(sample.refusal("GET", "/broadcast/nowhere", &Value::Null), not_found);

    let started = sample.post("/broadcast/start", &json!({ "sessionId": session }));
    assert_eq!(started["session"], *session);
    assert_eq!(started["apiKey"], *sample.sandbox.credentials().api_key);
    assert!(
        started["availableAt"].is_u64() && started["rtmp"].is_null(),
        "{started}"
    );
    assert_eq!(sample.get("/broadcast/lobby"), json!({ "url": started["url"] }));

    let ended = sample.post("/broadcast/end", &json!({ "sessionId": session }));
    assert_eq!(ended["id"], started["id"]);
    assert_eq!(sample.refusal("GET", "/broadcast/lobby", &Value::Null), not_found);
    let end = json!({ "sessionId": session });
    assert_eq!(sample.refusal("POST", "/broadcast/end", &end), not_found);
}

#[test]
fn a_broadcast_is_ordered_as_it_was_asked_for() {
    let sample = Sample::start();
    let order = |fields: Value| {
        let session = sample.session("lobby");
        let mut body = json!({ "sessionId": session });
        body.as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        let started = sample.post("/broadcast/start", &body);
        let order = sample.order();
        sample.post("/broadcast/end", &json!({ "sessionId": session }));
        (started, order)
    };
    let (_, plain) = order(json!({}));
    assert_eq!(
        plain["outputs"],
        json!({ "hls": { "dvr": false, "lowLatency": false } })
    );
    assert_eq!(
        (&plain["resolution"], &plain["streamMode"]),
        (&json!("1280x720"), &json!("auto"))
    );
    let (_, quick) = order(json!({ "lowLatency": true, "fhd": true, "streamMode": "manual" }));
    assert_eq!(quick["outputs"]["hls"], json!({ "dvr": false, "lowLatency": true }));
    assert_eq!(
        (&quick["resolution"], &quick["streamMode"]),
        (&json!("1920x1080"), &json!("manual"))
    );
    let (_, both) = order(json!({ "lowLatency": true, "dvr": true }));
    assert_eq!(
        both["outputs"]["hls"],
        json!({ "dvr": true, "lowLatency": false }),
        "one excludes the other"
    );
    let rtmp = json!({ "serverUrl": "rtmp://media.example.net/live", "streamName": "lobby" });
    let (started, order_with_rtmp) = order(json!({ "rtmp": rtmp }));
    assert_eq!(order_with_rtmp["outputs"]["rtmp"][0]["serverUrl"], rtmp["serverUrl"]);
    assert!(started["rtmp"].is_array(), "{started}");
    let (started, without) = order(json!({ "rtmp": { "serverUrl": "", "streamName": "lobby" } }));
    assert!(
        started["rtmp"].is_null() && without["outputs"]["rtmp"].is_null(),
        "half of an address is none"
    );
}

#[test]
fn a_layout_follows_the_number_of_streams_unless_it_is_named() {
    let sample = Sample::start();
    let session = sample.session("lobby");
    let layout = |fields: Value| {
        let mut body = json!({ "sessionId": session });
        body.as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        body
    };
    let refused = sample.refusal("POST", "/broadcast/layout", &layout(json!({})));
    assert_eq!(refused, (404, "broadcast_not_found".to_owned()));
    sample.post("/broadcast/start", &json!({ "sessionId": session }));
    for (fields, kind) in [
        (json!({}), "custom"),
        (json!({ "streams": 3 }), "custom"),
        (json!({ "streams": 4 }), "bestFit"),
        (json!({ "streams": 4, "type": "custom" }), "custom"),
        (json!({ "type": "pip" }), "pip"),
    ] {
        assert_eq!(sample.post("/broadcast/layout", &layout(fields.clone())), json!({}));
        let order = sample.order();
        assert_eq!(order["type"], kind, "{fields}");
        assert_eq!(order["stylesheet"].is_string(), kind == "custom", "{fields}");
    }
}

#[test]
fn streams_are_added_to_a_broadcast_and_given_classes() {
    let sample = Sample::start();
    let session = sample.session("lobby");
    let stream = sample.sandbox.publish(&session, &Publication::new()).unwrap();
    let add = json!({ "streamId": stream, "roomName": "lobby" });
    assert_eq!(
        sample.refusal("POST", "/addStream", &add),
        (404, "broadcast_not_found".to_owned())
    );
    sample.post(
        "/broadcast/start",
        &json!({ "sessionId": session, "streamMode": "manual" }),
    );
    assert_eq!(sample.post("/addStream", &add), "okay");
    assert_eq!(sample.order()["addStream"], *stream);

    let class_list = json!([{ "id": stream, "layoutClassList": ["focus"] }]);
    let mut classes = json!({ "sessionId": session, "classList": class_list });
    assert_eq!(sample.post("/broadcast/classes", &classes), json!({}));
    let state = sample.sandbox.session(&session).unwrap();
    assert_eq!(state["streams"][0]["layoutClassList"], json!(["focus"]));
    classes["sessionId"] = "../archive".into();
    assert_eq!(
        sample.refusal("POST", "/broadcast/classes", &classes),
        (404, "session_not_found".to_owned())
    );
}

#[test]
fn a_page_is_composed_into_a_session_until_it_is_stopped() {
    let sample = Sample::start();
    let session = sample.session("lobby");
    assert_eq!(sample.get("/render"), json!([]));
    let order = json!({ "sessionId": session, "url": "https://app.example.net/scene" });
    let id = sample.post("/render", &order)["id"].as_str().unwrap().to_owned();
    assert_eq!(sample.order()["url"], order["url"]);
    let path = format!("/render/{id}");
    assert_eq!(sample.get(&path)["sessionId"], *session);
    assert_eq!(sample.get("/render")[0]["id"], *id);
    let (status, reply) = sample.ask("DELETE", &path, &Value::Null);
    assert_eq!((status, reply), (200, json!({})));

    let foreign = json!({ "sessionId": "1_MX4xfn4", "url": order["url"] });
    assert_eq!(
        sample.refusal("POST", "/render", &foreign),
        (404, "session_not_found".to_owned())
    );
    let illegal = (400, "invalid_render_id".to_owned());
    for method in ["GET", "DELETE"] {
        assert_eq!(sample.refusal(method, "/render/a%2Fb", &Value::Null), illegal);
        let unknown = "/render/00000000-0000-4000-8000-000000000000";
        assert_eq!(sample.ask(method, unknown, &Value::Null).0, 404);
    }
}

#[test]
fn captions_are_started_with_a_token_and_stopped_once() {
    let sample = Sample::start();
    let session = sample.session("lobby");
    sample.sandbox.publish(&session, &Publication::new()).unwrap();
    let (_, access) = sample.ask(
        "POST",
        &format!("/session/{session}/access"),
        &json!({ "role": "moderator" }),
    );
    let start = json!({ "sessionId": session, "token": access["token"] });
    let id = sample.post("/captions/start", &start)["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(sample.order()["languageCode"], "en-US");
    let stop = format!("/captions/{id}/stop");
    assert_eq!(sample.post(&stop, &Value::Null), json!({ "status": 202 }));
    assert_eq!(sample.ask("POST", &stop, &Value::Null).0, 404);
    let illegal = sample.refusal("POST", "/captions/a%20b/stop", &Value::Null);
    assert_eq!(illegal, (400, "invalid_captions_id".to_owned()));
}
