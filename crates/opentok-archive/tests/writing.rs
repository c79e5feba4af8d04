//! Manifests that are put together by hand and written: what could not be read back is refused.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use opentok_archive::individual::{self, StreamFile, WriteIndividualError};
use opentok_archive::manifest::{self, Element, Event, EventKind, Extra, Video, WriteManifestError};
use opentok_archive::{MAX_NUMBER, Options};
use serde_json::{Map, json};

/// A manifest of 2011 with one video, which is played.
fn legacy() -> manifest::Manifest {
    let video = Video {
        id: "v".into(),
        length_ms: MAX_NUMBER,
        name: "<Ann> & \"Bob\"\n".into(),
        extra: Extra::default(),
    };
    let event = Event {
        kind: EventKind::Play,
        id: "v".into(),
        offset_ms: MAX_NUMBER,
        data: Some("".into()),
        extra: [("codec", "vp6")].into_iter().collect(),
    };
    manifest::Manifest {
        version: Some("0.1".into()),
        archive_id: "a".into(),
        title: String::new(),
        resources: vec![video],
        timeline: vec![event],
        extra: Extra::default(),
    }
}

/// The manifest of an archive with one file.
fn individual() -> individual::Manifest {
    let file = StreamFile {
        filename: "s.webm".parse().unwrap(),
        stream_id: "s".into(),
        start_ms: 0,
        stop_ms: MAX_NUMBER,
        size: Some(MAX_NUMBER),
        connection_data: String::new(),
        video_type: Some("hologram".into()),
        extra: Map::new(),
    };
    individual::Manifest {
        id: "a".into(),
        name: None,
        session_id: Some("1_MX4x".into()),
        created_at_ms: Some(MAX_NUMBER),
        files: vec![file],
        extra: [("tag".to_owned(), json!("main"))].into_iter().collect(),
    }
}

#[test]
fn what_is_written_reads_back_at_the_greatest_number() {
    let (read, _) = manifest::Manifest::parse(legacy().to_xml().unwrap().as_bytes(), &Options::lenient()).unwrap();
    assert_eq!(read, legacy());
    let text = individual().to_json().unwrap();
    let (read, _) = individual::Manifest::parse(text.as_bytes(), &Options::lenient()).unwrap();
    assert_eq!(read, individual());
}

#[test]
fn a_manifest_of_2011_that_could_not_be_read_back_is_not_written() {
    let refused = |change: fn(&mut manifest::Manifest)| {
        let mut manifest = legacy();
        change(&mut manifest);
        manifest.to_xml().unwrap_err()
    };
    let (video, event, root) = (Element::Video, Element::Event, Element::Manifest);
    let index = 0;
    for (error, expected, text) in [
        (
            refused(|manifest| manifest.title = "a\0".into()),
            WriteManifestError::Character { element: root, index },
            "manifest 0 has a character that XML cannot express",
        ),
        (
            refused(|manifest| manifest.archive_id.clear()),
            WriteManifestError::EmptyId { element: root, index },
            "manifest 0 has an empty id",
        ),
        (
            refused(|manifest| manifest.resources[0].id = "".into()),
            WriteManifestError::EmptyId { element: video, index },
            "video 0 has an empty id",
        ),
        (
            refused(|manifest| manifest.resources[0].length_ms = MAX_NUMBER + 1),
            WriteManifestError::Number { element: video, index },
            "video 0 has a number above 2^53 - 1",
        ),
        (
            refused(|manifest| manifest.timeline[0].offset_ms = u64::MAX),
            WriteManifestError::Number { element: event, index },
            "event 0 has a number above 2^53 - 1",
        ),
        (
            refused(|manifest| drop(manifest.timeline[0].extra.insert("offset", "1"))),
            WriteManifestError::Name { element: event, index },
            "event 0 has an extra attribute whose name cannot be used",
        ),
    ] {
        assert_eq!((error, error.to_string().as_str()), (expected, text));
    }
    for name in ["", "1st", "a b", "xmlns", "xmlns:x"] {
        let mut manifest = legacy();
        manifest.extra.insert(name, "x");
        let expected = WriteManifestError::Name { element: root, index };
        assert_eq!(manifest.to_xml(), Err(expected), "{name:?}");
    }
}

#[test]
fn an_individual_manifest_that_could_not_be_read_back_is_not_written() {
    let refused = |change: fn(&mut individual::Manifest)| {
        let mut manifest = individual();
        change(&mut manifest);
        manifest.to_json().unwrap_err()
    };
    for (error, expected, text) in [
        (
            refused(|manifest| manifest.id.clear()),
            WriteIndividualError::EmptyId,
            "an id is empty",
        ),
        (
            refused(|manifest| manifest.files[0].stream_id.clear()),
            WriteIndividualError::EmptyId,
            "an id is empty",
        ),
        (
            refused(|manifest| drop(manifest.extra.insert("files".into(), json!([])))),
            WriteIndividualError::Name,
            "an extra field has the name of a known one",
        ),
        (
            refused(|manifest| drop(manifest.files[0].extra.insert("size".into(), json!(1)))),
            WriteIndividualError::Name,
            "an extra field has the name of a known one",
        ),
        (
            refused(|manifest| manifest.created_at_ms = Some(MAX_NUMBER + 1)),
            WriteIndividualError::Number,
            "a number is above 2^53 - 1",
        ),
        (
            refused(|manifest| manifest.files[0].size = Some(MAX_NUMBER + 1)),
            WriteIndividualError::Number,
            "a number is above 2^53 - 1",
        ),
        (
            refused(|manifest| manifest.files[0].start_ms = MAX_NUMBER + 1),
            WriteIndividualError::Range,
            "a file ends before it begins",
        ),
    ] {
        assert_eq!((error, error.to_string().as_str()), (expected, text));
    }
}

#[test]
fn ids_do_not_leave_their_place_in_the_address_of_a_video() {
    let manifest = manifest::Manifest {
        archive_id: "a/b ä".into(),
        ..manifest::Manifest::default()
    };
    assert_eq!(
        manifest.archive_url_path("v?x#y%"),
        "/archive/url/a%2Fb%20%C3%A4/v%3Fx%23y%25"
    );
}
