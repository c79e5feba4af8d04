//! `links`: what the pages of the repository point at is there.

use std::fs;

use crate::process::Outcome;
use crate::tree;
use crate::workspace::Workspace;

/// Checks that every file named in the repository's Markdown, by a link or by its path in backticks, exists. Links between
/// items of code are rustdoc's to check.
#[derive(clap::Args, Debug)]
pub(crate) struct Links {}

/// A text in backticks that begins with one of these is a path.
const FOLDERS: &[&str] = &["benches/", "crates/", "deploy/", "examples/", "fuzz/", "xtask/"];

impl Links {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let root = workspace.path("");
        let pages = tree::files(&root, ".md")?;
        let mut count = 0;
        let mut dead = 0;
        for page in &pages {
            let text = fs::read_to_string(page)?;
            let folder = page.parent().unwrap_or(&root);
            for target in targets(&text) {
                count += 1;
                // A path in backticks is told from the root, or from the folder of its crate.
                let is_there = folder.join(target).exists() || (is_path(target) && root.join(target).exists());
                if !is_there {
                    let page = page.strip_prefix(&root).unwrap_or(page);
                    eprintln!("links: {} names {target}, which is not there", page.display());
                    dead += 1;
                }
            }
        }
        if dead == 0 {
            println!("links: {count} in {} pages lead to files", pages.len());
            Ok(())
        } else {
            Err(format!("{dead} dead links").into())
        }
    }
}

/// The files that a page names outside its code.
fn targets(page: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut is_code = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            let links = line
                .split("](")
                .skip(1)
                .filter_map(|rest| rest.split([')', '#']).next());
            found.extend(links.filter(|link| is_file(link)));
            found.extend(line.split('`').skip(1).step_by(2).filter(|text| is_path(text)));
        }
    }
    found
}

/// Whether a link leads to a file, and not to another host, an item of code or a place on its own page.
fn is_file(link: &str) -> bool {
    !link.is_empty() && !link.contains("://") && !link.contains("::")
}

fn is_path(text: &str) -> bool {
    let is_plain = !text.contains([' ', '*', '{', '<', '…']);
    is_plain && FOLDERS.iter().any(|folder| text.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_paths_are_found_outside_code() {
        let page = "See [a](a.md#part), [b](https://example.com/b) and `crates/c/src`, not `crates/*` or `d`.\n\
                    ```console\n$ cat [e](e.md) `crates/f`\n```\n[item](crate::g::H) [here](#here) [h](h/i.md)";
        assert_eq!(targets(page), ["a.md", "crates/c/src", "h/i.md"]);
    }
}
