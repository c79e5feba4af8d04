//! The commands of the servers' README, run as they stand by a real shell, and what it says they print.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;
mod transcript;

use support::Directory;
use transcript::{Transcript, looks_like};

const README: &str = include_str!("../../opentok-servers/README.md");

/// What the README calls its ports, and who else may have them on this machine is not known.
const PORTS: [&str; 6] = ["3000", "3001", "3002", "6379", "8181", "8777"];

#[test]
fn the_commands_of_the_readme_print_what_it_says() {
    let transcript = Transcript::read(README);
    assert!(transcript.commands.len() > 40, "commands found");
    let directory = Directory::new("servers-readme");
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
