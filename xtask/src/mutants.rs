//! `mutants`: what the tests of the signing crates would not notice, and whether somebody has explained it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::process::{self, Outcome};
use crate::steps::Verdict;
use crate::tools::{Missing, Tool};
use crate::workspace::Workspace;

mod survivors;

use self::survivors::Explained;

/// Changes `compact-jws` and `opentok-token` in every way cargo-mutants knows, and runs their tests on each change.
///
/// A change that no test notices must be in `xtask/src/mutants/survivors.txt`, which says why it changes nothing; and what
/// is in there must still go unnoticed. Takes hours on two cores.
#[derive(clap::Args, Debug)]
pub(crate) struct Mutants {
    #[command(flatten)]
    scope: Scope,
    /// Build and install cargo-mutants if it is missing.
    #[arg(long)]
    install: bool,
}

/// Which part is done.
#[derive(clap::Args, Clone, Debug, Default)]
pub(crate) struct Scope {
    /// Only the files that match this glob, from the workspace's root; all of both crates unless given.
    #[arg(long, value_name = "GLOB")]
    file: Vec<String>,
    /// Only the changes whose names match this regular expression, and every one that leaves a field of a struct out,
    /// which cargo-mutants does not select by name.
    #[arg(long, value_name = "REGEX")]
    change: Vec<String>,
    /// The K-th of N parts of it all, as K/N.
    #[arg(long, value_name = "K/N")]
    shard: Option<String>,
}

const MUTANTS: Tool = Tool {
    name: "cargo-mutants",
    version: "27.1.0",
};

/// The crates whose faults are forgeries.
const CRATES: [&str; 2] = ["compact-jws", "opentok-token"];

const EXPLAINED: &str = include_str!("mutants/survivors.txt");

impl Mutants {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let missing = Missing::by_flag(self.install);
        check(workspace, missing, &self.scope)?.required()
    }
}

/// Runs cargo-mutants and compares what survives with what is explained.
pub(crate) fn check(workspace: &Workspace, missing: Missing, scope: &Scope) -> Outcome<Verdict> {
    let explained = Explained::parse(EXPLAINED)?;
    let program = match MUTANTS.find(workspace, missing)? {
        Ok(program) => program,
        Err(why) => return Ok(Verdict::Skipped(why)),
    };
    let folder = workspace.target("mutants");
    fs::create_dir_all(&folder)?;
    let mut command = Command::new(program);
    command.current_dir(workspace.path(""));
    // The changed copies share what they depend on, and nothing with the builds of people.
    command.env("CARGO_TARGET_DIR", folder.join("build"));
    command.args(["mutants", "--colors", "never", "--output"]).arg(&folder);
    for name in CRATES {
        command.args(["--package", name]);
    }
    for glob in &scope.file {
        command.args(["--file", glob]);
    }
    for regex in &scope.change {
        command.args(["--re", regex]);
    }
    if let Some(shard) = &scope.shard {
        command.args(["--shard", shard]);
    }
    let ran = process::run(&mut command);
    let outcome = Outcomes::read(&folder.join("mutants.out"))?;
    println!("mutants: {outcome}");
    if outcome.caught.is_empty() {
        // It did not come as far as the mutants.
        ran?;
        return Err("no mutant was caught".into());
    }
    let whole = scope.file.is_empty() && scope.change.is_empty() && scope.shard.is_none();
    let faults = explained.compare(&outcome.missed, whole);
    for fault in &faults {
        eprintln!("mutants: {fault}");
    }
    if faults.is_empty() {
        Ok(Verdict::Passed)
    } else {
        Err(format!("{} differences from xtask/src/mutants/survivors.txt", faults.len()).into())
    }
}

/// What became of the mutants, each named by file and change.
#[derive(Debug)]
struct Outcomes {
    caught: Vec<String>,
    missed: Vec<String>,
    /// The tests ran without end, which somebody would notice too.
    timeout: Vec<String>,
    /// They did not compile.
    unviable: Vec<String>,
}

impl Outcomes {
    fn read(folder: &Path) -> Outcome<Self> {
        let list = |name: &str| -> Outcome<Vec<String>> {
            let text = fs::read_to_string(folder.join(name))?;
            Ok(text.lines().map(survivors::without_place).collect())
        };
        Ok(Self {
            caught: list("caught.txt")?,
            missed: list("missed.txt")?,
            timeout: list("timeout.txt")?,
            unviable: list("unviable.txt")?,
        })
    }
}

impl core::fmt::Display for Outcomes {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self {
            caught,
            missed,
            timeout,
            unviable,
        } = self;
        write!(
            f,
            "{} caught, {} by running out of time, {} survived, {} did not compile",
            caught.len(),
            timeout.len(),
            missed.len(),
            unviable.len()
        )
    }
}
