//! The short methods of both clients, and the lists.

use core::{
    future::poll_fn,
    pin::Pin,
    sync::atomic::{AtomicU64, Ordering},
};
use std::sync::Mutex;

use bytes::Bytes;
use futures_core::Stream;
use http_endpoint::{BlockingBody, BlockingTransport, Body, FnTransport, TransportError};
use opentok_rest::{
    ArgumentError, CallError, Client, Credentials, OpenTok,
    archive::{ListArchives, StartArchive},
    blocking,
    broadcast::{Hls, ListBroadcasts, StartBroadcast},
    captions::StartCaptions,
    connect::{StartAudioConnector, WebSocketTarget},
    option::{Arrangement, ClientToken, Media, Secret},
    render::{ListRenders, StartRender},
    sip::{Dial, SipTarget},
    storage::{Azure, SetArchiveStorage},
};

use crate::wire::SESSION;

fn credentials() -> Credentials {
    OpenTok::new("10000001".parse().unwrap(), "1234567890abcdef1234567890abcdef12345678").into()
}

fn token() -> ClientToken {
    ClientToken::new("T1==dG9rZW4").unwrap()
}

fn session() -> opentok_token::SessionId {
    SESSION.parse().unwrap()
}

/// Notes what it is asked, and refuses.
#[derive(Default)]
struct Notes(Mutex<Vec<String>>);

impl Notes {
    fn note(&self, request: &http::Request<Bytes>) {
        let path = request.uri().path().strip_prefix("/v2/project/10000001").unwrap();
        let line = format!("{} {}", request.method(), path.replace(SESSION, "S"));
        self.0.lock().unwrap().push(line);
    }
}

impl BlockingTransport for Notes {
    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
        self.note(&request);
        Ok(http::Response::builder().status(404).body(Bytes::new().into()).unwrap())
    }
}

/// Makes each call with either client, and tells what the service saw of it.
macro_rules! both {
    ($client:ident: $($call:expr => $line:literal,)*) => {{
        let expected = [$($line),*];
        let notes = Notes::default();
        let transport = FnTransport(|request| {
            notes.note(&request);
            core::future::ready(Ok(http::Response::builder().status(404).body(Body::empty()).unwrap()))
        });
        let $client = Client::new(transport, credentials());
        $(assert_eq!($call.await.unwrap_err().refusal().unwrap().status, 404);)*
        assert_eq!(*notes.0.lock().unwrap(), expected);
        let notes = Notes::default();
        let $client = blocking::Client::new(&notes, credentials());
        $(assert_eq!($call.unwrap_err().refusal().unwrap().status, 404);)*
        assert_eq!(*notes.0.lock().unwrap(), expected);
    }};
}

#[tokio::test]
async fn archives_have_short_methods() {
    let archive = || "a".parse().unwrap();
    let stream = || "s".parse().unwrap();
    let storage = || Azure::new("acct", Secret::new("a2V5"), "archives").unwrap();
    both! { client:
        client.start_archive(StartArchive::new(session())) => "POST /archive",
        client.stop_archive(archive()) => "POST /archive/a/stop",
        client.get_archive(archive()) => "GET /archive/a",
        client.list_archives(ListArchives::new()) => "GET /archive",
        client.delete_archive(archive()) => "DELETE /archive/a",
        client.set_archive_layout(archive(), Arrangement::Pip) => "PUT /archive/a/layout",
        client.add_archive_stream(archive(), stream(), Media::default()) => "PATCH /archive/a/streams",
        client.remove_archive_stream(archive(), stream()) => "PATCH /archive/a/streams",
        client.set_archive_storage(SetArchiveStorage::new(storage())) => "PUT /archive/storage",
        client.delete_archive_storage() => "DELETE /archive/storage",
    }
}

#[tokio::test]
async fn broadcasts_have_short_methods() {
    let broadcast = || "b".parse().unwrap();
    let stream = || "s".parse().unwrap();
    both! { client:
        client.start_broadcast(StartBroadcast::new(session(), Hls::Plain)) => "POST /broadcast",
        client.stop_broadcast(broadcast()) => "POST /broadcast/b/stop",
        client.get_broadcast(broadcast()) => "GET /broadcast/b",
        client.list_broadcasts(ListBroadcasts::new()) => "GET /broadcast",
        client.set_broadcast_layout(broadcast(), Arrangement::Pip) => "PUT /broadcast/b/layout",
        client.add_broadcast_stream(broadcast(), stream(), Media::default()) => "PATCH /broadcast/b/streams",
        client.remove_broadcast_stream(broadcast(), stream()) => "PATCH /broadcast/b/streams",
    }
}

#[tokio::test]
async fn captions_composers_callers_and_connectors_have_short_methods() {
    let page = || "https://app.example.net/scene".parse().unwrap();
    let far_end = || SipTarget::new("sip:user@sip.example.net".parse().unwrap());
    let socket = || WebSocketTarget::new("wss://audio.example.net/in".parse().unwrap());
    let digits = || "1".parse().unwrap();
    both! { client:
        client.start_captions(StartCaptions::new(session(), token())) => "POST /captions",
        client.stop_captions("c".parse().unwrap()) => "POST /captions/c/stop",
        client.get_captions("c".parse().unwrap()) => "GET /captions/c",
        client.start_render(StartRender::new(session(), token(), page())) => "POST /render",
        client.stop_render("r".parse().unwrap()) => "DELETE /render/r",
        client.get_render("r".parse().unwrap()) => "GET /render/r",
        client.list_renders(ListRenders::new()) => "GET /render",
        client.dial(Dial::new(session(), token(), far_end())) => "POST /dial",
        client.play_dtmf(session(), digits()) => "POST /session/S/play-dtmf",
        client.play_dtmf_to(session(), "c".parse().unwrap(), digits()) => "POST /session/S/connection/c/play-dtmf",
        client.start_audio_connector(StartAudioConnector::new(session(), token(), socket())) => "POST /connect",
        client.stop_audio_connector("w".parse().unwrap()) => "POST /connect/w/stop",
    }
}

/// A page of two of the archives that there are: one more in front at every request.
fn shifting(requests: &AtomicU64, request: &http::Request<Bytes>) -> String {
    let newest = 5 + requests.fetch_add(1, Ordering::SeqCst);
    let offset = request
        .uri()
        .query()
        .unwrap_or_default()
        .split('&')
        .find_map(|pair| pair.strip_prefix("offset="));
    let offset: u64 = offset.map_or(0, |offset| offset.parse().unwrap());
    let there = (0..=newest).rev().skip(usize::try_from(offset).unwrap()).take(2);
    let items: Vec<_> = there
        .map(|n| serde_json::json!({"id": format!("a{n}"), "status": "available"}))
        .collect();
    serde_json::json!({"count": newest + 1, "items": items}).to_string()
}

const ALL: [&str; 6] = ["a5", "a4", "a3", "a2", "a1", "a0"];

#[tokio::test]
async fn archives_that_shift_come_once_as_a_stream() {
    let requests = AtomicU64::new(0);
    let transport =
        FnTransport(|request| core::future::ready(Ok(http::Response::new(Body::from(shifting(&requests, &request))))));
    let client = Client::new(transport, credentials());
    let mut archives = client.archives(ListArchives::new().session(session()).count(2));
    let mut found = Vec::new();
    while let Some(archive) = poll_fn(|cx| Pin::new(&mut archives).poll_next(cx)).await {
        found.push(archive.unwrap().id);
    }
    assert_eq!(found, ALL);
}

#[test]
fn archives_that_shift_come_once_as_an_iterator() {
    struct Shifting(AtomicU64);

    impl BlockingTransport for Shifting {
        fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<BlockingBody>, TransportError> {
            Ok(http::Response::new(shifting(&self.0, &request).into()))
        }
    }

    let client = blocking::Client::new(Shifting(AtomicU64::new(0)), credentials());
    let mut archives = client.archives(ListArchives::new().count(2));
    let found: Vec<_> = archives.by_ref().map(|archive| archive.unwrap().id).collect();
    assert_eq!(found, ALL);
    assert!(archives.next().is_none());
}

#[test]
fn an_error_ends_an_iterator() {
    let notes = Notes::default();
    let client = blocking::Client::new(&notes, credentials());
    let mut broadcasts = client.broadcasts(ListBroadcasts::new());
    assert!(broadcasts.next().unwrap().is_err());
    assert!(broadcasts.next().is_none());
    assert_eq!(notes.0.lock().unwrap().len(), 1);
}

#[test]
fn a_page_that_is_too_long_is_not_asked_for() {
    let notes = Notes::default();
    let client = blocking::Client::new(&notes, credentials());
    let first = client.renders(ListRenders::new().count(1001)).next().unwrap();
    assert!(matches!(
        first,
        Err(CallError::Argument(ArgumentError::Range { name: "count", .. }))
    ));
    assert!(notes.0.lock().unwrap().is_empty());
}
