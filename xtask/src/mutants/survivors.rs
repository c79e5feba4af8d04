//! The list of changes that no test can notice, with the reason of each.

use alloc::collections::BTreeMap;

use crate::process::Outcome;

/// How often each change is expected to survive: two places of one function can suffer the same one.
#[derive(Debug, Default, Eq, PartialEq)]
pub(super) struct Explained(BTreeMap<String, usize>);

impl Explained {
    /// Reads the list: paragraphs with an empty line between, of lines with `#` that say why and of one change a line.
    ///
    /// # Errors
    ///
    /// When a paragraph says no reason or names no change.
    pub(super) fn parse(text: &str) -> Outcome<Self> {
        let mut changes = BTreeMap::new();
        for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            let lines = || paragraph.lines().filter(|line| !line.trim().is_empty());
            let is_reason = |line: &&str| line.starts_with('#');
            let first = lines().next().unwrap_or_default();
            if !is_reason(&first) {
                return Err(format!("survivors.txt gives no reason for: {first}").into());
            }
            let named = lines().filter(|line| !is_reason(line));
            if named.clone().next().is_none() {
                return Err(format!("survivors.txt names no change after: {first}").into());
            }
            for change in named {
                *changes.entry(change.to_owned()).or_default() += 1;
            }
        }
        Ok(Self(changes))
    }

    /// How `survivors` differ from the list, a sentence each. Only a `whole` run shows that a listed one has gone.
    pub(super) fn compare(&self, survivors: &[String], whole: bool) -> Vec<String> {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for survivor in survivors {
            *seen.entry(survivor).or_default() += 1;
        }
        let unexplained = seen.iter().filter_map(|(change, count)| {
            let explained = self.0.get(*change).copied().unwrap_or_default();
            (*count > explained).then(|| format!("no test notices, {count} times with {explained} explained: {change}"))
        });
        let gone = self.0.iter().filter_map(|(change, count)| {
            let survived = seen.get(change.as_str()).copied().unwrap_or_default();
            (whole && survived < *count).then(|| format!("is explained but noticed now, or gone: {change}"))
        });
        unexplained.chain(gone).collect()
    }
}

/// The name of a change without line and column, which move: `FILE:LINE:COLUMN: CHANGE` becomes `FILE: CHANGE`.
pub(super) fn without_place(name: &str) -> String {
    let shortened = || {
        let (place, change) = name.split_once(": ")?;
        let mut parts = place.splitn(2, ':');
        Some(format!("{}: {change}", parts.next()?))
    };
    shortened().unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "# A heading that\n# goes on.\na.rs: replace f with 0\n\n# Twice.\nb.rs: replace + with - in g\nb.rs: replace + with - in g\n";

    fn survivors(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| without_place(name)).collect()
    }

    #[test]
    fn the_explained_ones_may_survive() {
        let list = Explained::parse(LIST).unwrap();
        let survived = survivors(&[
            "b.rs:1:2: replace + with - in g",
            "a.rs:9:9: replace f with 0",
            "b.rs:1:7: replace + with - in g",
        ]);
        assert_eq!(list.compare(&survived, true), Vec::<String>::new());
    }

    #[test]
    fn another_one_in_the_same_function_is_not_explained() {
        let list = Explained::parse(LIST).unwrap();
        let survived = survivors(&["a.rs:9:9: replace f with 0", "a.rs:10:9: replace f with 0"]);
        assert_eq!(
            list.compare(&survived, false),
            ["no test notices, 2 times with 1 explained: a.rs: replace f with 0"]
        );
    }

    #[test]
    fn an_explanation_without_its_survivor_is_told_by_a_whole_run_only() {
        let list = Explained::parse("# Why.\na.rs: replace f with 0\n").unwrap();
        assert_eq!(list.compare(&[], false), Vec::<String>::new());
        assert_eq!(
            list.compare(&[], true),
            ["is explained but noticed now, or gone: a.rs: replace f with 0"]
        );
    }

    #[test]
    fn no_survivor_is_listed_without_a_reason() {
        assert!(Explained::parse("a.rs: replace f with 0\n").is_err());
        assert!(Explained::parse("# Why.\na.rs: replace f with 0\n\nb.rs: replace g with 0\n").is_err());
        assert!(Explained::parse("# Why.\n").is_err());
    }

    #[test]
    fn a_name_without_a_place_stays_as_it_is() {
        assert_eq!(
            without_place("a.rs:10:9: replace f -> T::U with 0"),
            "a.rs: replace f -> T::U with 0"
        );
        assert_eq!(without_place("replace f"), "replace f");
    }
}
