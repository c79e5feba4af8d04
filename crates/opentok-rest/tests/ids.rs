//! Whatever an id holds, the intended route and the exact id arrive, or a typed error comes first.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod support;

use alloc::sync::Arc;
use std::sync::Mutex;

use http_endpoint::{Base, Body, FnTransport, Transport};
use opentok_rest::{
    ArchiveId, CallError, Client, ConnectionId, LegacyPartner, StreamId,
    archive::StopArchive,
    callback::DeleteCallback,
    session::{ForceDisconnect, GetStream, MuteAll, Signal, SignalConnection},
};
use percent_encoding::percent_decode_str;
use support::samples::{SESSION, session};

/// Pieces that have led requests astray somewhere.
const PIECES: &[&str] = &[
    "..",
    ".",
    "/",
    "../",
    "\\",
    "?",
    "#",
    "%2f",
    "%2e",
    "%",
    "%00",
    "\0",
    "\n",
    "\r\n",
    " ",
    "+",
    ";",
    "=",
    "&",
    "@",
    ":",
    "//",
    "é",
    "日",
    "\u{202e}",
    "\u{feff}",
    "a",
    "0b7d6c1a",
    "~",
    "-",
    "_",
    "{archive}",
    "\"",
    "'",
    "<",
    "\t",
    "\u{7f}",
    "\u{85}",
];

/// Ten thousand ids, the same each time.
fn ids() -> impl Iterator<Item = String> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap()
    };
    (0..10_000).map(move |_| {
        let len = next() % 5 + usize::from(next() % 50 == 0) * 300;
        (0..len).map(|_| PIECES[next() % PIECES.len()]).collect()
    })
}

/// What no id can be.
fn is_hopeless(id: &str) -> bool {
    id.is_empty() || id.len() > 255 || id == "." || id == ".." || id.contains(char::is_control)
}

type Seen = Arc<Mutex<Option<(String, Vec<String>, bytes::Bytes)>>>;

/// A service that notes method and segments as a server sees them, and the body.
fn service() -> (Client<impl Transport>, Seen) {
    let seen = Seen::default();
    let log = Arc::clone(&seen);
    let transport = FnTransport(move |request: http::Request<bytes::Bytes>| {
        let uri = request.uri();
        assert_eq!((uri.host(), uri.query()), (Some("service.example"), None));
        let segments = uri.path().split('/').skip(1);
        let segments = segments.map(|segment| percent_decode_str(segment).decode_utf8().unwrap().into_owned());
        let entry = (request.method().to_string(), segments.collect(), request.body().clone());
        *log.lock().unwrap() = Some(entry);
        core::future::ready(Ok(http::Response::builder().status(404).body(Body::empty()).unwrap()))
    });
    (
        Client::new(
            transport,
            LegacyPartner::new("10000001".parse().unwrap(), "secret").into(),
        )
        .base(Base::new("https://service.example").unwrap())
        .unwrap(),
        seen,
    )
}

#[tokio::test]
async fn ten_thousand_ids_arrive_as_they_are_or_are_refused_first() {
    let (client, seen) = service();
    let (mut arrived, mut refused) = (0, 0);
    for id in ids() {
        let (Ok(stream), Ok(archive), Ok(connection)) = (
            id.parse::<StreamId>(),
            id.parse::<ArchiveId>(),
            id.parse::<ConnectionId>(),
        ) else {
            assert!(is_hopeless(&id), "{id:?}");
            refused += 1;
            continue;
        };
        assert!(!is_hopeless(&id), "{id:?}");
        let prefix = ["v2", "project", "10000001"];
        let check = |result: Option<CallError>, method: &str, rest: &[&str]| {
            assert!(matches!(result, Some(CallError::Answer(_))), "{id:?}");
            let (seen_method, segments, body) = seen.lock().unwrap().take().unwrap();
            assert_eq!(
                (seen_method.as_str(), segments),
                (
                    method,
                    [&prefix, rest].concat().iter().map(|part| (*part).to_owned()).collect()
                )
            );
            body
        };
        check(
            client.call(&StopArchive::new(archive)).await.err(),
            "POST",
            &["archive", &id, "stop"],
        );
        check(
            client.call(&GetStream::new(session(), stream.clone())).await.err(),
            "GET",
            &["session", SESSION, "stream", &id],
        );
        check(
            client
                .call(&ForceDisconnect::new(session(), connection.clone()))
                .await
                .err(),
            "DELETE",
            &["session", SESSION, "connection", &id],
        );
        check(
            client.call(&DeleteCallback::new(id.parse().unwrap())).await.err(),
            "DELETE",
            &["callback", &id],
        );
        let signal = SignalConnection::new(session(), connection, Signal::new(id.as_str()));
        let body = check(
            client.call(&signal).await.err(),
            "POST",
            &["session", SESSION, "connection", &id, "signal"],
        );
        assert_eq!(
            serde_json::from_slice::<serde_json::Value>(&body).unwrap()["data"],
            id.as_str()
        );
        let mute = MuteAll::new(session()).except(stream);
        let body = check(client.call(&mute).await.err(), "POST", &["session", SESSION, "mute"]);
        assert_eq!(
            serde_json::from_slice::<serde_json::Value>(&body).unwrap()["excludedStreamIds"][0],
            id.as_str()
        );
        arrived += 1;
    }
    println!("{arrived} ids arrived, {refused} were refused");
    assert!(arrived > 3000 && refused > 1000);
}

#[test]
fn no_such_text_is_a_session_or_a_key() {
    for id in ids() {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=' | '~');
        if let Ok(session) = id.parse::<opentok_token::SessionId>() {
            assert!(session.as_str().chars().all(is_plain), "{id:?}");
        }
        if let Ok(key) = id.parse::<opentok_token::ApiKey>() {
            assert!(key.as_str().chars().all(is_plain), "{id:?}");
        }
    }
}
