//! Whatever is called in whatever order: nothing panics, and what must always be true is.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::{HashMap, HashSet};

use http::Method;
use opentok_sandbox::{Fault, Options, Sandbox, WebhookKind};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{Auth, Caller};

/// One thing that somebody does. The numbers choose among what is there by then.
#[derive(Clone, Debug)]
enum Step {
    Session {
        always: bool,
    },
    Connect {
        session: usize,
    },
    Leave {
        session: usize,
        at: usize,
    },
    Publish {
        session: usize,
        at: usize,
    },
    Unpublish {
        session: usize,
        at: usize,
    },
    StartArchive {
        session: usize,
        tag: u8,
        manual: bool,
        individual: bool,
    },
    StopArchive {
        at: usize,
    },
    DeleteArchive {
        at: usize,
    },
    AddStream {
        at: usize,
        session: usize,
        stream: usize,
    },
    StartBroadcast {
        session: usize,
        tag: u8,
    },
    StopBroadcast {
        at: usize,
    },
    Mute {
        session: usize,
        active: bool,
    },
    Signal {
        session: usize,
    },
    Storage {
        set: bool,
    },
    Wait {
        seconds: u64,
    },
    Fault {
        drop: bool,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let number = 0usize..8;
    prop_oneof![
        1 => any::<bool>().prop_map(|always| Step::Session { always }),
        3 => number.clone().prop_map(|session| Step::Connect { session }),
        2 => (number.clone(), number.clone()).prop_map(|(session, at)| Step::Leave { session, at }),
        3 => (number.clone(), number.clone()).prop_map(|(session, at)| Step::Publish { session, at }),
        2 => (number.clone(), number.clone()).prop_map(|(session, at)| Step::Unpublish { session, at }),
        3 => (number.clone(), 0u8..3, any::<bool>(), any::<bool>())
            .prop_map(|(session, tag, manual, individual)| Step::StartArchive { session, tag, manual, individual }),
        2 => number.clone().prop_map(|at| Step::StopArchive { at }),
        2 => number.clone().prop_map(|at| Step::DeleteArchive { at }),
        1 => (number.clone(), number.clone(), number.clone())
            .prop_map(|(at, session, stream)| Step::AddStream { at, session, stream }),
        2 => (number.clone(), 0u8..2).prop_map(|(session, tag)| Step::StartBroadcast { session, tag }),
        1 => number.clone().prop_map(|at| Step::StopBroadcast { at }),
        1 => (number.clone(), any::<bool>()).prop_map(|(session, active)| Step::Mute { session, active }),
        1 => number.prop_map(|session| Step::Signal { session }),
        1 => any::<bool>().prop_map(|set| Step::Storage { set }),
        3 => prop_oneof![1u64..10, 50u64..70, 3_500u64..3_700, Just(14_400), Just(43_200), Just(259_200)]
            .prop_map(|seconds| Step::Wait { seconds }),
        1 => any::<bool>().prop_map(|drop| Step::Fault { drop }),
    ]
}

/// What the test itself knows.
struct World {
    caller: Caller,
    sessions: Vec<String>,
    archives: Vec<String>,
    broadcasts: Vec<String>,
    deleted: Vec<String>,
}

impl World {
    fn new() -> Self {
        // The old header, because signing and checking two hundred thousand JWTs is most of the time otherwise.
        let caller = Caller::project_of(Sandbox::new(Options::new().seed(1).partner_auth(true)));
        let value = format!("{}:{}", caller.owner, caller.sandbox.credentials().api_secret);
        let caller = caller.with(Auth::Header {
            name: "x-tb-partner-auth",
            value,
        });
        for kind in [WebhookKind::Session, WebhookKind::Archive, WebhookKind::Broadcast] {
            caller
                .sandbox
                .register_webhook(kind, "http://127.0.0.1:9/", None)
                .unwrap();
        }
        let session = caller.routed();
        Self {
            caller,
            sessions: vec![session],
            archives: Vec::new(),
            broadcasts: Vec::new(),
            deleted: Vec::new(),
        }
    }

    fn session(&self, at: usize) -> &str {
        &self.sessions[at % self.sessions.len()]
    }

    /// The id of something in a session, if there is anything.
    fn pick(&self, session: usize, list: &str, at: usize) -> Option<String> {
        let look = self.caller.look(self.session(session));
        let items = look[list].as_array().unwrap();
        let item = items.get(at % items.len().max(1))?;
        Some(item["id"].as_str().unwrap().to_owned())
    }

    /// Does it. Answers may refuse, but only in the documented ways.
    fn take(&mut self, step: &Step) {
        let caller = &self.caller;
        match *step {
            Step::Session { always } => {
                let mode = if always { "always" } else { "manual" };
                let form = format!("p2p.preference=disabled&archiveMode={mode}");
                if self.sessions.len() < 8 {
                    self.sessions.push(caller.session(&form));
                }
            }
            Step::Connect { session } => {
                caller.connect(self.session(session), &json!({}));
            }
            Step::Leave { session, at } => {
                if let Some(id) = self.pick(session, "connections", at) {
                    caller
                        .delete(&format!("/session/{}/connection/{id}", self.session(session)))
                        .expect(204);
                }
            }
            Step::Publish { session, at } => {
                let id = self.pick(session, "connections", at);
                caller.publish(self.session(session), &json!({"connectionId": id}));
            }
            Step::Unpublish { session, at } => {
                if let Some(id) = self.pick(session, "streams", at) {
                    let path = format!("/session/{}/stream/{id}", self.session(session));
                    caller.control(Method::DELETE, &path, "").expect(200);
                }
            }
            Step::StartArchive {
                session,
                tag,
                manual,
                individual,
            } => {
                let body = json!({
                    "sessionId": self.session(session),
                    "multiArchiveTag": (tag > 0).then(|| tag.to_string()),
                    "streamMode": if manual { "manual" } else { "auto" },
                    "outputMode": if individual { "individual" } else { "composed" },
                });
                let answer = caller.post("/archive", &body);
                match answer.status.as_u16() {
                    200 => self.archives.push(answer.json()["id"].as_str().unwrap().to_owned()),
                    status => assert!(matches!(status, 404 | 409), "{status}"),
                }
            }
            Step::StopArchive { at } if !self.archives.is_empty() => {
                let id = &self.archives[at % self.archives.len()];
                let status = caller
                    .post(&format!("/archive/{id}/stop"), &Value::Null)
                    .status
                    .as_u16();
                assert!(matches!(status, 200 | 409), "{status}");
            }
            Step::DeleteArchive { at } if !self.archives.is_empty() => {
                let at = at % self.archives.len();
                let id = &self.archives[at];
                match caller.delete(&format!("/archive/{id}")).status.as_u16() {
                    204 => self.deleted.push(self.archives.remove(at)),
                    status => assert_eq!(status, 409),
                }
            }
            Step::AddStream { at, session, stream } if !self.archives.is_empty() => {
                let id = &self.archives[at % self.archives.len()];
                let stream = self.pick(session, "streams", stream).unwrap_or_default();
                let status = caller
                    .patch(&format!("/archive/{id}/streams"), &json!({"addStream": stream}))
                    .status
                    .as_u16();
                assert!(matches!(status, 204 | 404 | 405), "{status}");
            }
            Step::StartBroadcast { session, tag } => {
                let body = json!({
                    "sessionId": self.session(session), "outputs": {"hls": {}}, "multiBroadcastTag": tag.to_string(),
                });
                let answer = caller.post("/broadcast", &body);
                match answer.status.as_u16() {
                    200 => self.broadcasts.push(answer.json()["id"].as_str().unwrap().to_owned()),
                    status => assert!(matches!(status, 404 | 409), "{status}"),
                }
            }
            Step::StopBroadcast { at } if !self.broadcasts.is_empty() => {
                let id = &self.broadcasts[at % self.broadcasts.len()];
                let status = caller
                    .post(&format!("/broadcast/{id}/stop"), &Value::Null)
                    .status
                    .as_u16();
                assert!(matches!(status, 200 | 409), "{status}");
            }
            Step::Mute { session, active } => {
                let path = format!("/session/{}/mute", self.session(session));
                let status = caller.post(&path, &json!({"active": active})).status.as_u16();
                assert!(matches!(status, 200 | 404), "{status}");
            }
            Step::Signal { session } => {
                let path = format!("/session/{}/signal", self.session(session));
                let status = caller.post(&path, &json!({"data": "x"})).status.as_u16();
                assert!(matches!(status, 204 | 404), "{status}");
            }
            Step::Storage { set: true } => {
                let config = json!({"accessKey": "a", "secretKey": "b", "bucket": "c"});
                caller
                    .put("/archive/storage", &json!({"type": "s3", "config": config}))
                    .expect(200);
            }
            Step::Storage { set: false } => {
                caller.delete("/archive/storage").expect(204);
            }
            Step::Wait { seconds } => caller.wait_s(seconds),
            Step::Fault { drop } => {
                let fault = Fault::new().path("/nowhere").times(1);
                let fault = if drop {
                    fault.drop_before()
                } else {
                    fault.status(http::StatusCode::BAD_GATEWAY)
                };
                caller.sandbox.add_fault(&fault).unwrap();
                caller.call(Method::GET, "/nowhere", "");
            }
            Step::StopArchive { .. }
            | Step::DeleteArchive { .. }
            | Step::AddStream { .. }
            | Step::StopBroadcast { .. } => {}
        }
    }

    /// What must be true at any time.
    fn check(&self) {
        let caller = &self.caller;
        for id in &self.deleted {
            caller.get(&format!("/archive/{id}")).expect(404);
        }
        let list = caller.get("/archive?count=1000").expect(200);
        let items = list["items"].as_array().unwrap();
        assert_eq!(list["count"].as_u64().unwrap() as usize, items.len());
        let listed: HashSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(listed.len(), items.len(), "an archive is listed twice");
        assert!(self.archives.iter().all(|id| listed.contains(id.as_str())));
        assert!(!self.deleted.iter().any(|id| listed.contains(id.as_str())));
        let mut by_session = 0;
        for session in &self.sessions {
            let own = caller
                .get(&format!("/archive?count=1000&sessionId={session}"))
                .expect(200);
            by_session += own["count"].as_u64().unwrap() as usize;
            let look = caller.look(session);
            let running = items
                .iter()
                .filter(|item| item["sessionId"] == **session && is_running(item));
            let tags: Vec<_> = running
                .map(|item| item.get("multiArchiveTag").map(Value::to_string))
                .collect();
            let distinct: HashSet<_> = tags.iter().collect();
            assert_eq!(distinct.len(), tags.len(), "two running archives of one tag");
            if look["connections"] == json!([]) {
                assert_eq!(look["streams"], json!([]), "streams without connections");
            }
        }
        assert_eq!(by_session, items.len());
        for item in items {
            let is_available = item["status"] == "available";
            assert_eq!(item["url"].is_string(), is_available, "{item}");
            assert_eq!(item["size"].as_u64().unwrap() > 0, is_sized(item), "{item}");
            if item["status"] != "started" {
                assert_eq!(item["streams"], json!([]), "{item}");
            }
        }
        let running = caller.get("/broadcast?count=1000").expect(200);
        assert!(
            running["items"]
                .as_array()
                .unwrap()
                .iter()
                .all(|item| item["status"] == "started")
        );
    }

    /// Every archive changes its status in webhooks as it may, and nothing is told of what has not begun.
    fn check_webhooks(&self) {
        let mut last: HashMap<String, String> = HashMap::new();
        let mut there: HashSet<String> = HashSet::new();
        let mut time = 0;
        for webhook in self.caller.sandbox.due_webhooks() {
            let event: Value = serde_json::from_slice(webhook.body()).unwrap();
            let moment = event["timestamp"].as_u64().or(event["updatedAt"].as_u64()).unwrap();
            assert!(moment >= time, "{event} comes after something later");
            time = moment;
            let id = |what: &str| event[what]["id"].as_str().unwrap().to_owned();
            match event["event"].as_str().unwrap() {
                "archive" => {
                    let (archive, status) = (
                        event["id"].as_str().unwrap().to_owned(),
                        event["status"].as_str().unwrap(),
                    );
                    let before = last.insert(archive, status.to_owned());
                    assert!(may_follow(before.as_deref(), status), "{before:?} then {status}");
                }
                "connectionCreated" => assert!(there.insert(id("connection"))),
                "connectionDestroyed" => assert!(there.remove(&id("connection"))),
                "streamCreated" => {
                    assert!(there.contains(event["stream"]["connection"]["id"].as_str().unwrap()));
                    assert!(there.insert(id("stream")));
                }
                "streamDestroyed" => assert!(there.remove(&id("stream"))),
                _ => {}
            }
        }
    }
}

fn is_running(archive: &Value) -> bool {
    archive["status"] == "started" || archive["status"] == "paused"
}

fn is_sized(archive: &Value) -> bool {
    ["available", "uploaded", "expired", "failed"]
        .iter()
        .any(|status| archive["status"] == *status)
}

fn may_follow(before: Option<&str>, status: &str) -> bool {
    matches!(
        (before, status),
        (None, "started")
            | (Some("started"), "paused" | "stopped")
            | (Some("paused"), "started" | "stopped")
            | (Some("stopped"), "available" | "uploaded" | "failed")
            | (Some("available"), "expired" | "deleted")
            | (Some("uploaded"), "deleted")
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, ..ProptestConfig::default() })]

    #[test]
    fn what_must_be_true_stays_true(steps in prop::collection::vec(step(), 1..40)) {
        let mut world = World::new();
        for step in &steps {
            world.take(step);
        }
        world.check();
        world.check_webhooks();
    }
}

const CASES: u32 = 10_000;
