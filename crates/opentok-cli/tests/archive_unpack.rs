//! `opentok archive unpack`.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::PathBuf;

use self::support::{Answer, Directory, opentok, run, text};

mod support;

/// A ZIP of stored files, byte by byte, so that it can be as wrong as a test wants.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut contents) = (Vec::new(), Vec::new());
    for (name, data) in files {
        let mut common = Vec::new();
        common.extend([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]);
        common.extend(crc32(data).to_le_bytes());
        for len in [data.len(), data.len()] {
            common.extend(u32::try_from(len).unwrap().to_le_bytes());
        }
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        let start = u32::try_from(out.len()).unwrap();
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.bytes());
        out.extend(*data);
        contents.extend(b"PK\x01\x02\x14\0");
        contents.extend(common);
        contents.extend([0; 10]);
        contents.extend(start.to_le_bytes());
        contents.extend(name.bytes());
    }
    let (at, count) = (u32::try_from(out.len()).unwrap(), u16::try_from(files.len()).unwrap());
    out.extend(&contents);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend(u32::try_from(contents.len()).unwrap().to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

const MANIFEST: &[u8] = br#"{"id":"arc","name":null,"sessionId":"1_MX4x","createdAt":1,"files":[
    {"filename":"a.webm","streamId":"a","startTimeOffset":0,"stopTimeOffset":5},
    {"filename":"b.webm","streamId":"b","startTimeOffset":0,"stopTimeOffset":5}]}"#;

/// Unpacks what is written into a directory of the test's own.
fn unpack(directory: &Directory, bytes: &[u8], arguments: &[&str]) -> (Answer, PathBuf) {
    let (source, target) = (directory.path().join("a.zip"), directory.path().join("out"));
    fs::write(&source, bytes).unwrap();
    let mut command = opentok(["archive", "unpack"]);
    let answer = run(command.args(arguments).args([text(&source), text(&target)]));
    (answer, target)
}

#[test]
fn media_and_manifest_are_unpacked_and_the_rest_is_told() {
    let directory = Directory::new("unpack");
    let bytes = zip(&[("manifest.json", MANIFEST), ("a.webm", b"media"), ("notes.txt", b"?")]);
    let (answer, target) = unpack(&directory, &bytes, &[]);
    assert_eq!(answer.code, 0, "{answer:?}");
    let expected = format!(
        "archive_id  arc\nfiles       manifest.json a.webm\nbytes       {}\nmissing     b.webm\nsurplus     notes.txt\n",
        MANIFEST.len() + 5
    );
    assert_eq!(answer.out, expected);
    assert_eq!(
        answer.err,
        "opentok: warning: b.webm is not in the ZIP\nopentok: warning: notes.txt is not in the manifest\n"
    );
    assert_eq!(fs::read(target.join("a.webm")).unwrap(), b"media");
    assert_eq!(fs::read(target.join("manifest.json")).unwrap(), MANIFEST);
    assert_eq!(fs::read_dir(&target).unwrap().count(), 2);
}

#[test]
fn json_lists_the_files() {
    let directory = Directory::new("unpack-json");
    let (answer, _) = unpack(
        &directory,
        &zip(&[("m.json", MANIFEST), ("a.webm", b"x"), ("b.webm", b"")]),
        &["--json"],
    );
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert_eq!(
        answer.json()["files"],
        serde_json::json!(["m.json", "a.webm", "b.webm"])
    );
    assert_eq!(answer.json()["missing"], serde_json::json!([]));
}

#[test]
fn tricks_are_refused_and_nothing_is_left_behind() {
    let damaged = {
        let mut bytes = zip(&[("m.json", MANIFEST), ("a.webm", b"media")]);
        let at = bytes.windows(5).position(|five| five == b"media").unwrap();
        bytes[at] = b'M';
        bytes
    };
    for (bytes, word) in [
        (zip(&[("m.json", MANIFEST), ("../evil.webm", b"x")]), "unsafe_entry"),
        (zip(&[("m.json", MANIFEST), ("folder/a.webm", b"x")]), "unsafe_entry"),
        (
            zip(&[("m.json", MANIFEST), ("a.webm", b"x"), ("a.webm", b"y")]),
            "duplicate_entry",
        ),
        (zip(&[("m.json", MANIFEST), ("n.json", MANIFEST)]), "no_single_manifest"),
        (zip(&[("a.webm", b"x")]), "no_single_manifest"),
        (zip(&[("m.json", b"{")]), "invalid_json"),
        (damaged, "damaged_zip"),
        (b"not a zip".to_vec(), "damaged_zip"),
        (Vec::new(), "damaged_zip"),
    ] {
        let directory = Directory::new("unpack-tricks");
        let (answer, target) = unpack(&directory, &bytes, &["--json"]);
        assert_eq!((answer.code, answer.error().0.as_str()), (1, word));
        assert!(!target.exists(), "{word}");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1, "{word}");
        let (answer, _) = unpack(&directory, &bytes, &[]);
        assert_eq!((answer.code, answer.err.lines().count()), (1, 1), "{word}");
    }
}

#[test]
fn what_is_there_is_not_touched() {
    let directory = Directory::new("unpack-exists");
    fs::create_dir(directory.path().join("out")).unwrap();
    fs::write(directory.path().join("out/a.webm"), b"mine").unwrap();
    let (answer, target) = unpack(&directory, &zip(&[("m.json", MANIFEST), ("a.webm", b"x")]), &["--json"]);
    assert_eq!((answer.code, answer.error().0.as_str()), (1, "folder_exists"));
    assert_eq!(fs::read(target.join("a.webm")).unwrap(), b"mine");
}

#[test]
fn a_zip_that_is_not_there_is_3() {
    let answer = run(&mut opentok([
        "archive",
        "unpack",
        "--json",
        "/nowhere/a.zip",
        "/nowhere/out",
    ]));
    assert_eq!((answer.code, answer.error().0.as_str()), (3, "io"));
}
