//! What is written down, what is not, and what comes of it again.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "record")]

use core::error::Error;
use std::io::{self, Write};

use bytes::Bytes;
use http_endpoint::{
    Base, Body, FnTransport, ReadRecordingError, Record, Redaction, Replay, ReplayError, Transport, TransportError,
    TransportErrorKind, read_response,
};

fn base() -> Base {
    Base::new("https://h.example/v1").unwrap()
}

/// Answers with what it was sent; fails where it says so.
fn service() -> impl Transport {
    FnTransport(|request: http::Request<Bytes>| async move {
        if request.uri().path().ends_with("fail") {
            return Err(TransportErrorKind::Interrupted.into());
        }
        let response = http::Response::builder()
            .status(201)
            .header("x-own", "v")
            .header("set-cookie", "hidden");
        Ok(response.body(Body::from(request.into_body())).unwrap())
    })
}

fn requests() -> Vec<http::Request<Bytes>> {
    vec![
        base()
            .get(&["a"])
            .query("token", "hidden")
            .query("b", "c")
            .header("authorization", "hidden")
            .build(),
        base()
            .post(&["b"])
            .header("x-service-auth", "hidden")
            .json_body(r#"{"password":"hidden"}"#)
            .build(),
        base()
            .put(&["c"])
            .body("application/octet-stream", vec![0, 255])
            .build(),
        base().get(&["fail"]).build(),
    ]
}

async fn recording() -> String {
    let record = Record::new(service(), Vec::new());
    for request in requests() {
        if request.method() != "POST" {
            let _ = record.send(request).await;
        }
    }
    String::from_utf8(record.finish().unwrap()).unwrap()
}

#[tokio::test]
async fn a_recording_holds_no_secret_of_the_request_and_no_host() {
    let text = recording().await;
    assert_eq!(text.lines().count(), 3);
    assert!(!text.contains("hidden") && !text.contains("h.example"), "{text}");
    assert!(text.contains("token=(redacted)&b=c") && text.contains("\"x-own\""));

    let silent = FnTransport(|_| async { Ok(http::Response::new(Body::empty())) });
    let record = Record::new(silent, Vec::new()).redaction(Redaction::new().name("b"));
    for request in requests() {
        record.send(request).await.unwrap();
    }
    let text = String::from_utf8(record.finish().unwrap()).unwrap();
    assert!(!text.contains("hidden") && text.contains("b=(redacted)"), "{text}");
}

#[tokio::test]
async fn a_replay_answers_as_the_service_did() {
    let replay = Replay::read(recording().await.as_bytes()).unwrap();
    assert_eq!(replay.exchanges_left(), 3);
    let requests = requests();
    let first = replay.send(requests[0].clone()).await.unwrap();
    assert_eq!(
        (first.status().as_u16(), first.headers()["x-own"].as_bytes()),
        (201, &b"v"[..])
    );
    assert!(first.headers().get("set-cookie").is_none());
    let third = read_response(replay.send(requests[2].clone()).await.unwrap(), 10)
        .await
        .unwrap();
    assert_eq!(&third.body()[..], [0, 255]);
    let error = replay.send(requests[3].clone()).await.unwrap_err();
    assert_eq!(
        (error.kind(), replay.exchanges_left()),
        (TransportErrorKind::Interrupted, 0)
    );
    assert_eq!(
        cause(replay.send(requests[0].clone()).await),
        ReplayError::Ended { exchanges: 3 }
    );
}

#[tokio::test]
async fn a_request_that_does_not_fit_says_where() {
    let replay = Replay::read(recording().await.as_bytes()).unwrap();
    let path = |path: &str| base().get(&[path]);
    for (request, error) in [
        (base().delete(&["a"]), ReplayError::Method { number: 1 }),
        (path("b"), ReplayError::Path { number: 1 }),
        (path("a"), ReplayError::Query { number: 1 }),
        (
            path("a").query("token", "other").query("b", "d"),
            ReplayError::Query { number: 1 },
        ),
        (
            path("a").query("token", "other").query("b", "c").json_body("{}"),
            ReplayError::Body { number: 1 },
        ),
    ] {
        assert_eq!(cause(replay.send(request.build()).await), error);
    }
    let fits = path("a").query("token", "other").query("b", "c").build();
    assert!(replay.send(fits).await.is_ok());
}

#[tokio::test]
async fn a_writer_that_fails_disturbs_no_exchange_and_is_told_in_the_end() {
    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let record = Record::new(service(), Full);
    assert!(record.send(requests().remove(0)).await.is_ok());
    assert_eq!(record.finish().err().unwrap().kind(), io::ErrorKind::StorageFull);
}

#[tokio::test]
async fn an_answer_past_the_cap_is_too_large_and_recorded_as_that() {
    let record = Record::new(service(), Vec::new()).max_body(3);
    let error = record
        .send(base().post(&["a"]).json_body("long").build())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::TooLarge);
    assert!(
        String::from_utf8(record.finish().unwrap())
            .unwrap()
            .contains(r#""failure":"too_large""#)
    );
}

#[test]
fn what_is_no_recording_is_refused() {
    assert!(matches!(
        Replay::read(&b"\n\n{}\n"[..]),
        Err(ReadRecordingError::Line { number: 3 })
    ));
    assert!(matches!(Replay::read(&b"\xff"[..]), Err(ReadRecordingError::Io(_))));
    assert_eq!(Replay::read(&b"\n"[..]).unwrap().exchanges_left(), 0);
    let endless = io::BufReader::new(io::repeat(b' '));
    assert!(matches!(Replay::read(endless), Err(ReadRecordingError::TooLong)));
}

fn cause(result: Result<http::Response<Body>, TransportError>) -> ReplayError {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Request);
    *error.source().unwrap().downcast_ref().unwrap()
}
