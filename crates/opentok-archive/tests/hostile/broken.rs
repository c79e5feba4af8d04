//! Documents that are cut short or changed, and XML that is none.

use opentok_archive::{Options, Report, session::Session};

use crate::{JSON, SAMPLE, SMART};

pub(crate) fn code(bytes: &[u8]) -> &'static str {
    Report::read(bytes, &Options::lenient()).error_code().unwrap_or("ok")
}

#[test]
fn every_beginning_of_a_document_is_refused() {
    let end = |bytes: &[u8]| bytes.iter().rposition(|&byte| byte == b'>' || byte == b'}').unwrap() + 1;
    for sample in [SAMPLE, SMART] {
        for len in 0..end(sample) {
            let expected = if len == 0 { "empty_document" } else { "malformed_xml" };
            let found = code(&sample[..len]);
            // A cut can fall into a character, and a cut `<!DOCTYPE` would be one already.
            assert!(found == expected || found == "invalid_encoding", "{len}: {found}");
            assert!(Session::parse(&sample[..len]).is_err());
        }
    }
    for len in 1..end(JSON) {
        assert_eq!(code(&JSON[..len]), "invalid_json", "{len}");
    }
}

#[test]
fn every_beginning_of_every_vector_gives_a_value_or_an_error() {
    let mut beginnings = 0;
    for folder in ["manifests", "individual", "session"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data/legacy")
            .join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.to_str().unwrap().ends_with(".expected.json") {
                continue;
            }
            let bytes = std::fs::read(path).unwrap();
            for len in 0..bytes.len() {
                let report = Report::read(&bytes[..len], &Options::lenient());
                assert_eq!(report.is_accepted(), report.error_code().is_none());
                let _ = Session::parse(&bytes[..len]);
                beginnings += 1;
            }
        }
    }
    assert!(beginnings > 30_000, "{beginnings}");
}

#[test]
fn every_changed_byte_gives_a_value_or_an_error() {
    for sample in [SAMPLE, SMART, JSON] {
        for at in 0..sample.len() {
            for byte in [0, b' ', b'"', b'&', b'<', b'>', b'}', 0xE2, 0xFF] {
                let mut changed = sample.to_vec();
                changed[at] = byte;
                let report = Report::read(&changed, &Options::lenient());
                assert_eq!(report.is_accepted(), report.error_code().is_none());
            }
        }
    }
}

#[test]
fn what_quick_xml_lets_pass_is_malformed_here() {
    let around = |inner: &str| format!("<manifest archiveid='a'><resources/>{inner}</manifest>");
    for document in [
        around("\u{1}"),
        around("\u{FFFE}"),
        around("]]>"),
        around("&"),
        around("& amp;"),
        around("<1/>"),
        around("< a/>"),
        around("<a/ >"),
        around("<a b='1'c='2'/>"),
        around("<a></a b='1'>"),
        around("<!-- a --->"),
        around("<?xml version='1.0'?>"),
        around("<?XML x?>"),
        around("<? x?>"),
        around("<?1?>"),
        around("<![cdata[x]]>"),
        around("<a b='<'/>"),
        around("</a>"),
        around("") + "x",
        around("") + "<![CDATA[x]]>",
        around("") + "&#32;",
        around("") + "<a/>",
        "x".to_owned() + &around(""),
        "\u{FEFF}\u{FEFF}".to_owned() + &around(""),
        "<!-- only -->".to_owned(),
        around("").replace("</manifest>", ""),
        "<?xml version='1.1'?>".to_owned() + &around(""),
        "<?xml encoding='UTF-8'?>".to_owned() + &around(""),
    ] {
        assert_eq!(code(document.as_bytes()), "malformed_xml", "{document}");
    }
    for inner in [
        "&#32;",
        "<!-- a - b -->",
        "<?p?>",
        "<?p -- ?>",
        "<![CDATA[]]>",
        "<a\n b = '1'\t/>",
        "<a></a >",
        "<é:x ñ='1'/>",
    ] {
        assert_eq!(code(around(inner).as_bytes()), "ok", "{inner}");
    }
}
