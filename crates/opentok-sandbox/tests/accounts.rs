//! Account management and Insights.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use http::Method;
use serde_json::{Value, json};
use support::{Auth, Caller};

#[test]
fn projects_are_made_changed_and_deleted() {
    let caller = Caller::project();
    let account = caller.account();
    let made = account
        .call(Method::POST, "/v2/project", r#"{"name":"Acme"}"#)
        .expect(200);
    let (key, secret) = (
        made["id"].as_str().unwrap().to_owned(),
        made["secret"].as_str().unwrap().to_owned(),
    );
    assert_eq!(
        (&made["name"], &made["status"], secret.len()),
        (&json!("Acme"), &json!("ACTIVE"), 40)
    );
    let own = Caller {
        owner: key.clone(),
        ..caller.with(Auth::Project {
            key: key.clone(),
            secret,
        })
    };
    own.get("/archive").expect(200);
    let path = format!("/v2/project/{key}");
    let renewed = account
        .call(Method::POST, &format!("{path}/refreshSecret"), "")
        .expect(200);
    own.get("/archive").expect(403);
    let secret = renewed["secret"].as_str().unwrap().to_owned();
    let own = own.with(Auth::Project {
        key: key.clone(),
        secret,
    });
    own.get("/archive").expect(200);
    assert_eq!(account.call(Method::GET, &path, "").expect(200), renewed);
    assert_eq!(
        account
            .call(Method::GET, "/v2/project/", "")
            .expect(200)
            .as_array()
            .unwrap()
            .len(),
        2
    );
    account.call(Method::PUT, &path, r#"{"status":"GONE"}"#).expect(400);
    account.call(Method::DELETE, &path, "").expect(204);
    account.call(Method::GET, &path, "").expect(404);
    assert_eq!(own.get("/archive").expect(403)["message"], "Issuer not found");
}

#[test]
fn projects_do_not_manage_and_accounts_do_not_record() {
    let caller = Caller::project();
    caller.call(Method::GET, "/v2/project", "").expect(403);
    caller.account().get("/archive").expect(403);
    caller.account().call(Method::POST, "/session/create", "").expect(403);
    caller.account().call(Method::PATCH, "/v2/project", "").expect(405);
}

#[test]
fn insights_tell_what_was_used() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    caller.connect(&session, &json!({}));
    caller.wait_s(600);
    let query = "query($k: Int!, $s: [String]) { project(projectId: $k) { \
                 projectData(start: \"2026-01-01\") { resources { usage { streamedPublishedMinutes streamedSubscribedMinutes } } } \
                 sessionData { sessions(sessionIds: $s) { resources { sessionId mediaMode meetings { totalCount } } } } } }";
    let body = json!({"query": query, "variables": {"k": 10_000_001, "s": [session]}});
    let answer = caller.call(Method::POST, "/graphql", body.to_string()).expect(200);
    let project = &answer["data"]["project"];
    let usage = json!({"streamedPublishedMinutes": 10.0, "streamedSubscribedMinutes": 10.0});
    assert_eq!(project["projectData"]["resources"][0]["usage"], usage);
    let expected = json!({"sessionId": session, "mediaMode": "routed", "meetings": {"totalCount": 1}});
    assert_eq!(project["sessionData"]["sessions"]["resources"][0], expected);
}

#[test]
fn insights_refuse_with_their_own_codes() {
    let caller = Caller::project();
    let code = |caller: &Caller, query: &str| {
        let answer = caller
            .call(Method::POST, "/graphql", json!({"query": query}).to_string())
            .expect(200);
        (answer["data"] == Value::Null).then(|| answer["errors"][0]["errorCode"].as_u64().unwrap())
    };
    let project = "{project(projectId: 10000001)";
    assert_eq!(code(&caller.with(Auth::Nobody), "{a}"), Some(1001));
    assert_eq!(
        code(
            &caller.with(Auth::Header {
                name: "x-opentok-auth",
                value: "x".into()
            }),
            "{a}"
        ),
        Some(1011)
    );
    assert_eq!(code(&caller, "{"), Some(1004));
    assert_eq!(code(&caller, "{projects {id}}"), Some(1004));
    assert_eq!(code(&caller, "{project {projectId}}"), Some(1008));
    assert_eq!(code(&caller, "{project(projectId: 5) {projectId}}"), Some(1015));
    assert_eq!(
        code(
            &caller,
            &format!("{project} {{projectData {{resources {{intervalStart}}}}}}}}")
        ),
        Some(1004)
    );
    let bad_interval = "{projectData(start: \"x\", interval: HOURLY) {resources {intervalStart}}}}";
    assert_eq!(code(&caller, &format!("{project} {bad_interval}")), Some(1005));
    let unknown = "{sessionData {sessions(sessionIds: [\"x\"]) {resources {sessionId}}}}}";
    assert_eq!(code(&caller, &format!("{project} {unknown}")), Some(1017));
    caller.sandbox.add_project("20000002", "s").unwrap();
    assert_eq!(code(&caller, "{project(projectId: 20000002) {projectId}}"), Some(1021));
    assert_eq!(code(&caller, &format!("{project} {{projectId}}}}")), None);
    suspend(&caller, "SUSPENDED");
    assert_eq!(code(&caller, &format!("{project} {{projectId}}}}")), Some(1021));
}

fn suspend(caller: &Caller, status: &str) {
    let body = json!({"status": status}).to_string();
    let path = format!("/v2/project/{}", caller.owner);
    caller.account().call(Method::PUT, &path, body).expect(200);
}

#[test]
fn a_query_does_not_multiply_its_answer_without_a_limit() {
    let caller = Caller::project();
    let session = caller.routed();
    let first = caller.connect(&session, &json!({}));
    for _ in 1..100 {
        caller
            .sandbox
            .connect(&session, opentok_sandbox::Client::with_data(""))
            .unwrap();
        caller.publish(&session, &json!({"connectionId": first}));
    }
    let ask = |times: usize| {
        let ids = vec![session.as_str(); times];
        let query = "query($s: [String]) { project(projectId: 10000001) { sessionData { sessions(sessionIds: $s) { \
                     resources { meetings { resources { connections { resources { connectionId publishers { resources { \
                     resources { stream { streamId } } } } } } } } } } } } }";
        let body = json!({"query": query, "variables": {"s": ids}}).to_string();
        caller.call(Method::POST, "/graphql", body).expect(200)
    };
    let told = ask(1);
    let sessions = &told["data"]["project"]["sessionData"]["sessions"]["resources"];
    let connections = &sessions[0]["meetings"]["resources"][0]["connections"]["resources"];
    assert_eq!(connections.as_array().unwrap().len(), 100);
    assert_eq!(connections[0]["publishers"]["resources"].as_array().unwrap().len(), 99);
    assert_eq!(ask(10_000)["errors"][0]["errorCode"], 1005);
}
