//! `test`: everything that is tested by running it.

use std::net::ToSocketAddrs;

use crate::house;
use crate::needs::{self, Need};
use crate::process::{self, Outcome};
use crate::python::Package;
use crate::workspace::Workspace;

/// Installs what tests need, then runs every test and doctest, and the crates without std in their smaller builds.
#[derive(clap::Args, Debug)]
pub(crate) struct Test {}

/// What the tests start besides the programs of this workspace.
const NEEDS: &[Need] = &[
    Need {
        program: "curl",
        version_flag: "--version",
        package: "curl",
    },
    Need {
        program: "jq",
        version_flag: "--version",
        package: "jq",
    },
    Need {
        program: "redis-server",
        version_flag: "--version",
        package: "redis-server",
    },
];

/// What a few tests start if it is there, and say so if it is not.
const WANTS: &[Need] = &[Need {
    program: "ffmpeg",
    version_flag: "-version",
    package: "ffmpeg",
}];

/// Programs in Python that some tests ask, each by the variable that tells them where it is: the reader of the timelines
/// that we export, and the checker of the interface that a server describes.
const JUDGES: &[(Package, &str, &str)] = &[
    (
        Package {
            name: "opentimelineio",
            version: "0.18.1",
        },
        "OPENTOK_ARCHIVE_PYTHON",
        "python",
    ),
    (
        Package {
            name: "schemathesis",
            version: "4.32.5",
        },
        "OPENTOK_SCHEMATHESIS",
        "schemathesis",
    ),
];

/// The builds of a crate that can do without std. Doctests show the whole crate and stay out of those that lack a part;
/// everything at once is the workspace's own run.
const REDUCED: &[&[&str]] = &[
    &["--no-default-features", "--tests"],
    &["--no-default-features", "--features", "alloc", "--tests"],
    &[],
];

impl Test {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        // Certificates and proxies of tests go by this name, and a fresh root file system may not know it.
        if ("localhost", 0).to_socket_addrs().is_err() {
            return Err("localhost has no address here: /etc/hosts is to say `127.0.0.1 localhost`".into());
        }
        needs::meet(NEEDS)?;
        let mut skipped = Vec::new();
        if let Err(failure) = needs::meet(WANTS) {
            skipped.push(format!("what ffmpeg makes of our plans: {failure}"));
        }
        let mut tests = workspace.cargo("test");
        tests.args(["--workspace", "--all-features"]);
        for (package, variable, program) in JUDGES {
            match package.programs(workspace) {
                Ok(programs) => {
                    tests.env(variable, programs.join(program));
                }
                Err(failure) => skipped.push(format!("what {} says of ours: {failure}", package.name)),
            }
        }
        tell(&skipped);
        process::run(&mut tests)?;
        let crates = house::HOUSE
            .iter()
            .filter(|room| room.no_std && workspace.package(room.name).is_some());
        for room in crates {
            for build in REDUCED {
                let arguments = [&["--package", room.name], *build].concat();
                workspace.run_cargo("test", &arguments)?;
            }
        }
        tell(&skipped);
        Ok(())
    }
}

/// Said before the tests, and again after their thousands of lines.
fn tell(skipped: &[String]) {
    for what in skipped {
        eprintln!("test: SKIPPED: {what}");
    }
}
