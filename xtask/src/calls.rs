//! `calls`: the table of REST calls on the first page of opentok-rest is the one that its source makes.

use std::fs;

use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// Writes the table of REST calls into the documentation of opentok-rest.
#[derive(clap::Args, Debug, Default)]
pub(crate) struct Calls {
    /// Write nothing; fail if the table is not up to date.
    #[arg(long)]
    check: bool,
}

const PAGE: &str = "crates/opentok-rest/src/lib.rs";
const BEGIN: &str = "//! <!-- calls: made by `cargo xtask calls` -->\n";
const END: &str = "//! <!-- /calls -->\n";

impl Calls {
    /// What `ci` runs.
    pub(crate) const CHECK: Self = Self { check: true };

    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let mut example = workspace.cargo("run");
        example.args(["--quiet", "--package", "opentok-rest", "--example", "calls"]);
        let table = process::read(&mut example)?;
        let path = workspace.path(PAGE);
        let page = fs::read_to_string(&path)?;
        let new = with_table(&page, &table).ok_or_else(|| format!("{PAGE} has no place for the table of calls"))?;
        if new == page {
            return Ok(());
        }
        if self.check {
            return Err(format!("the table of calls in {PAGE} is old: run `cargo xtask calls`").into());
        }
        Ok(fs::write(path, new)?)
    }
}

/// The calls that the table lists, by name.
pub(crate) fn names(workspace: &Workspace) -> Outcome<Vec<String>> {
    let page = fs::read_to_string(workspace.path(PAGE))?;
    let rows = page
        .split_once(BEGIN)
        .and_then(|(_, rest)| rest.split_once(END))
        .map(|(table, _)| table)
        .ok_or_else(|| format!("{PAGE} has no table of calls"))?;
    let names = rows
        .lines()
        .filter_map(|row| row.strip_prefix("//! | `")?.split('`').next());
    Ok(names.map(str::to_owned).collect())
}

/// The page with this table between the marks.
fn with_table(page: &str, table: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    let rows: String = table.lines().map(|row| format!("//! {row}\n")).collect();
    Some(format!("{before}{BEGIN}//!\n{rows}//!\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_replaces_what_stands_between_the_marks() {
        let page = format!("a\n{BEGIN}old\n{END}b\n");
        let new = with_table(&page, "| x |\n| y |\n").unwrap();
        assert_eq!(new, format!("a\n{BEGIN}//!\n//! | x |\n//! | y |\n//!\n{END}b\n"));
        assert_eq!(with_table(&new, "| x |\n| y |\n").unwrap(), new);
        assert_eq!(with_table("no marks", ""), None);
    }
}
