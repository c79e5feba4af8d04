//! `files`: every source file is named by what it holds, and can be read in one go.

use std::fs;
use std::path::Path;

use crate::process::Outcome;
use crate::tree;
use crate::workspace::Workspace;

/// Checks that no source file is called by a name that says nothing, and that none is too long.
#[derive(clap::Args, Debug)]
pub(crate) struct Files {}

/// The most lines a file may have: past this it holds more than one thing.
const MAX_LINES: usize = 400;

/// What a module is called when nobody knows what it holds.
const EMPTY_NAMES: &[&str] = &["common", "helper", "helpers", "misc", "types", "util", "utils"];

impl Files {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let root = workspace.path("");
        let files = tree::files(&root, ".rs")?;
        let mut faults = 0;
        for file in &files {
            let lines = fs::read_to_string(file)?.lines().count();
            let path = file.strip_prefix(&root).unwrap_or(file);
            for fault in faults_of(path, lines) {
                eprintln!("files: {}: {fault}", path.display());
                faults += 1;
            }
        }
        if faults == 0 {
            println!(
                "files: {} are named by what they hold, in at most {MAX_LINES} lines",
                files.len()
            );
            Ok(())
        } else {
            Err(format!("{faults} faults of names and lengths").into())
        }
    }
}

/// What is wrong with a file of so many lines at this path from the root.
fn faults_of(path: &Path, lines: usize) -> Vec<String> {
    let mut faults = Vec::new();
    for part in path.with_extension("").iter() {
        if EMPTY_NAMES.iter().any(|name| part == *name) {
            faults.push(format!("`{}` does not say what it holds", part.display()));
        }
    }
    if lines > MAX_LINES {
        faults.push(format!("{lines} lines; the limit is {MAX_LINES}"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, lines: usize) -> usize {
        faults_of(Path::new(path), lines).len()
    }

    #[test]
    fn names_that_say_nothing_are_refused_as_files_and_as_folders() {
        for path in [
            "crates/a/src/utils.rs",
            "crates/a/tests/common/mod.rs",
            "xtask/src/types.rs",
        ] {
            assert_eq!(count(path, 1), 1, "{path}");
        }
        for path in [
            "crates/a/src/public_types.rs",
            "crates/a/src/lib.rs",
            "crates/a/tests/commons.rs",
        ] {
            assert_eq!(count(path, 1), 0, "{path}");
        }
    }

    #[test]
    fn a_file_is_too_long_one_line_past_the_limit() {
        assert_eq!((count("a.rs", MAX_LINES), count("a.rs", MAX_LINES + 1)), (0, 1));
    }
}
