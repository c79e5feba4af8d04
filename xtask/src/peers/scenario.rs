//! One SDK, one kind of credentials, one run.

use core::fmt;
use std::process::Command;

use serde::Deserialize;

use super::FOLDER;
use super::install::Programs;
use super::service::{Profile, Service};
use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// A script that makes every call of an SDK.
#[derive(Debug)]
pub(super) struct Scenario {
    pub(super) peer: &'static str,
    language: Language,
    script: &'static str,
    /// Whose credentials it calls with: a project's or an application's.
    owner: &'static str,
}

/// What a script is written in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Language {
    JavaScript,
    Python,
}

/// What a run told.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) calls: Vec<CallMade>,
    /// Whether it came to its end.
    pub(super) is_whole: bool,
}

/// A call, and what the SDK threw, if it did.
#[derive(Debug, Deserialize)]
pub(super) struct CallMade {
    pub(super) call: String,
    pub(super) error: Option<String>,
}

impl Scenario {
    pub(super) const fn new(peer: &'static str, language: Language, script: &'static str, owner: &'static str) -> Self {
        Self {
            peer,
            language,
            script,
            owner,
        }
    }

    /// Runs the script against a sandbox of its own.
    ///
    /// # Errors
    ///
    /// When the sandbox or the script cannot be started, or the script prints what is no line of a report.
    pub(super) fn run(&self, workspace: &Workspace, programs: &Programs) -> Outcome<Told> {
        let service = Service::start(workspace, Profile::Dev)?;
        let mut command = match self.language {
            Language::JavaScript => {
                let mut node = Command::new("node");
                node.arg(workspace.path(format!("{FOLDER}/node/{}", self.script)));
                node.env("NODE_PATH", &programs.node_modules);
                node
            }
            Language::Python => {
                let mut python = Command::new(&programs.python);
                // Without -B it would leave its bytecode in the work tree.
                python
                    .args(["-B"])
                    .arg(workspace.path(format!("{FOLDER}/python/{}", self.script)));
                python
            }
        };
        command.env("SANDBOX_OWNER", self.owner);
        service.tell(&mut command);
        let output = process::capture(&mut command)?;
        let mut told = Told::read(&String::from_utf8(output.stdout)?)?;
        told.is_whole &= output.status.success();
        if !told.is_whole {
            eprint!("{}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(told)
    }
}

impl Told {
    /// A line of JSON for each call, and one at the end.
    fn read(text: &str) -> Outcome<Self> {
        let mut told = Self::default();
        for line in text.lines() {
            let value: serde_json::Value =
                serde_json::from_str(line).map_err(|_| format!("a scenario printed {line:?}"))?;
            if value.get("done").is_some() {
                told.is_whole = true;
            } else {
                told.calls.push(serde_json::from_value(value)?);
            }
        }
        Ok(told)
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.peer, self.owner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_whole_when_its_last_line_says_so() {
        let lines = "{\"call\":\"a\"}\n{\"call\":\"b\",\"error\":\"no\"}\n";
        let cut = Told::read(lines).unwrap();
        assert_eq!((cut.calls.len(), cut.is_whole), (2, false));
        assert_eq!(cut.calls[1].error.as_deref(), Some("no"));
        assert!(Told::read(&format!("{lines}{{\"done\":2}}\n")).unwrap().is_whole);
        assert!(Told::read("hello\n").is_err());
    }
}
