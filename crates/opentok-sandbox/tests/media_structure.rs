//! The made-up recordings: lengths, parts, tags, checksums, and the form of each format.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::Cursor;

use http_endpoint::Body;
use opentok_archive::{
    Options,
    individual::Manifest,
    zip::{IndividualZip, ZipOptions},
};
use opentok_sandbox::media::{
    Broadcasting, MAX_MS, MIN_MS, MediaFile, SEGMENT_MS, Tracks, flv, hls_playlist, hls_segment, individual_zip, mp4,
    webm,
};

const ALL: [Tracks; 3] = [Tracks::Both, Tracks::Audio, Tracks::Video];

fn files(ms: u64) -> Vec<MediaFile> {
    let mut files = vec![flv(ms), individual_zip(manifest(ms), |_| Tracks::Both).unwrap()];
    files.extend(ALL.map(|tracks| mp4(ms, tracks)));
    files.extend(ALL.map(|tracks| webm(ms, tracks)));
    files
}

fn manifest(ms: u64) -> Manifest {
    let json = format!(
        r#"{{"id": "145e08ee", "name": null, "sessionId": "1_MX4x", "createdAt": 1490984250000, "partnerId": 10000001, "files": [
        {{"filename": "a.webm", "streamId": "a", "startTimeOffset": 0, "stopTimeOffset": {ms}, "videoType": "camera"}},
        {{"filename": "b.webm", "streamId": "b", "startTimeOffset": 120, "stopTimeOffset": {}, "videoType": "screen"}}]}}"#,
        ms + 1120
    );
    Manifest::parse(json.as_bytes(), &Options::strict()).unwrap().0
}

fn whole(file: &MediaFile) -> Vec<u8> {
    file.read(0, usize::MAX).to_vec()
}

#[test]
fn a_file_is_as_long_as_it_says() {
    for ms in [0, 80, 1, 1599, 1600, 1601, 5000] {
        for file in files(ms) {
            assert_eq!(whole(&file).len() as u64, file.len(), "{} {ms}", file.content_type());
        }
    }
}

#[test]
fn any_part_of_a_file_is_that_part_of_the_whole() {
    for file in files(5000) {
        let whole = whole(&file);
        for at in (0..=whole.len()).step_by(997) {
            let end = whole.len().min(at + 3001);
            assert_eq!(
                file.read(at as u64, 3001),
                whole[at..end],
                "{} at {at}",
                file.content_type()
            );
        }
        assert_eq!(file.read(whole.len() as u64 + 7, 10), "");
    }
}

#[test]
fn a_body_carries_the_range_in_small_pieces() {
    let file = mp4(60_000, Tracks::Both);
    let whole = whole(&file);
    let mut body: Body = file.body_of(5..u64::MAX);
    let mut read = Vec::new();
    while let Some(chunk) = park(body.chunk()) {
        let chunk = chunk.unwrap();
        assert!(chunk.len() <= 64 * 1024);
        read.extend_from_slice(&chunk);
    }
    assert_eq!(read, whole[5..]);
}

#[test]
fn files_that_differ_have_different_tags() {
    let mut tags: Vec<_> = [1600, 3200, 3201]
        .into_iter()
        .flat_map(files)
        .map(|file| file.etag())
        .collect();
    assert!(tags.iter().all(|tag| tag.starts_with('"') && tag.ends_with('"')));
    let count = tags.len();
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), count);
}

#[test]
fn a_day_costs_no_memory_and_has_an_end() {
    for (day, more) in files(MAX_MS).into_iter().zip(files(MAX_MS * 2)) {
        assert!(day.len() > 50_000_000 && day.len() < 1_000_000_000, "{}", day.len());
        assert_eq!(day.read(day.len() - 10, 100).len(), 10);
        if day.content_type() != "application/zip" {
            assert_eq!(more.len(), day.len());
        }
    }
    assert_eq!(mp4(0, Tracks::Both).len(), mp4(MIN_MS, Tracks::Both).len());
}

#[test]
fn the_boxes_of_an_mp4_fill_it() {
    for tracks in ALL {
        let file = whole(&mp4(5000, tracks));
        let mut kinds = Vec::new();
        let mut at = 0;
        while at < file.len() {
            let len = u32::from_be_bytes(file[at..at + 4].try_into().unwrap()) as usize;
            kinds.push(String::from_utf8(file[at + 4..at + 8].to_vec()).unwrap());
            assert!(len >= 8, "{kinds:?}");
            at += len;
        }
        assert_eq!(at, file.len());
        assert_eq!(kinds[..3], ["ftyp", "moov", "sidx"]);
        assert_eq!(kinds[3..].chunks(2).filter(|pair| *pair == ["moof", "mdat"]).count(), 4);
        assert_eq!(kinds.len(), 11);
    }
}

#[test]
fn every_tag_of_an_flv_is_followed_by_its_length() {
    let file = whole(&flv(5000));
    assert_eq!(&file[..4], b"FLV\x01");
    let (mut at, mut last) = (13, 0);
    while at < file.len() {
        let len = u32::from_be_bytes([0, file[at + 1], file[at + 2], file[at + 3]]) as usize + 11;
        last = u32::from_be_bytes([file[at + 7], file[at + 4], file[at + 5], file[at + 6]]);
        assert_eq!(file[at + len..at + len + 4], (len as u32).to_be_bytes());
        at += len + 4;
    }
    assert_eq!(at, file.len());
    assert_eq!(last, 4992);
}

#[test]
fn the_zip_holds_what_its_manifest_says() {
    let file = individual_zip(manifest(4321), |file| {
        if file.stream_id == "a" {
            Tracks::Both
        } else {
            Tracks::Audio
        }
    })
    .unwrap();
    let mut zip = IndividualZip::open(Cursor::new(whole(&file)), &ZipOptions::new()).unwrap();
    assert!(zip.missing().is_empty() && zip.surplus().is_empty() && zip.warnings().is_empty());
    assert_eq!(zip.manifest().extra["partnerId"], 10_000_001);
    for entry in zip.manifest().files.clone() {
        let mut content = Vec::new();
        // Unpacking compares the checksum.
        assert_eq!(zip.unpack(&entry.filename, &mut content).unwrap(), entry.size.unwrap());
        let tracks = if entry.stream_id == "a" {
            Tracks::Both
        } else {
            Tracks::Audio
        };
        assert_eq!(content, whole(&webm(entry.stop_ms - entry.start_ms, tracks)));
    }
}

#[test]
fn the_playlist_of_a_broadcast_that_is_on_moves() {
    let early = hls_playlist(SEGMENT_MS * 2 + 6399, Broadcasting::Live);
    assert_eq!(
        early,
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:7\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:6.400,\n0.ts\n#EXTINF:6.400,\n1.ts\n"
    );
    let late = hls_playlist(SEGMENT_MS * 7, Broadcasting::Live);
    assert!(late.contains("SEQUENCE:2\n") && !late.contains("\n1.ts") && late.ends_with("\n6.ts\n"));
    let dvr = hls_playlist(SEGMENT_MS * 7, Broadcasting::Dvr);
    assert!(dvr.contains("TYPE:EVENT\n") && dvr.contains("\n0.ts") && dvr.ends_with("\n6.ts\n"));
}

#[test]
fn the_playlist_of_a_broadcast_that_is_over_is_whole() {
    let over = hls_playlist(SEGMENT_MS + 1234, Broadcasting::Ended);
    assert!(over.ends_with("#EXTINF:6.400,\n0.ts\n#EXTINF:1.234,\n1.ts\n#EXT-X-ENDLIST\n"));
}

#[test]
fn a_segment_is_there_when_the_playlist_has_it() {
    let at = SEGMENT_MS * 3 + 1234;
    assert!(hls_segment(2, at, Broadcasting::Live).is_some());
    assert!(hls_segment(3, at, Broadcasting::Live).is_none());
    assert!(hls_segment(3, at, Broadcasting::Ended).is_some());
    assert!(hls_segment(4, at, Broadcasting::Ended).is_none());
    assert!(hls_segment(u64::MAX, u64::MAX, Broadcasting::Ended).is_none());
}

#[test]
fn the_packets_of_segments_are_counted_on() {
    let mut last = std::collections::HashMap::new();
    for index in 0..20 {
        let segment = hls_segment(index, MAX_MS, Broadcasting::Ended).unwrap();
        assert_eq!(segment.len() % 188, 0);
        for packet in segment.chunks(188) {
            assert_eq!(packet[0], 0x47);
            let pid = u16::from_be_bytes([packet[1] & 0x1f, packet[2]]);
            let counter = packet[3] & 0xf;
            if let Some(before) = last.insert(pid, counter) {
                assert_eq!(counter, (before + 1) % 16);
            }
        }
    }
}

/// Bodies of these files never wait.
fn park<T>(future: impl Future<Output = T>) -> T {
    let mut cx = core::task::Context::from_waker(core::task::Waker::noop());
    match core::pin::pin!(future).poll(&mut cx) {
        core::task::Poll::Ready(value) => value,
        core::task::Poll::Pending => panic!("a body waits"),
    }
}
