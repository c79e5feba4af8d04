//! `bench`: the measurements that carry a promise, and the page that tells of them.

use std::fs;

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
    /// Measure other libraries too, which are installed below cargo's target folder; needs npm, PyPI and crates.io the
    /// first time. What cannot be installed is skipped, and said to be.
    #[arg(long)]
    peers: bool,
}

/// What measures, one after the other: times; memory, which counting would slow; the servers.
const PROGRAMS: [&str; 3] = ["opentok-benches", "peak_memory", "servers"];

/// What `--report` writes.
const PAGE: &str = "BENCHMARKS.md";

impl Bench {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        // Before anything is busy.
        let machine = self.report.then(|| Machine::look(workspace)).transpose()?;
        let mut printed = String::new();
        for program in PROGRAMS {
            let mut command = workspace.cargo("run");
            command.args(["--release", "--quiet", "--package", "opentok-benches", "--bin", program]);
            let part = process::read(&mut command)?;
            print!("{part}");
            printed.push_str(&part);
        }
        let figures = Figures::read(&printed)?;
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
}
