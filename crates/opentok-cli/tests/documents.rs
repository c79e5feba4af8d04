//! The commands of the servers' README and of the guides, run as they stand by a real shell, and what is said that they print.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;
mod transcript;

use support::Directory;
use transcript::{Transcript, looks_like};

/// What the documents call their ports, and who else may have them on this machine is not known.
const PORTS: [&str; 7] = ["3000", "3001", "3002", "3177", "6379", "8181", "8777"];

/// Runs the `count` commands of a document.
#[track_caller]
fn check(name: &str, document: &str, count: usize) {
    let transcript = Transcript::read(document);
    assert_eq!(transcript.commands.len(), count, "commands found");
    let directory = Directory::new(name);
    let printed = transcript.run(directory.path(), &PORTS);
    for (command, printed) in transcript.commands.iter().zip(printed) {
        assert!(
            looks_like(&command.shown, &printed),
            "{}\nis to print\n{}\nand printed\n{printed}",
            command.line,
            command.shown
        );
    }
}

#[test]
fn the_commands_of_the_servers_readme_print_what_it_says() {
    check("servers-readme", include_str!("../../opentok-servers/README.md"), 49);
}

#[test]
fn the_commands_of_the_guide_to_deploying_print_what_it_says() {
    check(
        "deploying",
        include_str!("../../opentok-sdk/src/guide/deploying.md"),
        10,
    );
}

#[test]
fn the_commands_of_the_guide_to_testing_print_what_it_says() {
    check("testing", include_str!("../../opentok-sdk/src/guide/testing.md"), 5);
}

#[test]
fn the_commands_of_the_guide_to_the_unified_environment_print_what_it_says() {
    let guide = include_str!("../../opentok-sdk/src/guide/from_opentok_to_unified.md");
    check("unified", guide, 3);
}
