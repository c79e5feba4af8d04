//! The files of the repository, without those that nobody here wrote.

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::Outcome;

/// Folders that hold nothing written here.
const SKIPPED: &[&str] = &["artifacts", "corpus", "node_modules", "target"];

/// Every file below `folder` whose name ends in `ending`, in no particular order.
///
/// # Errors
///
/// When a folder cannot be read.
pub(crate) fn files(folder: &Path, ending: &str) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut due = vec![folder.to_owned()];
    while let Some(folder) = due.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if entry.file_type()?.is_dir() {
                if !name.starts_with('.') && !SKIPPED.contains(&&*name) {
                    due.push(entry.path());
                }
            } else if name.ends_with(ending) {
                found.push(entry.path());
            }
        }
    }
    Ok(found)
}
