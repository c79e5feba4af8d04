//! `bench`: the measurements that carry a promise, and the page that tells of them.

use core::iter;
use std::fs;
use std::process::Command;

use crate::peers::speed;
use crate::process::{self, Outcome};
use crate::workspace::Workspace;

mod figures;
mod machine;
mod page;
mod promises;

use figures::Figures;
use machine::Machine;
use page::Page;

/// Runs the benchmarks of `benches` and prints one line `ratio NAME VALUE` for each.
///
/// Both sides of a ratio are measured in the same run, in turns: machines differ, ratios hardly.
#[derive(clap::Args, Debug)]
pub(crate) struct Bench {
    /// Compare the figures to their promises and fail when one is broken; wants an idle machine.
    #[arg(long)]
    check: bool,
    /// Write BENCHMARKS.md: every figure with its promise and its yardstick, and the machine; wants an idle machine.
    #[arg(long)]
    report: bool,
    /// Measure other libraries too, which are installed below cargo's target folder; needs a network the first time.
    /// What cannot be installed is skipped, and said to be.
    #[arg(long)]
    peers: bool,
}

/// What takes seconds, one after the other.
const SHORT: [Run; 3] = [
    Run::of("opentok-benches", &["tokens"]),
    Run::of("opentok-benches", &["archive"]),
    Run::of("opentok-benches", &["rest"]).on_one_core(),
];

/// What takes minutes, or nothing.
const LONG: [Run; 3] = [
    // Counting allocations would slow the others.
    Run::of("peak_memory", &[]),
    Run::of("opentok-benches", &["sandbox"]).on_one_core(),
    Run::of("servers", &[]).on_one_core(),
];

/// How often the short ones run around each of the long ones where a promise depends on it. A machine that is shared has
/// bad minutes, and it takes one good one.
const REPEATS: usize = 3;

/// A program of `benches`, started once.
#[derive(Clone, Copy, Debug)]
struct Run {
    program: &'static str,
    arguments: &'static [&'static str],
    is_on_one_core: bool,
}

impl Run {
    const fn of(program: &'static str, arguments: &'static [&'static str]) -> Self {
        Self {
            program,
            arguments,
            is_on_one_core: false,
        }
    }

    /// For both ends of a conversation: to wake a core that sleeps takes several times as long as an answer does, and which
    /// side meets that is chance.
    const fn on_one_core(mut self) -> Self {
        self.is_on_one_core = true;
        self
    }

    fn command(self, workspace: &Workspace) -> Command {
        let program = workspace.target("release").join(self.program);
        let mut command = if self.is_on_one_core && process::is_installed("taskset", &["--version"]) {
            let mut command = Command::new("taskset");
            command.args(["--cpu-list", "0"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.args(self.arguments);
        command
    }
}

/// What `--report` writes.
const PAGE: &str = "BENCHMARKS.md";

impl Bench {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        // Before anything is busy.
        let machine = self.report.then(|| Machine::look(workspace)).transpose()?;
        workspace.run_cargo(
            "build",
            &["--release", "--quiet", "--package", "opentok-benches", "--bins"],
        )?;
        let figures = self.measure(workspace)?;
        let rivals = self.peers.then(|| speed::measure(workspace));
        if let Some(rivals) = &rivals {
            print!("\n{rivals}");
        }
        if let Some(machine) = &machine {
            let page = Page {
                machine,
                figures: &figures,
                rivals: rivals.as_ref(),
            };
            fs::write(workspace.path(PAGE), page.to_string())?;
            eprintln!("{PAGE} is written");
        }
        let broken: Vec<_> = figures.broken().collect();
        if !self.check || broken.is_empty() {
            return Ok(());
        }
        Err(format!("broken promises: {}", broken.join("; ")).into())
    }

    fn measure(&self, workspace: &Workspace) -> Outcome<Figures> {
        let repeats = if self.check || self.report { REPEATS } else { 0 };
        let again = || iter::repeat_n(SHORT, repeats).flatten();
        let runs = LONG.into_iter().flat_map(|run| iter::once(run).chain(again()));
        let mut figures = Figures::default();
        for run in SHORT.into_iter().chain(runs) {
            let printed = process::read(&mut run.command(workspace))?;
            print!("{printed}");
            figures.add(&printed)?;
        }
        Ok(figures)
    }
}
