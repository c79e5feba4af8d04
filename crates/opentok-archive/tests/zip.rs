//! ZIP files as they come, and as they should not.
#![cfg(feature = "zip")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs,
    io::{Cursor, Write},
    path::PathBuf,
};

use opentok_archive::zip::{IndividualZip, ZipError, ZipOptions};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const MANIFEST: &str = r#"{"id":"a","sessionId":"s","createdAt":1,"files":[
    {"filename":"one.webm","streamId":"1","startTimeOffset":0,"stopTimeOffset":10},
    {"filename":"two.webm","streamId":"2","startTimeOffset":5,"stopTimeOffset":20}]}"#;

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn usual() -> Vec<u8> {
    zip(&[
        ("one.webm", b"first"),
        ("archive.json", MANIFEST.as_bytes()),
        ("two.webm", b"second"),
    ])
}

fn open(bytes: &[u8]) -> Result<IndividualZip<Cursor<&[u8]>>, ZipError> {
    IndividualZip::open(Cursor::new(bytes), &ZipOptions::new())
}

fn refused(bytes: &[u8]) -> &'static str {
    open(bytes).unwrap_err().code()
}

/// Replaces bytes wherever they stand, in local headers and in the table of contents.
fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + from.len()].copy_from_slice(to);
        }
    }
    bytes
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_usual_archive_is_extracted_whole() {
    let bytes = usual();
    let mut archive = open(&bytes).unwrap();
    assert_eq!((archive.missing().len(), archive.surplus().len()), (0, 0));
    assert_eq!(archive.manifest().files.len(), 2);
    let base = scratch("usual");
    let extracted = archive.extract(&base.join("out")).unwrap();
    assert_eq!(
        extracted.files.iter().map(|name| name.as_str()).collect::<Vec<_>>(),
        ["archive.json", "one.webm", "two.webm"]
    );
    assert_eq!(extracted.bytes, 11 + MANIFEST.len() as u64);
    assert_eq!(fs::read(base.join("out/two.webm")).unwrap(), b"second");
    assert_eq!(fs::read_dir(&base).unwrap().count(), 1);
    assert!(matches!(archive.extract(&base.join("out")), Err(ZipError::Exists)));
    fs::remove_dir_all(base).unwrap();
}

#[test]
fn missing_and_surplus_media_are_told() {
    let bytes = zip(&[
        ("m.json", MANIFEST.as_bytes()),
        ("two.webm", b"second"),
        ("z.webm", b"?"),
        ("notes.txt", b"?"),
    ]);
    let mut archive = open(&bytes).unwrap();
    assert_eq!(
        archive.missing().iter().map(|name| name.as_str()).collect::<Vec<_>>(),
        ["one.webm"]
    );
    assert_eq!(
        archive.surplus().iter().map(|name| name.as_str()).collect::<Vec<_>>(),
        ["notes.txt", "z.webm"]
    );
    let base = scratch("surplus");
    assert_eq!(archive.extract(&base.join("out")).unwrap().files.len(), 2);
    assert!(!base.join("out/z.webm").exists());
    assert!(matches!(
        archive.unpack(&"one.webm".parse().unwrap(), &mut Vec::new()),
        Err(ZipError::NotFound)
    ));
    fs::remove_dir_all(base).unwrap();
}

#[test]
fn names_that_leave_the_folder_are_refused() {
    for name in [
        "../one.webm",
        "/one.webm",
        "a/one.webm",
        "a\\one.webm",
        "..",
        "-one.webm",
        "c:one.webm",
        "a\none.webm",
    ] {
        assert_eq!(
            refused(&zip(&[("m.json", MANIFEST.as_bytes()), (name, b"x")])),
            "unsafe_entry",
            "{name:?}"
        );
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .add_symlink("one.webm", "/etc/passwd", SimpleFileOptions::default())
        .unwrap();
    assert_eq!(refused(&writer.finish().unwrap().into_inner()), "unsafe_entry");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_directory("folder", SimpleFileOptions::default()).unwrap();
    assert_eq!(refused(&writer.finish().unwrap().into_inner()), "unsafe_entry");
}

#[test]
fn duplicates_are_refused() {
    let bytes = zip(&[("m.json", MANIFEST.as_bytes()), ("one.webm", b"a"), ("two.webm", b"b")]);
    assert_eq!(refused(&replace(&bytes, b"two.webm", b"one.webm")), "duplicate_entry");
}

#[test]
fn there_must_be_one_manifest_that_can_be_read() {
    assert_eq!(refused(&zip(&[("one.webm", b"x")])), "no_single_manifest");
    assert_eq!(
        refused(&zip(&[("a.json", MANIFEST.as_bytes()), ("b.json", b"{}")])),
        "no_single_manifest"
    );
    assert_eq!(refused(&zip(&[("a.json", b"{}")])), "missing_field");
    let traversal = MANIFEST.replace("one.webm", "../one.webm");
    assert_eq!(refused(&zip(&[("a.json", traversal.as_bytes())])), "unsafe_filename");
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    let bomb = zip(&[("m.json", MANIFEST.as_bytes()), ("one.webm", &vec![0; 8 << 20])]);
    assert!(bomb.len() < 20_000);
    assert_eq!(refused(&bomb), "suspicious_ratio");
    let with = |options: &ZipOptions| IndividualZip::open(Cursor::new(&bomb[..]), options).map(drop);
    assert!(with(&ZipOptions::new().max_ratio(2_000)).is_ok());
    let total = (8 << 20) + MANIFEST.len() as u64;
    assert!(with(&ZipOptions::new().max_ratio(2_000).max_unpacked_bytes(total)).is_ok());
    let one_less = ZipOptions::new().max_ratio(2_000).max_unpacked_bytes(total - 1);
    assert!(matches!(with(&one_less), Err(ZipError::TooLarge { .. })));
    assert!(matches!(
        with(&ZipOptions::new().max_entries(1)),
        Err(ZipError::TooManyEntries { limit: 1 })
    ));
    let long = MANIFEST.to_owned() + &" ".repeat(5 << 20);
    assert_eq!(refused(&zip(&[("m.json", long.as_bytes())])), "suspicious_ratio");
    let short = ZipOptions::new().manifest(opentok_archive::Options::lenient().max_bytes(10));
    assert!(matches!(
        IndividualZip::open(Cursor::new(usual()), &short),
        Err(ZipError::TooLarge { limit: 10 })
    ));
}

#[test]
fn a_damaged_file_leaves_nothing_behind() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in [
        ("m.json", MANIFEST.as_bytes()),
        ("one.webm", b"first"),
        ("two.webm", b"second"),
    ] {
        writer.start_file(name, stored).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let bytes = replace(&writer.finish().unwrap().into_inner(), b"second", b"secxnd");
    let mut archive = open(&bytes).unwrap();
    let base = scratch("damaged");
    assert!(matches!(archive.extract(&base.join("out")), Err(ZipError::Damaged)));
    assert_eq!(fs::read_dir(&base).unwrap().count(), 0);
    fs::remove_dir_all(base).unwrap();
}

#[test]
fn every_cut_and_every_changed_byte_gives_a_value_or_an_error() {
    let bytes = usual();
    for len in 0..bytes.len() {
        assert!(open(&bytes[..len]).is_err(), "{len}");
    }
    for at in 0..bytes.len() {
        for flip in [1, 0x80, 0xFF] {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            if let Ok(mut archive) = open(&changed) {
                for name in ["one.webm", "two.webm"] {
                    let _ = archive.unpack(&name.parse().unwrap(), &mut Vec::new());
                }
            }
        }
    }
}
