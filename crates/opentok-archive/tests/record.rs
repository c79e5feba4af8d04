//! The archive record of the REST API.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use opentok_archive::record::{Archive, OutputMode, Status, StreamMode, TranscriptionStatus};
use serde_json::{Value, json};

#[test]
fn every_field_is_read_and_written_back() {
    let text = json!({
        "id": "30b3ebf1", "status": "started", "name": "weekly call", "reason": "", "sessionId": "2_MX4x",
        "projectId": "100200", "createdAt": 1767225660000_u64, "size": 0, "duration": 0, "outputMode": "composed",
        "streamMode": "auto", "hasAudio": true, "hasVideo": true, "hasTranscription": false, "sha256sum": "",
        "password": "", "updatedAt": 1767225660000_u64, "multiArchiveTag": "main", "event": "archive",
        "resolution": "1280x720", "url": null, "streams": [{"streamId": "s", "hasAudio": true, "hasVideo": false}],
        "transcriptionProperties": {"primaryLanguageCode": "en-US", "hasSummary": true},
        "transcription": {"status": "available", "url": "https://storage.example.net/t.zip?sig=abc", "reason": "",
            "primaryLanguageCode": "en-US", "hasSummary": true},
    });
    let archive: Archive = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(archive.status, Status::Started);
    assert_eq!(archive.output_mode, Some(OutputMode::Composed));
    assert_eq!(archive.stream_mode, Some(StreamMode::Auto));
    let transcription = archive.transcription.as_ref().unwrap();
    assert_eq!(transcription.status, Some(TranscriptionStatus::Available));
    assert_eq!(archive.extra["event"], "archive");
    assert_eq!(serde_json::to_value(&archive).unwrap(), text);
}

#[test]
fn owners_are_numbers_or_texts_under_several_names() {
    let owner = |fields: Value| {
        let mut archive = json!({"id": "a", "status": "strange"});
        archive
            .as_object_mut()
            .unwrap()
            .append(&mut fields.as_object().unwrap().clone());
        let archive: Archive = serde_json::from_value(archive).unwrap();
        assert_eq!(archive.status, Status::Unknown("strange".into()));
        archive.owner().map(str::to_owned)
    };
    assert_eq!(owner(json!({"projectId": 100200})).unwrap(), "100200");
    assert_eq!(
        owner(json!({"partnerId": 100200, "projectId": null})).unwrap(),
        "100200"
    );
    assert_eq!(owner(json!({"applicationId": "78d3-uuid"})).unwrap(), "78d3-uuid");
    assert_eq!(owner(json!({})), None);
}

#[test]
fn a_stream_may_be_its_id_alone_and_a_status_may_be_missing() {
    let archive: Archive = serde_json::from_value(json!({"id": "a", "streams": ["s", {"streamId": "t"}]})).unwrap();
    let ids: Vec<_> = archive.streams.iter().flatten().map(|s| s.stream_id.as_str()).collect();
    assert_eq!(ids, ["s", "t"]);
    assert_eq!(archive.status.as_str(), "");
}

#[test]
fn a_written_word_of_tomorrow_is_kept() {
    let archive: Archive =
        serde_json::from_value(json!({"id": "a", "status": "available", "transcription": {"status": "sung"}})).unwrap();
    let status = archive.transcription.unwrap().status;
    assert_eq!(status, Some(TranscriptionStatus::Unknown("sung".into())));
}

#[test]
fn words_are_printed_as_they_are_written_escaped_or_not() {
    for (json, status, text) in [
        (r#""uploaded""#, Status::Uploaded, "uploaded"),
        (r#""up\u006coaded""#, Status::Uploaded, "uploaded"),
        (r#""s\u0075ng""#, Status::Unknown("sung".into()), "sung"),
    ] {
        let read: Status = serde_json::from_str(json).unwrap();
        assert_eq!((&read, read.to_string().as_str()), (&status, text));
        assert_eq!(serde_json::from_reader::<_, Status>(json.as_bytes()).unwrap(), status);
        assert_eq!(serde_json::from_value::<Status>(text.into()).unwrap(), status);
    }
    assert!(serde_json::from_str::<Status>("7").is_err());
    assert_eq!(format!("{:>8}", OutputMode::Composed), "composed");
    assert_eq!(format!("{:<7}|", StreamMode::Auto), "auto   |");
}
