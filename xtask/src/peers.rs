//! `peers`: the official SDKs make every call they have against the sandbox.

use crate::process::Outcome;
use crate::workspace::Workspace;

mod install;
mod known_faults;
mod report;
mod scenario;
mod service;
pub(crate) mod speed;

use install::Programs;
use known_faults::KnownFaults;
use report::Report;
use scenario::{Language, Scenario};
use service::Profile;

/// Runs a scenario over every call of the official SDKs for JavaScript and Python against the sandbox. Needs npm and PyPI
/// the first time; what is installed stays below cargo's target folder.
///
/// Each call is a line: passed, failed, or known, if `known_faults.json` tells of a fault of that SDK that shows in exactly
/// this way. A known fault that does not show is a failure.
#[derive(clap::Args, Debug)]
pub(crate) struct Peers {
    /// Runs only the scenarios whose names contain this.
    #[arg(default_value = "")]
    name: String,
}

/// Where the scenarios are.
const FOLDER: &str = "xtask/peers";

/// Everybody, each with the credentials that it takes.
const SCENARIOS: &[Scenario] = &[
    Scenario::new("npm opentok", Language::JavaScript, "opentok.js", "project"),
    Scenario::new("npm opentok", Language::JavaScript, "opentok.js", "application"),
    Scenario::new(
        "npm @vonage/video",
        Language::JavaScript,
        "vonage-video.js",
        "application",
    ),
    Scenario::new("PyPI opentok", Language::Python, "opentok_calls.py", "project"),
    Scenario::new("PyPI opentok", Language::Python, "opentok_calls.py", "application"),
    Scenario::new(
        "PyPI vonage-video",
        Language::Python,
        "vonage_video_calls.py",
        "application",
    ),
];

impl Peers {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let faults = KnownFaults::read(workspace)?;
        let programs = Programs::install(workspace)?;
        service::build(workspace, Profile::Dev)?;
        let mut report = Report::default();
        for scenario in SCENARIOS {
            if scenario.to_string().contains(&self.name) {
                let told = scenario.run(workspace, &programs)?;
                report.add(scenario, &told, &faults);
            }
        }
        report.close()
    }
}
