//! The unit for systemd, judged by systemd itself.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::process::Command;

use support::{Directory, text};

#[test]
fn systemd_finds_nothing_wrong_with_the_unit() {
    let program = "systemd-analyze";
    if Command::new(program).arg("--version").output().is_err() {
        eprintln!("SKIPPED: {program} is not installed; the unit was not verified");
        return;
    }
    let unit = include_str!("../../opentok-servers/deploy/tiny-opentok.service");
    let installed = "/usr/local/bin/opentok";
    assert!(unit.contains(installed));
    let directory = Directory::new("deploy");
    // It wants a program that is there.
    let path = directory.file(
        "tiny-opentok.service",
        &unit.replace(installed, env!("CARGO_BIN_EXE_opentok")),
    );
    let output = Command::new(program).args(["verify", text(&path)]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}
