//! `nightly`: the checks that take too long to run on every change.

use clap::builder::PossibleValuesParser;

use crate::choice::Choice;
use crate::process::{self, Outcome};
use crate::steps::{self, AfterFailure, Step, Verdict};
use crate::tools::Missing;
use crate::workspace::Workspace;
use crate::{coverage, doc_coverage, features, fuzz, mutants, package, public_types, semver};

/// Runs the slow checks, all of them whatever fails, and prints what each found; says what it had to skip.
///
/// Needs a nightly toolchain and some programs for cargo. What is not there is skipped, and named in the table.
#[derive(clap::Args, Debug)]
pub(crate) struct Nightly {
    /// Leave this step out; may be given several times.
    #[arg(long, value_name = "STEP", value_parser = PossibleValuesParser::new(step_names()))]
    without: Vec<String>,
    /// Build and install the programs that are missing.
    #[arg(long)]
    install: bool,
    /// How long each fuzz target runs.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    fuzz: u32,
}

const STEPS: &[Step<Nightly>] = &[
    ("public-types", |_, workspace| {
        on_nightly(|| public_types::PublicTypes {}.run(workspace))
    }),
    ("doc-coverage", |_, workspace| {
        on_nightly(|| doc_coverage::DocCoverage {}.run(workspace))
    }),
    ("powerset", |_, workspace| {
        features::Features::PAIRS.run(workspace)?;
        Ok(Verdict::Passed)
    }),
    ("package", |_, workspace| {
        package::Package { no_verify: false }.run(workspace)?;
        Ok(Verdict::Passed)
    }),
    ("semver", |nightly, workspace| {
        semver::check(workspace, nightly.missing(), None, &Choice::ALL)
    }),
    ("load", |_, workspace| {
        let arguments = [
            "--package",
            "opentok-sandbox",
            "--all-features",
            "--test",
            "load",
            "--",
            "--ignored",
        ];
        workspace.run_cargo("test", &arguments)?;
        Ok(Verdict::Passed)
    }),
    ("coverage", |nightly, workspace| {
        coverage::measure(workspace, nightly.missing(), &Choice::ALL, None)
    }),
    ("mutants", |nightly, workspace| {
        mutants::check(workspace, nightly.missing(), &mutants::Scope::default())
    }),
    ("fuzz", |nightly, workspace| {
        on_nightly(|| fuzz::Fuzz::each_for(nightly.fuzz).run(workspace))
    }),
];

impl Nightly {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        steps::run(STEPS, self, workspace, &self.without, AfterFailure::GoOn)
    }

    const fn missing(&self) -> Missing {
        Missing::by_flag(self.install)
    }
}

/// Runs `check` if there is the toolchain that it needs.
fn on_nightly(check: impl FnOnce() -> Outcome) -> Outcome<Verdict> {
    if !process::has_nightly() {
        return Ok(Verdict::Skipped(
            "needs a nightly toolchain: rustup toolchain install nightly".to_owned(),
        ));
    }
    check()?;
    Ok(Verdict::Passed)
}

fn step_names() -> impl Iterator<Item = &'static str> {
    STEPS.iter().map(|(name, _)| *name)
}
