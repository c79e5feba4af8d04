//! Every check this repository runs, one verb each: `cargo xtask --help`.
//!
//! CI calls these verbs and nothing else, so whatever CI refuses can be seen at a desk with the same words.

extern crate alloc;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::process::Outcome;
use crate::workspace::Workspace;

mod bench;
mod calls;
mod choice;
mod ci;
mod compare;
mod coverage;
mod deny;
mod doc_coverage;
mod docs;
mod edges;
mod examples;
mod features;
mod files;
mod fuzz;
mod house;
mod links;
mod lint;
mod manifests;
mod media;
mod mutants;
mod needs;
mod nightly;
mod no_std;
mod package;
mod peers;
mod process;
mod public_types;
mod python;
mod semver;
mod steps;
mod test;
mod tools;
mod tree;
mod typos;
mod vectors;
mod workspace;

/// Builds, tests and checks the workspace.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Test(test::Test),
    Ci(ci::Ci),
    Fmt(lint::Fmt),
    Clippy(lint::Clippy),
    Docs(docs::Docs),
    Edges(edges::Edges),
    NoStd(no_std::NoStd),
    Features(features::Features),
    Vectors(vectors::Vectors),
    Media(media::Media),
    Fuzz(fuzz::Fuzz),
    Bench(bench::Bench),
    Calls(calls::Calls),
    Compare(compare::Compare),
    Peers(peers::Peers),
    Examples(examples::Examples),
    Manifests(manifests::Manifests),
    Links(links::Links),
    Files(files::Files),
    Typos(typos::Typos),
    Deny(deny::Deny),
    PublicTypes(public_types::PublicTypes),
    DocCoverage(doc_coverage::DocCoverage),
    Package(package::Package),
    Semver(semver::Semver),
    Coverage(coverage::Coverage),
    Mutants(mutants::Mutants),
    Nightly(nightly::Nightly),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match Workspace::load().and_then(|workspace| arguments.verb.run(&workspace)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

impl Verb {
    fn run(&self, workspace: &Workspace) -> Outcome {
        match self {
            Self::Test(verb) => verb.run(workspace),
            Self::Ci(verb) => verb.run(workspace),
            Self::Fmt(verb) => verb.run(workspace),
            Self::Clippy(verb) => verb.run(workspace),
            Self::Docs(verb) => verb.run(workspace),
            Self::Edges(verb) => verb.run(workspace),
            Self::NoStd(verb) => verb.run(workspace),
            Self::Features(verb) => verb.run(workspace),
            Self::Vectors(verb) => verb.run(workspace),
            Self::Media(verb) => verb.run(workspace),
            Self::Fuzz(verb) => verb.run(workspace),
            Self::Bench(verb) => verb.run(workspace),
            Self::Calls(verb) => verb.run(workspace),
            Self::Compare(verb) => verb.run(workspace),
            Self::Peers(verb) => verb.run(workspace),
            Self::Examples(verb) => verb.run(workspace),
            Self::Manifests(verb) => verb.run(workspace),
            Self::Links(verb) => verb.run(workspace),
            Self::Files(verb) => verb.run(workspace),
            Self::Typos(verb) => verb.run(workspace),
            Self::Deny(verb) => verb.run(workspace),
            Self::PublicTypes(verb) => verb.run(workspace),
            Self::DocCoverage(verb) => verb.run(workspace),
            Self::Package(verb) => verb.run(workspace),
            Self::Semver(verb) => verb.run(workspace),
            Self::Coverage(verb) => verb.run(workspace),
            Self::Mutants(verb) => verb.run(workspace),
            Self::Nightly(verb) => verb.run(workspace),
        }
    }
}
