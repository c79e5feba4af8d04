//! Runs every target once over every file of its corpus.

use std::fs;
use std::path::Path;

use opentok_fuzz::{
    answers, archive, helplightning, hl_requests, jws, sandbox_requests, session_id, t1_inspect, t1_verify, webhook,
};

/// Gives every file of the corpus called `target` to `run`, the empty input first.
fn replay(target: &str, run: fn(&[u8])) {
    run(b"");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let mut files = 0;
    for entry in fs::read_dir(&corpus).unwrap_or_else(|cause| panic!("{}: {cause}", corpus.display())) {
        let path = entry.expect("the corpus can be listed").path();
        let input = fs::read(&path).expect("a corpus holds files only");
        // Shown only if `run` panics: the test harness holds back what passing tests print.
        println!("{}", path.display());
        run(&input);
        files += 1;
    }
    assert!(
        files > 0,
        "the corpus of {target} is empty: cargo xtask vectors --seed-corpus"
    );
}

#[test]
fn answers_corpus() {
    replay("answers", answers::run);
}

#[test]
fn hl_answers_corpus() {
    replay("hl_answers", helplightning::answers);
}

#[test]
fn hl_requests_corpus() {
    replay("hl_requests", hl_requests::run);
}

#[test]
fn jws_corpus() {
    replay("jws", jws::run);
}

#[test]
fn session_id_corpus() {
    replay("session_id", session_id::run);
}

#[test]
fn t1_inspect_corpus() {
    replay("t1_inspect", t1_inspect::run);
}

#[test]
fn t1_verify_corpus() {
    replay("t1_verify", t1_verify::run);
}

#[test]
fn manifest_xml_corpus() {
    replay("manifest_xml", archive::manifest_xml);
}

#[test]
fn manifest_json_corpus() {
    replay("manifest_json", archive::manifest_json);
}

#[test]
fn zip_corpus() {
    replay("zip", archive::zip);
}

#[test]
fn webhook_corpus() {
    replay("webhook", webhook::run);
}

#[test]
fn sandbox_requests_corpus() {
    replay("sandbox_requests", sandbox_requests::run);
}
