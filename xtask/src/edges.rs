//! `edges`: no dependency arrow but those of the plan.

use alloc::collections::BTreeSet;

use crate::house::{self, NEVER_PUBLISHED, Room};
use crate::process::Outcome;
use crate::workspace::{Dependency, DependencyKind, Package, Workspace};

/// Fails on any dependency that the plan of the workspace does not allow.
#[derive(clap::Args, Debug)]
pub(crate) struct Edges {}

impl Edges {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let violations = violations(&workspace.packages);
        for violation in &violations {
            eprintln!("edges: {violation}");
        }
        if !violations.is_empty() {
            return Err(format!(
                "{} dependencies against the plan (xtask/src/house.rs)",
                violations.len()
            )
            .into());
        }
        let members: BTreeSet<_> = workspace.packages.iter().map(|package| package.name.as_str()).collect();
        let arrows = workspace.packages.iter().flat_map(|package| &package.dependencies);
        let inner = arrows
            .filter(|dependency| members.contains(dependency.name.as_str()))
            .count();
        println!(
            "edges: {} members, {inner} arrows between them, all as planned",
            members.len()
        );
        Ok(())
    }
}

/// Every dependency of `packages` that the plan forbids, as sentences.
fn violations(packages: &[Package]) -> Vec<String> {
    let members: BTreeSet<_> = packages.iter().map(|package| package.name.as_str()).collect();
    let mut found = Vec::new();
    for package in packages {
        let Some(room) = house::room(&package.name) else {
            found.push(format!("{} is not in the plan", package.name));
            continue;
        };
        for dependency in &package.dependencies {
            let ours = members.contains(dependency.name.as_str()) || house::room(&dependency.name).is_some();
            let refusal = if ours {
                refuse_ours(room, dependency)
            } else {
                refuse_theirs(room, package, dependency)
            };
            if let Some(why) = refusal {
                found.push(format!("{} -> {}: {why}", package.name, dependency.name));
            }
        }
    }
    found
}

/// Why the plan forbids this arrow between two members.
fn refuse_ours(room: &Room, dependency: &Dependency) -> Option<&'static str> {
    let name = dependency.name.as_str();
    let always = room.imports.contains(&name);
    let by_feature = room.imports_by_feature.contains(&name);
    match dependency.kind {
        // A crate names itself to switch on its own features in its tests.
        Some(DependencyKind::Dev) if name == room.name => None,
        Some(DependencyKind::Dev) if always || by_feature || room.tests_import.contains(&name) => None,
        Some(DependencyKind::Dev) => Some("not for its tests either"),
        _ if always || (by_feature && dependency.optional) => None,
        _ if by_feature => Some("only behind a feature (make it optional)"),
        _ => Some("no such arrow in the plan"),
    }
}

/// Why the plan forbids this dependency on somebody else's crate.
fn refuse_theirs(room: &Room, package: &Package, dependency: &Dependency) -> Option<&'static str> {
    let name = dependency.name.as_str();
    match dependency.kind {
        Some(DependencyKind::Dev) => None,
        _ if package.is_published() && NEVER_PUBLISHED.contains(&name) => Some("tests only, in every published crate"),
        _ if room.never.contains(&name) => Some("not in this crate"),
        _ if room.by_feature.contains(&name) && !dependency.optional => {
            Some("only behind a feature (make it optional)")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORMAL: &str = "null";
    const DEV: &str = r#""dev""#;

    fn package(name: &str, dependencies: &[(&str, &str, bool)]) -> Package {
        let dependencies: Vec<_> = dependencies
            .iter()
            .map(|(name, kind, optional)| format!(r#"{{"name":"{name}","kind":{kind},"optional":{optional}}}"#))
            .collect();
        let manifest = format!(
            r#"{{"name":"{name}","dependencies":[{}],"features":{{}},"publish":null,"manifest_path":"/Cargo.toml"}}"#,
            dependencies.join(",")
        );
        serde_json::from_str(&manifest).unwrap()
    }

    fn refused(name: &str, dependency: (&str, &str, bool)) -> bool {
        !violations(&[package(name, &[dependency])]).is_empty()
    }

    #[test]
    fn the_planned_arrows_are_allowed() {
        assert!(!refused("opentok-token", ("compact-jws", NORMAL, true)));
        assert!(!refused("opentok-archive", ("opentok-token", NORMAL, false)));
        assert!(!refused("opentok-cli", ("opentok-servers", NORMAL, false)));
        assert!(!refused("opentok-rest", ("http", NORMAL, false)));
    }

    #[test]
    fn an_arrow_against_the_grain_is_refused() {
        assert!(refused("compact-jws", ("opentok-token", NORMAL, false)));
        assert!(refused("compact-jws", ("opentok-token", NORMAL, true)));
        assert!(refused("opentok-sandbox", ("opentok-rest", NORMAL, false)));
        assert!(refused("helplightning", ("opentok-token", NORMAL, false)));
        assert!(refused("opentok-sdk", ("opentok-cli", NORMAL, false)));
    }

    #[test]
    fn an_arrow_behind_a_feature_must_be_optional() {
        assert!(refused("opentok-token", ("compact-jws", NORMAL, false)));
        assert!(refused("http-endpoint", ("reqwest", NORMAL, false)));
        assert!(!refused("http-endpoint", ("reqwest", NORMAL, true)));
    }

    #[test]
    fn a_client_library_is_no_dependency_of_the_rest_crate() {
        for client in ["reqwest", "hyper", "tokio"] {
            assert!(refused("opentok-rest", (client, NORMAL, false)), "{client}");
            assert!(!refused("opentok-rest", (client, DEV, false)), "{client} in tests");
        }
    }

    #[test]
    fn the_judge_of_the_tests_is_no_dependency() {
        assert!(refused("compact-jws", ("jsonwebtoken", NORMAL, true)));
        assert!(!refused("compact-jws", ("jsonwebtoken", DEV, false)));
    }

    #[test]
    fn tests_follow_the_plan_too() {
        assert!(!refused("opentok-rest", ("opentok-sandbox", DEV, false)));
        assert!(refused("opentok-sandbox", ("opentok-rest", DEV, false)));
        assert!(!refused("opentok-token", ("opentok-token", DEV, false)));
    }

    #[test]
    fn a_member_outside_the_plan_is_refused() {
        assert!(!violations(&[package("opentok-utils", &[])]).is_empty());
    }
}
