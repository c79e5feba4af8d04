//! `doc-coverage`: rustdoc itself counts what is documented.

use alloc::collections::BTreeMap;

use serde::Deserialize;

use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// Has rustdoc (nightly) count the documented items of every library; all must be.
#[derive(clap::Args, Debug)]
pub(crate) struct DocCoverage {}

/// What rustdoc counts in one file, or the sum of several.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
struct Count {
    total: u64,
    with_docs: u64,
    with_examples: u64,
}

impl DocCoverage {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let mut undocumented = Vec::new();
        let mut table = format!(
            "{:<18} {:>6} {:>11} {:>13}\n",
            "crate", "items", "documented", "with example"
        );
        for library in workspace.libraries() {
            let mut rustdoc = workspace.nightly("rustdoc");
            rustdoc.args(["--quiet", "--package", &library.name, "--lib", "--all-features", "--"]);
            rustdoc.args(["-Z", "unstable-options", "--show-coverage", "--output-format", "json"]);
            let files = counts(&process::read(&mut rustdoc)?)?;
            let missing = files.iter().filter(|(_, count)| count.with_docs < count.total);
            undocumented.extend(missing.map(|(file, count)| format!("{} in {file}", count.total - count.with_docs)));
            let sum = sum(files.values());
            table += &format!(
                "{:<18} {:>6} {:>11} {:>13}\n",
                library.name, sum.total, sum.with_docs, sum.with_examples
            );
        }
        print!("{table}");
        if undocumented.is_empty() {
            Ok(())
        } else {
            Err(format!("undocumented items: {}", undocumented.join(", ")).into())
        }
    }
}

/// Reads the line of JSON that rustdoc prints: a count for each file.
fn counts(output: &str) -> Outcome<BTreeMap<String, Count>> {
    let json = output.lines().find(|line| line.starts_with('{'));
    let counts: BTreeMap<_, _> = serde_json::from_str(json.ok_or("rustdoc printed no count")?)?;
    if counts.is_empty() {
        return Err("rustdoc counted no file".into());
    }
    Ok(counts)
}

fn sum<'c>(counts: impl Iterator<Item = &'c Count>) -> Count {
    counts.fold(Count::default(), |sum, count| Count {
        total: sum.total + count.total,
        with_docs: sum.with_docs + count.with_docs,
        with_examples: sum.with_examples + count.with_examples,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_of_all_files_add_up() {
        let output = r#"{"src/a.rs":{"total":3,"with_docs":3,"total_examples":3,"with_examples":1},
            "src/b.rs":{"total":2,"with_docs":1,"total_examples":2,"with_examples":0}}"#;
        let files = counts(&output.replace('\n', " ")).unwrap();
        let expected = Count {
            total: 5,
            with_docs: 4,
            with_examples: 1,
        };
        assert_eq!(sum(files.values()), expected);
    }

    #[test]
    fn no_count_is_not_full_coverage() {
        assert!(counts("").is_err());
        assert!(counts("{}").is_err());
    }
}
