//! `ci`: every check, in the order of the quickest to refuse, up to the first that does.

use clap::builder::PossibleValuesParser;

use crate::process::Outcome;
use crate::steps::{self, AfterFailure, Step, Verdict};
use crate::workspace::Workspace;
use crate::{
    calls, compare, deny, docs, edges, features, files, fuzz, links, lint, manifests, no_std, test, typos, vectors,
};

/// Runs every check and prints how long each took; stops at the first that fails.
#[derive(clap::Args, Debug)]
pub(crate) struct Ci {
    /// Leave this step out; may be given several times.
    #[arg(long, value_name = "STEP", value_parser = PossibleValuesParser::new(step_names()))]
    without: Vec<String>,
}

const STEPS: &[Step<Ci>] = &[
    ("fmt", |_, workspace| passed(lint::Fmt {}.run(workspace))),
    ("edges", |_, workspace| passed(edges::Edges {}.run(workspace))),
    ("manifests", |_, workspace| {
        passed(manifests::Manifests {}.run(workspace))
    }),
    ("files", |_, workspace| passed(files::Files {}.run(workspace))),
    ("links", |_, workspace| passed(links::Links {}.run(workspace))),
    ("typos", |_, workspace| passed(typos::Typos::default().run(workspace))),
    ("deny", |_, workspace| passed(deny::Deny::default().run(workspace))),
    ("vectors", |_, workspace| {
        passed(vectors::Vectors::default().run(workspace))
    }),
    ("compare", |_, workspace| passed(compare::Compare::CHECK.run(workspace))),
    ("clippy", |_, workspace| passed(lint::Clippy {}.run(workspace))),
    ("calls", |_, workspace| passed(calls::Calls::CHECK.run(workspace))),
    ("docs", |_, workspace| passed(docs::Docs::default().run(workspace))),
    ("no-std", |_, workspace| passed(no_std::NoStd {}.run(workspace))),
    ("features", |_, workspace| {
        passed(features::Features::EACH_ALONE.run(workspace))
    }),
    ("fuzz-replay", |_, workspace| {
        passed(fuzz::Fuzz::replay_only().run(workspace))
    }),
    ("test", |_, workspace| passed(test::Test {}.run(workspace))),
];

impl Ci {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        steps::run(STEPS, self, workspace, &self.without, AfterFailure::Stop)
    }
}

/// Nothing here is left out because of what a machine lacks.
fn passed(outcome: Outcome) -> Outcome<Verdict> {
    outcome.map(|()| Verdict::Passed)
}

fn step_names() -> impl Iterator<Item = &'static str> {
    STEPS.iter().map(|(name, _)| *name)
}
