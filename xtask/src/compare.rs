//! `compare`: what this SDK and others have, as a table that is made and not written.

mod data;
mod render;

use alloc::collections::BTreeMap;
use std::fs;

use data::Comparison;

use crate::calls;
use crate::process::Outcome;
use crate::workspace::Workspace;

/// Writes the comparison with other SDKs into README.md and the guide of opentok-sdk.
#[derive(clap::Args, Debug, Default)]
pub(crate) struct Compare {
    /// Write nothing; fail if a table is not up to date.
    #[arg(long)]
    check: bool,
}

const DATA: &str = "xtask/compare/libraries.json";
const FRONT_PAGE: &str = "README.md";
const GUIDE: &str = "crates/opentok-sdk/src/guide/compared.md";
const ITEMS: &str = "crates/opentok-sdk/src/guide/compared_items.md";

impl Compare {
    /// What `ci` runs.
    pub(crate) const CHECK: Self = Self { check: true };

    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let comparison: Comparison = serde_json::from_slice(&fs::read(workspace.path(DATA))?)?;
        comparison.check()?;
        each_call_once(&comparison, &calls::names(workspace)?)?;
        self.place(workspace, FRONT_PAGE, &render::differences(&comparison))?;
        self.place(workspace, GUIDE, &render::everything(&comparison))?;
        self.place(workspace, ITEMS, &render::items(&comparison))
    }

    /// Puts a table between the marks of a page.
    fn place(&self, workspace: &Workspace, page: &str, table: &str) -> Outcome {
        let path = workspace.path(page);
        let old = fs::read_to_string(&path)?;
        let new = between_marks(&old, table).ok_or_else(|| format!("{page} has no place for the comparison"))?;
        if new == old {
            return Ok(());
        }
        if self.check {
            return Err(format!("the comparison in {page} is old: run `cargo xtask compare`").into());
        }
        Ok(fs::write(path, new)?)
    }
}

const BEGIN: &str = "<!-- compared: made by `cargo xtask compare` -->\n";
const END: &str = "<!-- /compared -->";

fn between_marks(page: &str, table: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}

/// Every call that is claimed exists, and every call that exists is compared, once. (That the items exist is for rustdoc to
/// say, which follows the links to them.)
fn each_call_once(comparison: &Comparison, names: &[String]) -> Outcome {
    let mut claims: BTreeMap<&str, usize> = names.iter().map(|name| (name.as_str(), 0)).collect();
    for call in comparison.calls() {
        let count = claims
            .get_mut(call)
            .ok_or_else(|| format!("{DATA} claims `{call}`, which is no call of opentok-rest"))?;
        *count += 1;
    }
    match claims.iter().find(|(_, count)| **count != 1) {
        Some((call, count)) => Err(format!("{DATA} compares `{call}` {count} times").into()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_replaces_what_stands_between_the_marks() {
        let page = format!("a\n{BEGIN}old\n{END}\nb\n");
        let new = between_marks(&page, "| x |").unwrap();
        assert_eq!(new, format!("a\n{BEGIN}\n| x |\n{END}\nb\n"));
        assert_eq!(between_marks(&new, "| x |").unwrap(), new);
        assert_eq!(between_marks("no marks", ""), None);
    }

    #[test]
    fn a_claim_without_a_call_and_a_call_without_a_claim_are_refused() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let comparison = data::sample();
        assert!(each_call_once(&comparison, &names(&["dial", "play"])).is_ok());
        assert!(
            each_call_once(&comparison, &names(&["dial"])).is_err(),
            "claims too much"
        );
        assert!(
            each_call_once(&comparison, &names(&["dial", "play", "stop"])).is_err(),
            "claims too little"
        );
    }
}
