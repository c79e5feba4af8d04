//! How fast the peers are, and how fast this workspace is when measured in the same way.

use core::fmt;
use std::process::Command;

use super::FOLDER;
use super::install;
use super::service::{self, Profile, Service};
use crate::process::{self, Outcome};
use crate::workspace::Workspace;

mod sockets;
mod tables;
mod told;

use told::Told;

/// What one program does with one library.
struct Contestant {
    /// What is said of it if it cannot run.
    name: &'static str,
    /// Installs or builds it, and says how to start it.
    prepare: fn(&Workspace) -> Outcome<Command>,
    /// What it measures: the program's argument.
    task: &'static str,
}

/// Everybody. Each task is a process of its own, with a sandbox of its own if it calls one.
const CONTESTANTS: &[Contestant] = &[
    Contestant::new("this workspace", ours, "tokens"),
    Contestant::new("npm opentok", node, "tokens"),
    Contestant::new("PyPI opentok", python, "tokens"),
    Contestant::new(
        "cargo opentok-server",
        |workspace| other_crate(workspace, "opentok-server"),
        "tokens",
    ),
    Contestant::new(
        "cargo livekit-token",
        |workspace| other_crate(workspace, "livekit-token"),
        "tokens",
    ),
    Contestant::new("a raw socket", ours, "socket"),
    Contestant::new("this workspace on hyper", ours, "hyper"),
    Contestant::new("this workspace on reqwest", ours, "reqwest"),
    Contestant::new("npm opentok", node, "calls"),
    Contestant::new("PyPI opentok", python, "calls"),
];

/// What everybody said.
#[derive(Debug, Default)]
pub(crate) struct Rivals {
    tokens: Vec<told::Tokens>,
    calls: Vec<told::Calls>,
    /// Who could not be measured, and why.
    skipped: Vec<String>,
}

/// Measures everybody who can be installed. Whoever cannot, is skipped loudly.
pub(crate) fn measure(workspace: &Workspace) -> Rivals {
    let mut rivals = Rivals::default();
    for contestant in CONTESTANTS {
        if let Err(cause) = contestant.run(workspace, &mut rivals) {
            let skipped = format!("{} ({}): {cause}", contestant.name, contestant.task);
            eprintln!("SKIPPED: {skipped}");
            rivals.skipped.push(skipped);
        }
    }
    rivals
}

impl Contestant {
    const fn new(name: &'static str, prepare: fn(&Workspace) -> Outcome<Command>, task: &'static str) -> Self {
        Self { name, prepare, task }
    }

    /// # Errors
    ///
    /// When it cannot be installed or started, or does not come to its end.
    fn run(&self, workspace: &Workspace, rivals: &mut Rivals) -> Outcome {
        service::build(workspace, Profile::Release)?;
        let mut command = (self.prepare)(workspace)?;
        let service = Service::start(workspace, Profile::Release)?;
        service.tell(command.arg(self.task));
        let printed = process::read(&mut command)?;
        let connections = sockets::left_behind(service.port())?;
        for line in printed.lines() {
            match Told::read(line)? {
                Told::Tokens(tokens) => rivals.tokens.push(tokens),
                Told::Calls(calls) => rivals.calls.push(calls.over(connections)),
            }
        }
        Ok(())
    }
}

fn ours(workspace: &Workspace) -> Outcome<Command> {
    let mut build = workspace.cargo("build");
    process::run(build.args(["--release", "--quiet", "--package", "opentok-benches", "--bin", "speed"]))?;
    Ok(Command::new(workspace.target("release/speed")))
}

fn node(workspace: &Workspace) -> Outcome<Command> {
    let modules = install::node(workspace)?;
    let mut node = Command::new("node");
    node.arg(workspace.path(format!("{FOLDER}/node/speed.js")))
        .env("NODE_PATH", modules);
    Ok(node)
}

fn python(workspace: &Workspace) -> Outcome<Command> {
    let mut python = Command::new(install::python(workspace)?);
    // Without -B it would leave its bytecode in the work tree.
    python
        .arg("-B")
        .arg(workspace.path(format!("{FOLDER}/python/speed.py")));
    Ok(python)
}

/// In a package of its own, with a lock file of its own: nobody else depends on these crates.
fn other_crate(workspace: &Workspace, name: &str) -> Outcome<Command> {
    let mut build = workspace.cargo_outside(&format!("{FOLDER}/rust"), "build");
    build.args(["--release", "--quiet", "--locked", "--features", name, "--bin", name]);
    let target = workspace.target("peers/rust");
    process::run(build.env("CARGO_TARGET_DIR", &target))?;
    Ok(Command::new(target.join("release").join(name)))
}

impl fmt::Display for Rivals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        tables::write_tokens(f, &self.tokens)?;
        tables::write_calls(f, &self.calls)?;
        for skipped in &self.skipped {
            writeln!(f, "SKIPPED: {skipped}\n")?;
        }
        Ok(())
    }
}
