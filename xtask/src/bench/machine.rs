//! Where a report comes from.

use std::fs;
use std::process::Command;
use std::thread;

use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// The machine, the compiler, the commit and the day.
#[derive(Debug)]
pub(super) struct Machine {
    pub(super) processor: String,
    pub(super) cores: usize,
    pub(super) memory: String,
    pub(super) system: String,
    pub(super) compiler: String,
    pub(super) commit: String,
    pub(super) day: String,
    /// How many programs wanted a core in the minute before.
    pub(super) load: String,
}

const UNKNOWN: &str = "unknown";

impl Machine {
    /// Looks around. What a system does not tell is unknown.
    ///
    /// # Errors
    ///
    /// When git or rustc cannot be asked.
    pub(super) fn look(workspace: &Workspace) -> Outcome<Self> {
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        Ok(Self {
            processor: field(&read("/proc/cpuinfo"), "model name", ':')
                .unwrap_or(UNKNOWN)
                .to_owned(),
            cores: thread::available_parallelism()?.get(),
            memory: memory(&read("/proc/meminfo")).unwrap_or_else(|| UNKNOWN.to_owned()),
            system: system(&read("/etc/os-release"), &read("/proc/sys/kernel/osrelease")),
            compiler: first_line(Command::new("rustc").arg("--version").current_dir(workspace.path("")))?,
            commit: commit(workspace)?,
            day: first_line(Command::new("date").args(["-u", "+%Y-%m-%d"]))?,
            load: read("/proc/loadavg").split(' ').next().unwrap_or(UNKNOWN).to_owned(),
        })
    }
}

fn commit(workspace: &Workspace) -> Outcome<String> {
    let git = |arguments: &[&str]| process::read(Command::new("git").args(arguments).current_dir(workspace.path("")));
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?.trim().to_owned();
    // The page itself is about to change.
    let changes = git(&["status", "--porcelain", "--", ".", ":!BENCHMARKS.md"])?;
    Ok(if changes.is_empty() {
        commit
    } else {
        format!("{commit} with changes")
    })
}

fn first_line(command: &mut Command) -> Outcome<String> {
    let text = process::read(command)?;
    Ok(text.lines().next().unwrap_or(UNKNOWN).to_owned())
}

/// The value of the first line that begins with `name`, up to which there is `mark`.
fn field<'t>(text: &'t str, name: &str, mark: char) -> Option<&'t str> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(mark).map(|(_, value)| value.trim().trim_matches('"'))
}

fn memory(meminfo: &str) -> Option<String> {
    let kib = field(meminfo, "MemTotal", ':')?
        .strip_suffix(" kB")?
        .parse::<f64>()
        .ok()?;
    Some(format!("{:.1} GiB", kib / f64::from(1 << 20)))
}

fn system(release: &str, kernel: &str) -> String {
    let name = field(release, "PRETTY_NAME", '=').unwrap_or(UNKNOWN);
    format!("{name}, kernel {}", kernel.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_linux_tells_is_read() {
        assert_eq!(
            field("processor\t: 0\nmodel name\t: Some CPU\n", "model name", ':'),
            Some("Some CPU")
        );
        assert_eq!(
            memory("MemTotal:       25165824 kB\nMemFree: 1 kB\n").as_deref(),
            Some("24.0 GiB")
        );
        assert_eq!(
            system("ID=x\nPRETTY_NAME=\"Some Linux 1\"\n", "6.1.0\n"),
            "Some Linux 1, kernel 6.1.0"
        );
    }

    #[test]
    fn what_is_not_told_is_unknown() {
        assert_eq!(memory(""), None);
        assert_eq!(system("", ""), "unknown, kernel ");
    }
}
