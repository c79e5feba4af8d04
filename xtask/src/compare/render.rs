//! The comparison as Markdown.

use core::fmt::Write as _;

use super::data::{Cell, Comparison, Library, Row};

/// For the front page: what not all have alike, in one table; the rest in one sentence.
pub(super) fn differences(comparison: &Comparison) -> String {
    let mut notes = Notes::default();
    // The family with the most columns has the table; the others leave some of its cells empty.
    let widest = comparison.families.iter().max_by_key(|family| family.columns.len());
    let columns = widest.map(|family| family.columns.as_slice()).unwrap_or_default();
    let mut page = head(comparison, "", columns);
    let mut common = Vec::new();
    for family in &comparison.families {
        for row in &family.rows {
            if row.is_common(&family.columns) {
                common.push(row.what.as_str());
                continue;
            }
            let cells = columns.iter().map(|id| {
                let is_asked = family.columns.contains(id);
                if is_asked { row.cell(id) } else { Cell::Moot(()) }
            });
            let cells: Vec<_> = cells.collect();
            let ours = if row.is_ours() { "✓" } else { "–" };
            line(&mut page, &row.what, ours, &cells, &mut notes);
        }
    }
    let _ = write!(page, "\nAll have, this one included: {}.\n", common.join(", "));
    notes.write(&mut page);
    page
}

/// For the documentation: a link to each item that is claimed. Rustdoc fails on one that leads nowhere, and elsewhere nobody
/// can follow them, which is why they stand apart from the tables.
pub(super) fn items(comparison: &Comparison) -> String {
    let mut page = String::new();
    for row in comparison
        .families
        .iter()
        .flat_map(|family| &family.rows)
        .filter(|row| row.is_ours())
    {
        let links: Vec<_> = row
            .paths()
            .map(|path| format!("[`{}`](crate::{path})", last_word(&path)))
            .collect();
        let _ = writeln!(page, "- {}: {}", row.what, links.join(", "));
    }
    page
}

/// For the guide: everything, with what it is of ours.
pub(super) fn everything(comparison: &Comparison) -> String {
    let mut page = String::new();
    for family in &comparison.families {
        let mut notes = Notes::default();
        let _ = write!(
            page,
            "## {}\n\n{}",
            family.title,
            head(comparison, &family.title, &family.columns)
        );
        for row in &family.rows {
            let cells: Vec<_> = family.columns.iter().map(|id| row.cell(id)).collect();
            line(&mut page, &row.what, &names(row), &cells, &mut notes);
        }
        notes.write(&mut page);
        page.push('\n');
    }
    page.push_str("## What was looked at\n\n");
    for library in &comparison.libraries {
        let Library {
            name,
            package,
            version,
            read,
            ..
        } = library;
        let _ = writeln!(page, "- {name}: {package} {version} ({read})");
    }
    page
}

fn head(comparison: &Comparison, title: &str, columns: &[String]) -> String {
    let libraries = columns.iter().filter_map(|id| comparison.library(id));
    let names: String = libraries
        .map(|library| format!(" {} {} |", library.name, library.version))
        .collect();
    let rule = " :---: |".repeat(columns.len());
    format!("| {title} | this |{names}\n| --- | :---: |{rule}\n")
}

/// What ours has, by the last word of each path.
fn names(row: &Row) -> String {
    let names: Vec<_> = row.paths().map(|path| format!("`{}`", last_word(&path))).collect();
    if names.is_empty() {
        "–".to_owned()
    } else {
        names.join(", ")
    }
}

fn last_word(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

fn line(page: &mut String, what: &str, ours: &str, cells: &[Cell], notes: &mut Notes) {
    let _ = write!(page, "| {what} | {ours} |");
    for cell in cells {
        let text = match cell {
            Cell::Has(true) => "✓".to_owned(),
            Cell::Has(false) => "–".to_owned(),
            Cell::Partly(note) => format!("(✓) {}", notes.mark(note)),
            Cell::Lacks { lacks } => format!("– {}", notes.mark(lacks)),
            Cell::Moot(()) => String::new(),
        };
        let _ = write!(page, " {text} |");
    }
    page.push('\n');
}

/// What has to be said about a cell, numbered in the order of first use.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    fn mark(&mut self, note: &str) -> String {
        let known = self.0.iter().position(|known| known == note);
        let at = known.unwrap_or_else(|| {
            self.0.push(note.to_owned());
            self.0.len() - 1
        });
        format!("<sup>{}</sup>", at + 1)
    }

    fn write(&self, page: &mut String) {
        let notes: Vec<_> = self
            .0
            .iter()
            .enumerate()
            .map(|(at, note)| format!("<sup>{}</sup> {note}", at + 1))
            .collect();
        if !notes.is_empty() {
            let _ = write!(page, "\n{}.\n", notes.join("; "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::data::sample;
    use super::*;

    #[test]
    fn the_front_page_shows_what_differs() {
        let expected = "|  | this | B 2.0.0 | A 1.0.0 |\n| --- | :---: | :---: | :---: |\n\
            | DTMF | ✓ | – | (✓) <sup>1</sup> |\n| tokens | ✓ |  | – <sup>2</sup> |\n| years | – | ✓ | ✓ |\n\
            \nAll have, this one included: SIP.\n\n<sup>1</sup> to all; <sup>2</sup> till 2.0.0.\n";
        assert_eq!(differences(&sample()), expected);
    }

    #[test]
    fn the_guide_shows_everything_and_links_to_ours() {
        let page = everything(&sample());
        assert!(page.contains("| SIP | `dial` | ✓ | ✓ |"), "{page}");
        assert!(page.contains("| tokens | `Signer` |  | – <sup>2</sup> |"), "{page}");
        let links = "- SIP: [`dial`](crate::OpenTok::dial)\n- DTMF: [`play`](crate::OpenTok::play)\n\
            - tokens: [`Signer`](crate::token::Signer)\n";
        assert_eq!(items(&sample()), links);
        assert!(
            page.ends_with("- A: npm `a` 1.0.0 (a/a at 0)\n- B: gem `b` 2.0.0 (b/b at 1)\n"),
            "{page}"
        );
    }
}
