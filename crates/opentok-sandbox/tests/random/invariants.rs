//! What must be true at any time.

use std::collections::{HashMap, HashSet};

use http::Method;
use serde_json::{Value, json};

use crate::world::World;

pub(crate) fn check(world: &World) {
    nobody_answers_for_what_is_gone(world);
    let archives = list(world, "/archive?count=1000");
    archives_are_listed_and_counted(world, &archives);
    for archive in &archives {
        an_archive_is_in_one_state(archive);
    }
    sessions_agree_with_lists(world, &archives);
    broadcasts_are_listed_while_they_run(world);
    webhooks_tell_what_happened(world, &archives);
}

/// The items of a list that is not longer than a page.
fn list(world: &World, path: &str) -> Vec<Value> {
    let list = world.caller.get(path).expect(200);
    let items = list["items"].as_array().unwrap().clone();
    assert_eq!(list["count"].as_u64().unwrap() as usize, items.len(), "{path}");
    items
}

fn id(item: &Value) -> &str {
    item["id"].as_str().unwrap()
}

fn nobody_answers_for_what_is_gone(world: &World) {
    for id in &world.deleted {
        world.caller.get(&format!("/archive/{id}")).expect(404);
        world.caller.delete(&format!("/archive/{id}")).expect(404);
    }
    for path in &world.gone {
        let method = if path.contains("/stream/") {
            Method::GET
        } else {
            Method::DELETE
        };
        world.caller.own(method, path, &Value::Null).expect(404);
    }
}

fn archives_are_listed_and_counted(world: &World, archives: &[Value]) {
    let listed: HashSet<&str> = archives.iter().map(id).collect();
    assert_eq!(listed.len(), archives.len(), "an archive is listed twice");
    assert!(world.archives.iter().all(|id| listed.contains(id.as_str())));
    assert!(!world.deleted.iter().any(|id| listed.contains(id.as_str())));
    let about = world.caller.control(Method::GET, "", "").json();
    assert_eq!(about["counts"]["archives"], archives.len());
    assert_eq!(about["counts"]["sessions"], world.sessions.len());

    let mut paged = Vec::new();
    while paged.len() < archives.len() {
        let page = world
            .caller
            .get(&format!("/archive?count=3&offset={}", paged.len()))
            .expect(200);
        assert_eq!(page["count"], archives.len());
        assert_ne!(page["items"], json!([]), "a page is missing");
        paged.extend(page["items"].as_array().unwrap().clone());
    }
    assert_eq!(paged, archives, "pages joined are the list");
}

fn an_archive_is_in_one_state(archive: &Value) {
    let is_available = archive["status"] == "available";
    assert_eq!(archive["url"].is_string(), is_available, "{archive}");
    assert_eq!(archive["size"].as_u64().unwrap() > 0, is_sized(archive), "{archive}");
    if archive["status"] != "started" {
        assert_eq!(archive["streams"], json!([]), "{archive}");
    }
}

fn sessions_agree_with_lists(world: &World, archives: &[Value]) {
    let mut of_sessions = 0;
    for session in &world.sessions {
        let own = list(world, &format!("/archive?count=1000&sessionId={session}"));
        of_sessions += own.len();
        assert!(own.iter().all(|archive| archive["sessionId"] == **session));
        let running = archives
            .iter()
            .filter(|archive| archive["sessionId"] == **session && is_running(archive));
        let tags: Vec<_> = running
            .map(|archive| archive.get("multiArchiveTag").map(Value::to_string))
            .collect();
        let distinct: HashSet<_> = tags.iter().collect();
        assert_eq!(distinct.len(), tags.len(), "two running archives of one tag");

        let look = world.caller.sandbox.session(session).unwrap();
        let connections: HashSet<&str> = look["connections"].as_array().unwrap().iter().map(id).collect();
        for stream in look["streams"].as_array().unwrap() {
            assert!(
                connections.contains(stream["connectionId"].as_str().unwrap()),
                "{stream}"
            );
        }
        let told = world.caller.get(&format!("/session/{session}/connection")).expect(200);
        assert_eq!(told["count"], connections.len());
    }
    assert_eq!(of_sessions, archives.len());
}

fn broadcasts_are_listed_while_they_run(world: &World) {
    let listed = list(world, "/broadcast?count=1000");
    let listed: HashSet<&str> = listed.iter().map(id).collect();
    for id in &world.broadcasts {
        let broadcast = world.caller.get(&format!("/broadcast/{id}")).expect(200);
        let is_running = broadcast["status"] == "started";
        assert_eq!(listed.contains(id.as_str()), is_running, "{broadcast}");
        assert_eq!(broadcast["broadcastUrls"].is_object(), is_running, "{broadcast}");
    }
}

/// Webhooks come in the order of their causes, and the last that tells of something tells what is asked for now.
fn webhooks_tell_what_happened(world: &World, archives: &[Value]) {
    let mut archived: HashMap<String, String> = HashMap::new();
    let mut rendered: HashMap<String, String> = HashMap::new();
    let mut there: HashSet<String> = HashSet::new();
    let mut time = 0;
    for webhook in world.caller.sandbox.due_webhooks() {
        let event: Value = serde_json::from_slice(webhook.body()).unwrap();
        let moment = event["timestamp"].as_u64().or(event["updatedAt"].as_u64()).unwrap();
        assert!(moment >= time, "{event} comes after something later");
        time = moment;
        let named = |what: &str| event[what]["id"].as_str().unwrap().to_owned();
        let status = event["status"].as_str().unwrap_or_default();
        match event["event"].as_str().unwrap_or("captions") {
            "archive" => {
                let before = archived.insert(id(&event).to_owned(), status.to_owned());
                assert!(
                    archive_may_follow(before.as_deref(), status),
                    "{before:?} then {status}"
                );
            }
            "render" => {
                let before = rendered.insert(id(&event).to_owned(), status.to_owned());
                assert!(render_may_follow(before.as_deref(), status), "{before:?} then {status}");
            }
            "sessionCreated" => assert!(there.insert(session(&event))),
            "sessionDestroyed" => assert!(there.remove(&session(&event))),
            "connectionCreated" => {
                assert!(there.contains(&session(&event)), "{event}");
                assert!(there.insert(named("connection")));
            }
            "connectionDestroyed" => assert!(there.remove(&named("connection"))),
            "streamCreated" => {
                assert!(there.contains(event["stream"]["connection"]["id"].as_str().unwrap()));
                assert!(there.insert(named("stream")));
            }
            "streamDestroyed" => assert!(there.remove(&named("stream"))),
            "callCreated" => assert!(there.insert(named("call"))),
            "callUpdated" | "muteForced" => assert!(there.contains(&named("call")), "{event}"),
            "callDestroyed" => assert!(there.remove(&named("call"))),
            "broadcast" | "captions" => {}
            other => panic!("{other} is no event"),
        }
    }
    for archive in archives {
        assert_eq!(
            archived.get(id(archive)).map(String::as_str),
            archive["status"].as_str()
        );
    }
    for id in &world.deleted {
        assert_eq!(archived[id], "deleted");
    }
    for id in &world.renders {
        let render = world.caller.get(&format!("/render/{id}")).expect(200);
        let told = rendered.get(id).map_or("starting", String::as_str);
        assert_eq!(render["status"], told);
    }
}

fn session(event: &Value) -> String {
    event["sessionId"].as_str().unwrap().to_owned()
}

fn is_running(archive: &Value) -> bool {
    archive["status"] == "started" || archive["status"] == "paused"
}

fn is_sized(archive: &Value) -> bool {
    ["available", "uploaded", "expired", "failed"]
        .iter()
        .any(|status| archive["status"] == *status)
}

fn archive_may_follow(before: Option<&str>, status: &str) -> bool {
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

fn render_may_follow(before: Option<&str>, status: &str) -> bool {
    matches!(
        (before, status),
        (None, "started" | "stopped" | "failed") | (Some("started"), "stopped")
    )
}
