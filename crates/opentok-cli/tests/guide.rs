//! The shell commands of the sandbox's guide, run as they stand, one after the other in one shell.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::Command;

use self::support::{Directory, feed, measured};

mod support;

const GUIDE: &str = include_str!("../../opentok-sandbox/GUIDE.md");

#[test]
fn the_commands_of_the_guide_do_what_it_says() {
    let blocks: Vec<_> = GUIDE
        .split("```sh\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect();
    assert!(blocks.len() >= 6, "blocks found");
    // A sandbox that a failing command leaves behind would live on.
    let script = format!(
        "set -eu\ntrap 'kill $SANDBOX 2>/dev/null || :' EXIT\n{}\necho done",
        blocks.concat()
    );

    let directory = Directory::new("guide");
    let program = Path::new(env!("CARGO_BIN_EXE_opentok"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", program.parent().unwrap().display());
    let mut shell = Command::new("sh");
    shell
        .current_dir(directory.path())
        .env_clear()
        .envs(measured())
        .env("PATH", path);
    let answer = feed(&mut shell, script.as_bytes());
    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(answer.out.ends_with("done\n"), "{answer:?}");
}
