//! Programs that tests start and cargo does not bring: installed from the Debian package where that is allowed.

use std::process::{Command, Stdio};

use crate::process::{self, Outcome};

/// One program, and the Debian package it comes in.
#[derive(Debug)]
pub(crate) struct Need {
    pub(crate) program: &'static str,
    /// What makes the program print its version and end.
    pub(crate) version_flag: &'static str,
    pub(crate) package: &'static str,
}

/// Installs what is missing of `needs`.
///
/// # Errors
///
/// When something is missing and this user may not install packages; the message is the command to type.
pub(crate) fn meet(needs: &[Need]) -> Outcome {
    let missing = missing_packages(needs, |need| process::is_installed(need.program, &[need.version_flag]));
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing)
}

/// Installs these Debian packages.
///
/// # Errors
///
/// When this user may not; the message is the command to type. When it does not work.
pub(crate) fn install(missing: &[&str]) -> Outcome {
    let needed = format!(
        "needed first: apt-get install {}, or the same by other means",
        missing.join(" ")
    );
    if !may_install() {
        return Err(needed.into());
    }
    // One source of many that does not answer fails this, and need not be the one that has the packages.
    let updated = process::run(Command::new("apt-get").args(["update", "--quiet=2"]));
    let mut install = Command::new("apt-get");
    install.args(["install", "--yes", "--quiet=2", "--no-install-recommends"]);
    install.args(missing).env("DEBIAN_FRONTEND", "noninteractive");
    // Of hundreds of lines about what was unpacked where, none is about a failure: those are on standard error.
    let installed = process::run(install.stdout(Stdio::null()));
    installed.map_err(|failure| {
        let failures = [updated.err(), Some(failure)].into_iter().flatten();
        let failures: Vec<_> = failures.map(|failure| failure.to_string()).collect();
        format!("{needed} ({})", failures.join(", ")).into()
    })
}

/// The packages of the programs that are not there.
fn missing_packages(needs: &[Need], is_there: impl Fn(&Need) -> bool) -> Vec<&'static str> {
    let missing = needs.iter().filter(|need| !is_there(need));
    missing.map(|need| need.package).collect()
}

/// Whether this is root on a Debian.
fn may_install() -> bool {
    let id = Command::new("id").arg("-u").output();
    let is_root = id.is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    is_root && process::is_installed("apt-get", &["--version"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_installed() {
        let needs = [
            Need {
                program: "redis-server",
                version_flag: "--version",
                package: "redis-server",
            },
            Need {
                program: "cc",
                version_flag: "--version",
                package: "gcc",
            },
        ];
        assert_eq!(missing_packages(&needs, |need| need.program == "redis-server"), ["gcc"]);
        assert!(missing_packages(&needs, |_| true).is_empty());
    }
}
