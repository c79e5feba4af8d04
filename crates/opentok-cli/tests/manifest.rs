//! What `opentok manifest` says, and how it refuses.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use self::support::{Directory, feed, opentok, run, text};

mod support;

const CALL: &str = r#"<manifest version="0.1" archiveid="a" title="call">
    <resources><video id="v" length="8000" name="Ann"/><video id="w" length="3000" name="Bob &#27;[2J"/></resources>
    <timeline><event type="PLAY" id="v" offset="0"/><event type="PLAY" id="w" offset="9000"/></timeline>
</manifest>"#;

const ANN_AND_BOB: &str = r#"{"id":"a","name":"panel","sessionId":"1_MX4x","createdAt":1,"files":[
    {"filename":"a.webm","streamId":"a","startTimeOffset":0,"stopTimeOffset":60000,"connectionData":"Ann"},
    {"filename":"b.webm","streamId":"b","startTimeOffset":10000,"stopTimeOffset":80000,"connectionData":"Bob"}]}"#;

#[test]
fn reading_says_what_there_is_and_what_is_odd() {
    // A title, and nothing else, is missing.
    let answer = feed(
        &mut opentok(["manifest", "read"]),
        CALL.replace("&#27;", "").replace(" title=\"call\"", "").as_bytes(),
    );
    assert_eq!(answer.code, 0, "{answer:?}");
    let expected = "\
title       a
streams     2
segments    2
lead_in_ms  0
end_ms      12000
span_ms     12000
max_live    1
gaps        1
gaps_ms     1000
";
    assert_eq!(answer.out, expected);
    assert_eq!(answer.err, "opentok: warning: manifest: title is missing\n");
}

#[test]
fn a_manifest_that_is_refused_is_1_in_one_line() {
    for (document, arguments, word) in [
        ("<!DOCTYPE m><manifest/>", vec![], "dtd_forbidden"),
        ("<Sessions/>", vec![], "unexpected_root"),
        (
            "<Errors><error code=\"404\"><itemNotFound message=\"no\nsuch\"/></error></Errors>",
            vec![],
            "server_error",
        ),
        ("", vec![], "empty_document"),
        ("{\"id\":1", vec![], "invalid_json"),
        ("\u{feff}[]", vec![], "invalid_type"),
        (ANN_AND_BOB, vec!["--limit", "max_files=1"], "too_many"),
        (
            CALL,
            vec!["--limit", "max_bytes=10", "--limit", "max_videos=1"],
            "too_large",
        ),
    ] {
        for command in ["read", "timeline"] {
            let answer = feed(opentok(["manifest", command]).args(&arguments), document.as_bytes());
            assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{command} {document}");
            assert_eq!(answer.err.lines().count(), 1, "{command} {document}: {}", answer.err);
        }
        let answer = feed(
            opentok(["manifest", "read", "--json"]).args(&arguments),
            document.as_bytes(),
        );
        assert_eq!(
            (answer.code, answer.json()["error"]["code"].as_str()),
            (1, Some(word)),
            "{document}"
        );
        let answer = feed(
            opentok(["manifest", "timeline", "--json"]).args(&arguments),
            document.as_bytes(),
        );
        assert_eq!((answer.code, answer.error().0.as_str()), (1, word), "{document}");
    }
}

#[test]
fn wrong_usage_is_2_and_a_file_that_is_not_there_3() {
    for arguments in [
        vec!["manifest"],
        vec!["manifest", "read", "--limit", "max_bytes"],
        vec!["manifest", "read", "--limit", "max_patience=1"],
        vec!["manifest", "read", "--limit", "max_bytes=-1"],
        vec!["manifest", "export", "a.xml"],
        vec!["manifest", "export", "--to", "tape", "a.xml"],
        vec!["manifest", "export", "--to", "edl", "--rate", "61", "a.xml"],
        vec!["manifest", "export", "--to", "edl", "--track", "0", "a.xml"],
        vec!["manifest", "export", "--to", "ffmpeg", "--size", "640", "a.xml"],
        vec!["manifest", "timeline", "--width", "39", "a.xml"],
    ] {
        let answer = run(opentok(["--json"]).args(&arguments));
        assert_eq!((answer.code, answer.error().0.as_str()), (2, "usage"), "{arguments:?}");
    }
    for arguments in [
        vec!["manifest", "read", "/nowhere/a.xml"],
        vec!["manifest", "read", "/"],
        vec!["manifest", "export", "--to", "svg", "/nowhere/a.xml"],
        vec!["manifest", "timeline", "/nowhere/a.xml"],
    ] {
        let answer = run(opentok(["--json"]).args(&arguments));
        assert_eq!((answer.code, answer.error().0.as_str()), (3, "io"), "{arguments:?}");
    }
}

#[test]
fn a_timeline_is_bars_as_wide_as_asked_for() {
    let call = CALL.replace("&#27;", "&#x202E;");
    let answer = feed(&mut opentok(["manifest", "timeline", "--width", "40"]), call.as_bytes());
    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(answer.out.starts_with("call\nAnn "), "{}", answer.out);
    assert!(!answer.out.contains('\u{202E}'), "{}", answer.out);
    assert!(
        answer.out.lines().all(|line| line.chars().count() <= 40),
        "{}",
        answer.out
    );
    // Where there is no terminal, 80 columns.
    let answer = feed(&mut opentok(["manifest", "timeline"]), call.as_bytes());
    let widest = answer.out.lines().map(|line| line.chars().count()).max();
    assert_eq!(widest, Some(80), "{}", answer.out);
}

#[test]
fn json_of_a_timeline_is_that_of_reading() {
    let whole = feed(&mut opentok(["manifest", "read", "--json"]), ANN_AND_BOB.as_bytes());
    let part = feed(&mut opentok(["manifest", "timeline", "--json"]), ANN_AND_BOB.as_bytes());
    assert_eq!(part.json(), whole.json()["timeline"]);
}

#[test]
fn of_several_edit_lists_one_must_be_chosen() {
    let export = |arguments: &[&str]| {
        let mut command = opentok(["manifest", "export", "--to", "edl"]);
        feed(command.args(arguments), ANN_AND_BOB.as_bytes())
    };
    assert_eq!((export(&["--json", "--track", "3"]).code, export(&[]).code), (1, 1));
    assert!(export(&[]).err.contains("2 edit lists"));
    let both = export(&["--json"]).json();
    let both: Vec<_> = both["tracks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|list| list.as_str().unwrap())
        .collect();
    assert_eq!(
        [both[0], both[1]],
        [export(&["--track", "1"]).out, export(&["--track", "2"]).out]
    );
}

#[test]
fn what_a_form_cannot_express_is_refused_with_a_word() {
    let answer = feed(
        &mut opentok(["manifest", "export", "--to", "ffconcat", "--json"]),
        ANN_AND_BOB.as_bytes(),
    );
    assert_eq!((answer.code, answer.error().0.as_str()), (1, "overlap"));
    let odd = CALL.replace("\"v\"", "\"../v\"").replace("&#27;", "");
    let answer = feed(
        &mut opentok(["manifest", "export", "--to", "ffmpeg", "--json"]),
        odd.as_bytes(),
    );
    assert_eq!((answer.code, answer.error().0.as_str()), (1, "unsafe_media"));
}

#[test]
fn every_form_can_be_had_as_json() {
    let directory = Directory::new("forms");
    let file = directory.file("manifest.json", &ANN_AND_BOB.replace("10000", "60000"));
    for form in ["json", "webvtt", "otio", "edl", "ffmpeg", "ffconcat", "svg"] {
        let answer = run(&mut opentok([
            "manifest",
            "export",
            "--json",
            "--to",
            form,
            text(&file),
        ]));
        assert_eq!((answer.code, answer.json().is_object()), (0, true), "{form}");
        let plain = run(&mut opentok(["manifest", "export", "--to", form, text(&file)]));
        assert!(plain.code == 0 && !plain.out.is_empty(), "{form}");
    }
}
