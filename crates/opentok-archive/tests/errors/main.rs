//! What errors and warnings say to people. The words are searched for in logs: a change is on purpose.
#![cfg(all(feature = "export", feature = "zip"))]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::error::Error;
use std::io;

use opentok_archive::individual::ReadIndividualError;
use opentok_archive::session::Session;
use opentok_archive::zip::ZipError;
use opentok_archive::{Options, Report};

mod export;
mod individual;
mod legacy;
mod xml;

fn all_say(texts: &[(&dyn Error, &str)]) {
    for (error, text) in texts {
        assert_eq!(error.to_string(), *text);
    }
}

#[test]
fn a_cause_is_told_by_itself_and_not_twice() {
    let disk_is_full = || io::Error::from(io::ErrorKind::StorageFull);
    for (error, code, text, cause) in [
        (
            ZipError::Io(disk_is_full()),
            "io",
            "reading or writing failed",
            disk_is_full().to_string(),
        ),
        (
            ZipError::Manifest(ReadIndividualError::InvalidJson),
            "invalid_json",
            "manifest cannot be read",
            ReadIndividualError::InvalidJson.to_string(),
        ),
    ] {
        assert_eq!((error.code(), error.to_string().as_str()), (code, text));
        assert_eq!(error.source().unwrap().to_string(), cause);
    }
    for (bytes, text, cause) in [
        (
            &b"<manifest"[..],
            "not a document that can be read",
            "not well-formed XML at about byte 0",
        ),
        (
            br#"<manifest version="0.2" archiveid="a" title="t"><resources/><timeline/></manifest>"#,
            "manifest is read strictly and has an oddity",
            r#"unknown version "0.2""#,
        ),
        (
            br#"{"id": "a", "createdAt": 0, "files": []}"#,
            "manifest is read strictly and has an oddity",
            "sessionId is missing",
        ),
    ] {
        let report = Report::read(bytes, &Options::strict());
        let error = report.error().unwrap();
        assert_eq!(error.to_string(), text);
        assert_eq!(error.source().unwrap().to_string(), cause);
        assert!(report.timeline().is_none() && report.manifest_json().unwrap().is_none());
        assert!(report.warnings().is_empty());
    }
}

#[test]
fn what_the_service_refuses_is_told_in_its_words() {
    for (xml, text) in [
        (
            r#"<Errors><error code="404"><itemNotFound message="Archive 7 not found"/></error></Errors>"#,
            r#"service refused with 404 (itemNotFound): "Archive 7 not found""#,
        ),
        (r#"<Errors><error code="403"/></Errors>"#, "service refused with 403"),
        (
            r#"<Errors><error code="soon"><busy/></error></Errors>"#,
            "service refused (busy)",
        ),
        ("<errors/>", "service refused"),
    ] {
        let report = Report::read(xml.as_bytes(), &Options::lenient());
        let refused = report.error().unwrap();
        assert_eq!(
            (report.error_code(), refused.to_string().as_str()),
            (Some("server_error"), text)
        );
        assert!(refused.source().is_none());
        assert_eq!(Session::parse(xml.as_bytes()).unwrap_err().to_string(), text);
    }
}
