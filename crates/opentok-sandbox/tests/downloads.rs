//! The files of archives and broadcasts as somebody downloads them who has nothing but their address.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::io::Cursor;

use bytes::Bytes;
use http::{Method, Request};
use http_endpoint::{BlockingTransport, TransportErrorKind};
use opentok_archive::zip::{IndividualZip, ZipOptions};
use serde_json::{Value, json};
use support::{Answer, Caller, send};

/// The archive of a minute of somebody's stream, once its file is there.
fn archive(caller: &Caller, settings: Value) -> Value {
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let mut start = settings;
    start["sessionId"] = session.into();
    let id = caller.post("/archive", &start).expect(200)["id"].clone();
    let path = format!("/archive/{}", id.as_str().unwrap());
    caller.wait_s(60);
    caller.post(&format!("{path}/stop"), &Value::Null).expect(200);
    caller.wait_s(5);
    caller.get(&path).expect(200)
}

struct File<'a>(&'a Caller, String);

impl File<'_> {
    fn get(&self, headers: &[(&str, &str)]) -> Answer {
        self.ask(Method::GET, headers)
    }

    fn ask(&self, method: Method, headers: &[(&str, &str)]) -> Answer {
        let headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        send(&self.0.sandbox, method, &self.1, &headers, "")
    }
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers[name].to_str().unwrap()
}

fn composed(caller: &Caller) -> File<'_> {
    let archive = archive(caller, json!({}));
    File(caller, archive["url"].as_str().unwrap().to_owned())
}

#[test]
fn a_download_goes_on_from_where_it_broke_off() {
    let caller = Caller::project();
    let file = composed(&caller);
    let whole = file.get(&[]);
    assert_eq!((whole.status.as_u16(), header(&whole, "accept-ranges")), (200, "bytes"));
    let len = whole.body.len();
    let mut body = whole.body[..100_000].to_vec();
    while body.len() < len {
        let range = format!("bytes={}-{}", body.len(), body.len() + 99_999);
        let part = file.get(&[("range", &range), ("if-range", header(&whole, "etag"))]);
        assert_eq!(part.status, 206);
        let wanted = format!("bytes {}-{}/{len}", body.len(), body.len() + part.body.len() - 1);
        assert_eq!(header(&part, "content-range"), wanted);
        body.extend_from_slice(&part.body);
    }
    assert_eq!(body, whole.body);
}

#[test]
fn a_part_of_another_file_is_not_given() {
    let caller = Caller::project();
    let file = composed(&caller);
    let whole = file.get(&[("range", "bytes=5-"), ("if-range", "\"another\"")]);
    assert_eq!(whole.status, 200);
    assert_eq!(whole.body, file.get(&[]).body);
}

#[test]
fn a_part_that_is_not_there_is_refused() {
    let caller = Caller::project();
    let file = composed(&caller);
    let len = file.get(&[]).body.len();
    let last = file.get(&[("range", &format!("bytes={}-", len - 1))]);
    assert_eq!((last.status.as_u16(), last.body.len()), (206, 1));
    let beyond = file.get(&[("range", &format!("bytes={len}-"))]);
    assert_eq!(beyond.status, 416);
    assert_eq!(header(&beyond, "content-range"), format!("bytes */{len}"));
}

#[test]
fn a_head_tells_the_length() {
    let caller = Caller::project();
    let file = composed(&caller);
    let head = file.ask(Method::HEAD, &[]);
    assert_eq!((head.status.as_u16(), head.body.len()), (200, 0));
    assert_eq!(header(&head, "content-length"), file.get(&[]).body.len().to_string());
}

#[test]
fn who_has_the_file_gets_nothing() {
    let caller = Caller::project();
    let file = composed(&caller);
    let etag = header(&file.get(&[]), "etag").to_owned();
    let same = file.get(&[("if-none-match", &etag)]);
    assert_eq!((same.status.as_u16(), same.body.len()), (304, 0));
    assert_eq!(file.get(&[("if-none-match", "\"another\"")]).status, 200);
}

#[test]
fn an_individual_archive_is_a_zip_with_a_file_for_each_stream() {
    let caller = Caller::project();
    let archive = archive(&caller, json!({"outputMode": "individual", "name": "weekly"}));
    let file = File(&caller, archive["url"].as_str().unwrap().to_owned()).get(&[]);
    assert_eq!(header(&file, "content-type"), "application/zip");
    assert_eq!(file.body.len() as u64, archive["size"].as_u64().unwrap());
    let mut zip = IndividualZip::open(Cursor::new(file.body), &ZipOptions::new()).unwrap();
    assert_eq!(zip.manifest().id, archive["id"].as_str().unwrap());
    assert_eq!(zip.manifest().name.as_deref(), Some("weekly"));
    let stream = zip.manifest().files[0].clone();
    assert_eq!((stream.start_ms, stream.stop_ms), (0, 60_000));
    zip.unpack(&stream.filename, &mut Vec::new()).unwrap();
}

#[test]
fn a_broadcast_is_a_playlist_that_grows_and_then_ends() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let start = json!({"sessionId": session, "outputs": {"hls": {}}});
    let started = caller.post("/broadcast", &start).expect(200);
    let path = format!("/broadcast/{}", started["id"].as_str().unwrap());
    caller.wait_s(30);
    let url = caller.get(&path).expect(200)["broadcastUrls"]["hls"]
        .as_str()
        .unwrap()
        .to_owned();
    let playlist = File(&caller, url.clone()).get(&[]);
    assert_eq!(header(&playlist, "content-type"), "application/vnd.apple.mpegurl");
    let last = playlist.text().lines().last().unwrap().to_owned();
    let segment = |name: &str| File(&caller, url.replace("playlist.m3u8", name)).get(&[]);
    assert_eq!(segment(&last).body[0], 0x47);
    assert_eq!(segment("99.ts").status, 404);

    caller.post(&format!("{path}/stop"), &Value::Null).expect(200);
    let over = File(&caller, url.clone()).get(&[]);
    assert!(over.text().ends_with("#EXT-X-ENDLIST\n"), "{}", over.text());
    assert!(over.text().contains("\n0.ts\n"));
}

#[test]
fn a_thread_downloads_the_same_bytes_in_memory() {
    let caller = Caller::project();
    let file = composed(&caller);
    let request = || Request::get(&file.1).body(Bytes::new()).unwrap();
    let transport = caller.sandbox.transport();
    let response = transport.send(request()).unwrap();
    let expected = file.get(&[]).body;
    assert_eq!(response.into_body().collect(expected.len()).unwrap(), expected);

    let short = transport
        .send(request())
        .unwrap()
        .into_body()
        .collect(expected.len() - 1);
    assert_eq!(short.unwrap_err().kind(), TransportErrorKind::TooLarge);
}
