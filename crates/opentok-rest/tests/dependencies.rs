//! What comes with this crate when no feature is asked for.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{collections::BTreeSet, process::Command};

/// Names that cargo lists for this crate without features, its own among them.
fn tree(edges: &str) -> BTreeSet<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo.args([
        "tree",
        "--offline",
        "--locked",
        "--package",
        "opentok-rest",
        "--no-default-features",
    ]);
    cargo.args(["--prefix", "none", "--format", "{p}", "--edges", edges]);
    let output = cargo.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    text.lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn without_features_fewer_than_thirty_crates_of_others_are_linked() {
    let is_ours = |name: &String| name.starts_with("opentok-") || name == "compact-jws" || name == "http-endpoint";
    let all = tree("normal");
    let (ours, others): (Vec<_>, Vec<_>) = all.iter().partition(|name| is_ours(name));
    let linked = tree("normal,no-proc-macro");
    let linked: Vec<_> = linked.iter().filter(|name| !is_ours(name)).collect();
    println!(
        "ours: {}, of others: {}, of which linked: {}",
        ours.len(),
        others.len(),
        linked.len()
    );
    assert!(linked.len() < 30, "{linked:?}");
    for stack in ["hyper", "reqwest", "ureq", "rustls", "tokio", "ring", "tracing"] {
        assert!(!all.contains(stack), "{stack}");
    }
}
