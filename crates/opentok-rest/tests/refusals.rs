//! What a refusal means, by call and status, and what an error tells about it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use core::{error::Error, time::Duration};

use bytes::Bytes;
use http_endpoint::{Body, Endpoint, FnTransport};
use opentok_rest::{
    AuthCause, CALLS, CallError, Clock, Refusal, RefusalKind,
    archive::StopArchive,
    legacy::{CreateLegacySession, DeleteLegacyArchive, GetLegacyManifest},
    session::CreateSession,
};
use opentok_token::UnixSeconds;
use support::{Parsers, answer, client};

/// What the documentation says of statuses that every call may answer with.
const EVERYWHERE: &[(u16, RefusalKind)] = &[
    (301, RefusalKind::Other),
    (400, RefusalKind::Invalid),
    (401, RefusalKind::Authentication),
    (403, RefusalKind::Authentication),
    (418, RefusalKind::Other),
    (429, RefusalKind::RateLimited),
    (500, RefusalKind::Server),
    (503, RefusalKind::Server),
];

/// What it says of single calls.
const SINGLE: &[(&str, u16, RefusalKind)] = &[
    ("signal_session", 404, RefusalKind::NotConnected),
    ("signal_session", 413, RefusalKind::TooLarge),
    ("signal_connection", 404, RefusalKind::NotConnected),
    ("signal_connection", 413, RefusalKind::TooLarge),
    ("force_disconnect", 404, RefusalKind::NotConnected),
    ("list_connections", 404, RefusalKind::NotFound),
    ("mute_stream", 404, RefusalKind::NotFound),
    ("mute_stream", 408, RefusalKind::NotFound),
    ("mute_all", 404, RefusalKind::NotFound),
    ("end_mute", 404, RefusalKind::NotFound),
    ("list_streams", 404, RefusalKind::NotFound),
    ("get_stream", 404, RefusalKind::NotFound),
    ("get_stream", 408, RefusalKind::NotFound),
    ("set_stream_classes", 404, RefusalKind::NotFound),
    ("set_stream_classes", 408, RefusalKind::NotFound),
    ("stop_archive", 404, RefusalKind::NotFound),
    ("stop_archive", 409, RefusalKind::NotRunning),
    ("start_archive", 404, RefusalKind::NotFound),
    ("start_archive", 409, RefusalKind::Conflict),
    ("get_archive", 404, RefusalKind::NotFound),
    ("delete_archive", 404, RefusalKind::NotFound),
    ("delete_archive", 409, RefusalKind::NotDeletable),
    ("set_archive_layout", 404, RefusalKind::NotFound),
    ("add_archive_stream", 404, RefusalKind::NotFound),
    ("add_archive_stream", 405, RefusalKind::StreamMode),
    ("remove_archive_stream", 404, RefusalKind::NotFound),
    ("remove_archive_stream", 405, RefusalKind::StreamMode),
    ("start_broadcast", 404, RefusalKind::NotFound),
    ("start_broadcast", 409, RefusalKind::AlreadyRunning),
    ("stop_broadcast", 404, RefusalKind::NotRunning),
    ("stop_broadcast", 409, RefusalKind::NotRunning),
    ("get_broadcast", 404, RefusalKind::NotFound),
    ("set_broadcast_layout", 404, RefusalKind::NotFound),
    ("add_broadcast_stream", 404, RefusalKind::NotFound),
    ("add_broadcast_stream", 405, RefusalKind::StreamMode),
    ("remove_broadcast_stream", 404, RefusalKind::NotFound),
    ("remove_broadcast_stream", 405, RefusalKind::StreamMode),
    ("start_captions", 409, RefusalKind::AlreadyRunning),
    ("stop_captions", 404, RefusalKind::NotFound),
    ("get_captions", 404, RefusalKind::NotFound),
    ("start_render", 404, RefusalKind::NotFound),
    ("stop_render", 404, RefusalKind::NotFound),
    ("get_render", 404, RefusalKind::NotFound),
    ("dial", 404, RefusalKind::NotFound),
    ("dial", 409, RefusalKind::NotRouted),
    ("play_dtmf", 404, RefusalKind::NotFound),
    ("play_dtmf_to", 404, RefusalKind::NotFound),
    ("start_audio_connector", 409, RefusalKind::NotRouted),
    ("stop_audio_connector", 404, RefusalKind::NotFound),
    ("get_project", 404, RefusalKind::NotFound),
    ("set_project_status", 404, RefusalKind::NotFound),
    ("refresh_secret", 404, RefusalKind::NotFound),
    ("delete_project", 404, RefusalKind::NotFound),
    ("delete_callback", 404, RefusalKind::NotFound),
    ("delete_legacy_archive", 404, RefusalKind::NotFound),
    ("stitch_legacy_archive", 404, RefusalKind::NotFound),
];

fn refusal(parsers: &Parsers, call: &str, response: http::Response<Bytes>) -> Refusal {
    parsers.parse(call, response).unwrap_err().refusal().unwrap().clone()
}

#[test]
fn every_status_of_every_call_has_its_documented_kind() {
    let parsers = Parsers::all();
    for call in CALLS {
        for (status, kind) in EVERYWHERE {
            let refusal = refusal(&parsers, call.name, answer(*status, ""));
            assert_eq!(
                (refusal.kind, refusal.status.as_u16()),
                (*kind, *status),
                "{}",
                call.name
            );
            assert_eq!(refusal.diagnosis.is_some(), *kind == RefusalKind::Authentication);
        }
    }
    for (call, status, kind) in SINGLE {
        assert_eq!(
            refusal(&parsers, call, answer(*status, "")).kind,
            *kind,
            "{call} {status}"
        );
    }
}

#[test]
fn every_special_status_is_a_documented_one() {
    for call in CALLS {
        for (status, _) in call.refusals {
            let documented = SINGLE
                .iter()
                .any(|(name, known, _)| *name == call.name && known == status);
            // Streams are read and muted by the same server: what it answers to one call it may to the next.
            assert!(documented || *status == 408, "{} {status}", call.name);
        }
    }
}

#[test]
fn refusals_are_understood_in_json_and_in_xml() {
    let parsers = Parsers::all();
    for body in [
        r#"{"code":-1,"message":"Invalid signature","description":"Invalid signature"}"#,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><errorPayload><code>-1</code>\
         <message>Invalid signature</message><description>Invalid signature</description></errorPayload>",
    ] {
        for call in CALLS {
            let refusal = refusal(&parsers, call.name, answer(403, body));
            assert_eq!(
                (refusal.code, refusal.message.as_deref()),
                (Some(-1), Some("Invalid signature"))
            );
            assert_eq!(refusal.diagnosis.unwrap().cause, AuthCause::WrongSignature);
        }
    }
}

#[test]
fn a_refusal_tells_how_long_to_wait() {
    for (after, seconds) in [
        ("2", Some(2)),
        ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
        ("soon", None),
    ] {
        let mut response = answer(429, "");
        let headers = response.headers_mut();
        headers.insert("retry-after", after.parse().unwrap());
        headers.insert("date", "Sun, 06 Nov 1994 08:49:37 GMT".parse().unwrap());
        let refusal = refusal(&Parsers::all(), "list_streams", response);
        assert_eq!(refusal.retry_after, seconds.map(Duration::from_secs));
    }
}

#[test]
fn an_errors_document_is_a_refusal_whatever_the_status_says() {
    let errors = |code: u16, kind: &str| {
        let body = format!("<Errors><error code=\"{code}\"><{kind} message=\"no &amp; no\"/></error></Errors>");
        answer(200, body)
    };
    let key = "10000001".parse().unwrap();
    let error = CreateLegacySession::new(key)
        .parse(errors(403, "notAuthorized"))
        .unwrap_err();
    assert_eq!(error.refusal().unwrap().kind, RefusalKind::Authentication);
    let error = CreateSession::routed().parse(errors(403, "notAuthorized")).unwrap_err();
    assert_eq!(error.refusal().unwrap().message.as_deref(), Some("no & no"));
    let archive = || "a1".parse().unwrap();
    let error = GetLegacyManifest::new(archive())
        .parse(errors(404, "itemNotFound"))
        .unwrap_err();
    assert_eq!(error.refusal().unwrap().kind, RefusalKind::NotFound);
    let error = DeleteLegacyArchive::new(archive())
        .parse(errors(404, "itemNotFound"))
        .unwrap_err();
    assert_eq!(
        (error.refusal().unwrap().kind, error.status().as_u16()),
        (RefusalKind::NotFound, 200)
    );
}

#[test]
fn no_error_holds_more_than_256_bytes_of_an_answer() {
    let parsers = Parsers::all();
    for body in [
        "é".repeat(3000),
        format!(r#"{{"message":"{0}","description":"{0}x","code":1}}"#, "a".repeat(3000)),
        format!("<errorPayload><message>{}</message></errorPayload>", "a".repeat(3000)),
        format!("[{}]", "\"a\",".repeat(3000)),
    ] {
        for call in CALLS {
            for status in [200, 404] {
                let Err(error) = parsers.parse(call.name, answer(status, body.clone())) else {
                    continue;
                };
                let mut text = error.to_string();
                let mut source = error.source();
                while let Some(cause) = source {
                    text += &cause.to_string();
                    source = cause.source();
                }
                assert!(text.len() < 256 + 200, "{}: {text}", call.name);
                let refusal = error.refusal();
                let texts = refusal.map(|refusal| [&refusal.message, &refusal.description, &refusal.excerpt]);
                let len: usize = texts.into_iter().flatten().flatten().map(|text| text.len()).sum();
                assert!(len <= 256, "{}", call.name);
            }
        }
    }
}

#[tokio::test]
async fn refused_credentials_are_diagnosed_with_the_skew_of_the_clock() {
    for (now, skew, said) in [
        (784_111_777 + 90, 90, "the clock is 90 s ahead"),
        (784_111_777 - 4000, -4000, "the clock is 4000 s behind"),
        (784_111_777, 0, "the clock is right"),
    ] {
        let transport = FnTransport(|_| async {
            let response = http::Response::builder()
                .status(403)
                .header("date", "Sun, 06 Nov 1994 08:49:37 GMT")
                .header("x-opentok-trace", "f=unknown&s=cerberus&u=7");
            Ok(response
                .body(Body::from(r#"{"code":-1,"message":"Issuer not found"}"#))
                .unwrap())
        });
        let client = client(transport).clock(Clock::new(move || UnixSeconds::new(now)));
        let error = client.call(&StopArchive::new("a1".parse().unwrap())).await.unwrap_err();
        let refusal = error.refusal().unwrap();
        let diagnosis = refusal.diagnosis.as_ref().unwrap();
        assert_eq!(
            (diagnosis.cause, diagnosis.skew.unwrap().seconds()),
            (AuthCause::UnknownKey, skew)
        );
        assert_eq!(refusal.trace_id.as_deref(), Some("f=unknown&s=cerberus&u=7"));
        assert!(refusal.to_string().contains(said), "{refusal}");
        assert!(matches!(error, CallError::Answer(_)) && !error.outcome_is_unknown());
    }
}
