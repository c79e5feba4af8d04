//! What is known of other libraries: `xtask/compare/libraries.json`.

use alloc::collections::BTreeMap;

use serde::Deserialize;

use crate::process::Outcome;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Comparison {
    pub(super) libraries: Vec<Library>,
    pub(super) families: Vec<Family>,
}

/// A library, in the version that was looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Library {
    id: String,
    pub(super) name: String,
    pub(super) package: String,
    pub(super) version: String,
    /// What was read of it.
    pub(super) read: String,
}

/// Rows about the same libraries.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Family {
    pub(super) title: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// One thing to have.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) what: String,
    /// The calls of ours that are it.
    #[serde(default)]
    pub(super) calls: Vec<String>,
    /// What has these calls as methods, below `opentok_sdk`.
    #[serde(default = "object")]
    pub(super) on: String,
    /// The items of ours that are it, below `opentok_sdk`.
    #[serde(default)]
    pub(super) items: Vec<String>,
    others: Others,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Others {
    Alike(Alike),
    Each(BTreeMap<String, Cell>),
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Alike {
    All,
    None,
}

/// Whether a library has it. `null` says that the question does not arise.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(untagged)]
pub(super) enum Cell {
    Has(bool),
    /// With a fault or a limit.
    Partly(String),
    /// Not, and there is something to say about it.
    Lacks {
        lacks: String,
    },
    Moot(()),
}

fn object() -> String {
    "OpenTok".to_owned()
}

impl Comparison {
    /// Every call that is claimed.
    pub(super) fn calls(&self) -> impl Iterator<Item = &str> {
        let rows = self.families.iter().flat_map(|family| &family.rows);
        rows.flat_map(|row| &row.calls).map(String::as_str)
    }

    /// The library with this id; [`check`](Self::check) has found it to be there.
    pub(super) fn library(&self, id: &str) -> Option<&Library> {
        self.libraries.iter().find(|library| library.id == id)
    }

    /// Says what is left open or said of nobody.
    pub(super) fn check(&self) -> Outcome {
        for family in &self.families {
            if let Some(id) = family.columns.iter().find(|id| self.library(id).is_none()) {
                return Err(format!("there is no library `{id}`").into());
            }
            for row in &family.rows {
                let Others::Each(cells) = &row.others else {
                    continue;
                };
                let is_whole = family.columns.iter().all(|id| cells.contains_key(id));
                if !is_whole || cells.len() != family.columns.len() {
                    return Err(format!("\"{}\" must be said of exactly {:?}", row.what, family.columns).into());
                }
            }
        }
        Ok(())
    }
}

impl Row {
    /// Whether ours has it.
    pub(super) fn is_ours(&self) -> bool {
        !self.calls.is_empty() || !self.items.is_empty()
    }

    /// Paths of what ours has, below `opentok_sdk`.
    pub(super) fn paths(&self) -> impl Iterator<Item = String> {
        let methods = self.calls.iter().map(|call| format!("{}::{call}", self.on));
        methods.chain(self.items.iter().cloned())
    }

    /// What the library has of it.
    pub(super) fn cell(&self, id: &str) -> Cell {
        match &self.others {
            Others::Alike(Alike::All) => Cell::Has(true),
            Others::Alike(Alike::None) => Cell::Has(false),
            Others::Each(cells) => cells.get(id).cloned().unwrap_or(Cell::Moot(())),
        }
    }

    /// Whether ours has it and so has everybody.
    pub(super) fn is_common(&self, columns: &[String]) -> bool {
        self.is_ours() && columns.iter().all(|id| self.cell(id) == Cell::Has(true))
    }
}

#[cfg(test)]
pub(super) fn sample() -> Comparison {
    let text = r#"{
        "libraries": [
            {"id": "a", "name": "A", "package": "npm `a`", "version": "1.0.0", "read": "a/a at 0"},
            {"id": "b", "name": "B", "package": "gem `b`", "version": "2.0.0", "read": "b/b at 1"}
        ],
        "families": [{"title": "Calls", "columns": ["b", "a"], "rows": [
            {"what": "SIP", "calls": ["dial"], "others": "all"},
            {"what": "DTMF", "calls": ["play"], "others": {"a": "to all", "b": false}},
            {"what": "tokens", "items": ["token::Signer"], "others": {"a": {"lacks": "till 2.0.0"}, "b": null}},
            {"what": "years", "others": "all"}
        ]}]
    }"#;
    serde_json::from_str(text).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_speaks_of_every_column() {
        let mut comparison = sample();
        assert!(comparison.check().is_ok());
        comparison.families[0].columns.pop();
        assert!(comparison.check().is_err());
        comparison.families[0].columns = vec!["c".to_owned()];
        assert!(comparison.check().is_err());
    }

    #[test]
    fn what_all_have_is_common_only_if_ours_has_it() {
        let comparison = sample();
        let family = &comparison.families[0];
        let common: Vec<_> = family.rows.iter().map(|row| row.is_common(&family.columns)).collect();
        assert_eq!(common, [true, false, false, false]);
    }
}
