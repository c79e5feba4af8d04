//! `POST /session/create`: what it takes, what it answers, in which form.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use http::Method;
use opentok_token::SessionId;
use support::Caller;

#[test]
fn a_session_names_its_project() {
    let caller = Caller::project();
    let answer = caller.call(Method::POST, "/session/create/", "p2p.preference=disabled");
    assert_eq!(answer.headers["content-type"], "application/json");
    let session = &answer.expect(200)[0];
    let id: SessionId = session["session_id"].as_str().unwrap().parse().unwrap();
    assert!(id.belongs_to(&caller.owner.parse().unwrap()));
    assert_eq!(session["project_id"], *caller.owner);
    assert_eq!(session["create_dt"], "Wed Dec 31 16:00:00 PST 2025");
}

#[test]
fn a_session_of_an_application_names_the_application() {
    let caller = Caller::application();
    let session = &caller.call(Method::POST, "/session/create", "").expect(200)[0];
    let id: SessionId = session["session_id"].as_str().unwrap().parse().unwrap();
    assert_eq!(id.payload().owner(), caller.owner);
    assert_eq!(session["application_id"], *caller.owner);
}

#[test]
fn who_does_not_ask_for_json_gets_xml() {
    let caller = Caller::project();
    for accept in [None, Some("*/*"), Some("text/xml")] {
        let answer = caller.call_as(Method::POST, "/session/create", "", accept);
        assert_eq!(
            (answer.status.as_u16(), answer.headers["content-type"].to_str().unwrap()),
            (200, "text/xml")
        );
        assert!(
            answer.text().contains("<sessions><Session><session_id>1_MX4x"),
            "{}",
            answer.text()
        );
    }
    let refused = caller.call_as(Method::POST, "/session/create", "archiveMode=often", None);
    assert_eq!(refused.headers["content-type"], "application/xml");
    assert!(
        refused.text().contains("<errorPayload><code>-1</code>"),
        "{}",
        refused.text()
    );
}

#[test]
fn spellings_of_every_sdk_are_understood() {
    let caller = Caller::project();
    for form in [
        "",
        "location=",
        "location=null",
        "location=198.51.100.7&p2p.preference=disabled",
        "p2p.preference=always",
        "p2p.preference=disabled&e2ee=True",
        "e2ee=False&archiveMode=manual",
        "api_key=10000001&partner_id=10000001&p2p.preference=enabled&",
        "p2p.preference=disabled&archiveMode=always&archiveName=weekly&archiveResolution=1080x1920",
        r#"{"p2p.preference":"disabled","location":null,"e2ee":true}"#,
    ] {
        caller.call(Method::POST, "/session/create", form).expect(200);
    }
}

#[test]
fn impossible_combinations_are_refused() {
    let caller = Caller::project();
    let long = format!(
        "p2p.preference=disabled&archiveMode=always&archiveName={}",
        "x".repeat(81)
    );
    for form in [
        "location=here",
        "location=1.2.3",
        "p2p.preference=maybe",
        "archiveMode=always",
        "archiveMode=always&p2p.preference=enabled",
        "archiveName=x",
        "archiveResolution=640x480",
        "p2p.preference=disabled&archiveMode=always&archiveResolution=800x600",
        "p2p.preference=disabled&archiveMode=always&e2ee=true",
        "e2ee=true",
        "e2ee=1",
        "{",
        &long,
    ] {
        let refused = caller.call(Method::POST, "/session/create", form).expect(400);
        assert!(refused["message"].is_string() && refused["code"] == -1, "{form}");
    }
    caller.session(&long[..long.len() - 1]);
}
