//! Calls about live captions.

use http_endpoint::{Endpoint, Safety};
use opentok_rest::{
    CaptionsId, RefusalKind,
    captions::{CaptionsStatus, GetCaptions, MaxDuration, StartCaptions, StopCaptions},
    option::ClientToken,
};

use crate::wire::{self, SESSION, answer, body, line, recorded, sent};

const ID: &str = "7c0680fc-6274-4de5-a66f-d0648e8d3ac2";

fn id() -> CaptionsId {
    ID.parse().unwrap()
}

fn start() -> StartCaptions {
    StartCaptions::new(SESSION.parse().unwrap(), ClientToken::new("T1==dG9rZW4").unwrap())
}

#[test]
fn a_start_sends_nothing_that_was_not_asked_for() {
    let expected = format!(r#"{{"sessionId":"{SESSION}","token":"T1==dG9rZW4"}}"#);
    assert_eq!(sent(&start()), body("POST /captions", &expected));
}

#[test]
fn a_start_sends_every_option_and_its_flag_as_a_flag() {
    let start = start()
        .language("en-GB".parse().unwrap())
        .max_duration(MaxDuration::new(1800).unwrap())
        .whole_sentences()
        .status_callback("https://app.example.net/captions".parse().unwrap());
    let expected = format!(
        r#"{{"sessionId":"{SESSION}","token":"T1==dG9rZW4","languageCode":"en-GB","maxDuration":1800,{}"#,
        r#""partialCaptions":false,"statusCallbackUrl":"https://app.example.net/captions"}"#
    );
    assert_eq!(sent(&start), body("POST /captions", &expected));
}

#[test]
fn a_duration_is_taken_at_its_limits_and_refused_one_past_them() {
    assert!(MaxDuration::new(300).is_ok() && MaxDuration::new(14_400).is_ok());
    assert!(MaxDuration::new(299).is_err() && MaxDuration::new(14_401).is_err());
}

#[test]
fn debug_of_a_start_shows_no_token() {
    assert!(!format!("{:?}", start()).contains("dG9rZW4"));
}

#[test]
fn the_other_calls_send_what_is_documented() {
    assert_eq!(
        sent(&StopCaptions::new(id())),
        line(&format!("POST /captions/{ID}/stop"))
    );
    assert_eq!(sent(&GetCaptions::new(id())), line(&format!("GET /captions/{ID}")));
    assert_eq!(start().safety(), Safety::Once);
}

#[test]
fn the_id_is_read_under_either_name() {
    let started = start().parse(recorded("caption-start")).unwrap();
    assert_eq!((started.id.as_str(), started.status), (ID, None));
    let got = GetCaptions::new(id()).parse(recorded("caption-get")).unwrap();
    assert_eq!((got.id.as_str(), &got.status), (ID, &Some(CaptionsStatus::Started)));
    assert_eq!(got.owner(), Some("78d335fa-323d-0114-9c3d-d6f0d48968cf"));
    assert_eq!(got.provider.as_deref(), Some("aws-transcribe"));
    let both = format!(r#"{{"captionId":"{ID}","captionsId":"{ID}"}}"#);
    assert_eq!(start().parse(answer(202, &both)).unwrap().id.as_str(), ID);
}

#[test]
fn failed_captions_say_why() {
    let failed = GetCaptions::new(id()).parse(recorded("caption-get-failed")).unwrap();
    assert_eq!(failed.status, Some(CaptionsStatus::Failed));
    assert_eq!((failed.owner(), failed.duration), (Some("10000001"), Some(12)));
    assert_eq!(failed.reason.as_deref(), Some("Maximum duration exceeded."));
}

#[test]
fn what_is_written_of_captions_is_read_again() {
    let got = GetCaptions::new(id()).parse(recorded("caption-get")).unwrap();
    let written = serde_json::to_string(&got).unwrap();
    let again = GetCaptions::new(id()).parse(answer(200, &written)).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
}

#[test]
fn each_refusal_has_its_kind() {
    wire::refuses(&start(), &[(409, RefusalKind::AlreadyRunning)]);
    wire::refuses(&StopCaptions::new(id()), &[(404, RefusalKind::NotFound)]);
    wire::refuses(&GetCaptions::new(id()), &[(404, RefusalKind::NotFound)]);
}

#[test]
fn captions_on_already_keep_their_code() {
    let error = start()
        .parse(answer(409, r#"{"code":60003,"message":"Audio captioning is on"}"#))
        .unwrap_err();
    assert_eq!(error.refusal().unwrap().code, Some(60003));
}

#[test]
fn every_happy_status_is_taken() {
    wire::takes_any_happy_status(&start(), r#"{"captionsId":"c"}"#);
    wire::takes_any_happy_status(&StopCaptions::new(id()), "");
}

#[test]
fn captions_without_an_id_are_unreadable() {
    wire::needs_an_id(&start());
    wire::needs_an_id(&GetCaptions::new(id()));
}
