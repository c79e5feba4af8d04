//! Lists for people.

use core::fmt::Write;

use serde::Serialize;
use serde_json::Value;

use super::members::{Members, moment_of};
use crate::output::Printable;
use crate::time::Readable;

/// A table of these members of each item, below their names. Columns in which nobody has anything are left out.
pub(crate) fn table<T: Serialize>(items: &[T], columns: &[&str]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let rows: Vec<Vec<String>> = items
        .iter()
        .map(|item| {
            let members = Members::of(item);
            columns.iter().map(|name| cell(name, members.get(name))).collect()
        })
        .collect();
    let width = |at: usize| {
        let widest = rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
        (widest > 0).then(|| widest.max(columns[at].len()))
    };
    let shown: Vec<(usize, usize)> = (0..columns.len()).filter_map(|at| Some((at, width(at)?))).collect();
    let mut table = String::new();
    let names: Vec<String> = columns.iter().map(|&name| name.to_owned()).collect();
    for row in core::iter::once(&names).chain(&rows) {
        let mut line = String::new();
        for (at, width) in &shown {
            // Writing to a String does not fail.
            let _ = write!(line, "{:width$}  ", row[*at]);
        }
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table
}

fn cell(name: &str, value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => Printable(text).to_string(),
        Some(Value::Number(number)) if name.ends_with("At") => {
            let moment = number.as_u64().map(|moment| Readable(moment_of(moment)).to_string());
            let moment = moment.unwrap_or_default();
            moment
                .split_once("  ")
                .map_or(moment.clone(), |(_, date)| date.to_owned())
        }
        Some(Value::Array(items)) => {
            let words: Vec<String> = items
                .iter()
                .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
                .collect();
            Printable(&words.join(" ")).to_string()
        }
        Some(other) => Printable(&other.to_string()).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn columns_are_aligned_and_empty_ones_left_out() {
        let items = [
            json!({"id": "a", "status": "available", "createdAt": 1_700_000_000_000_u64, "name": null}),
            json!({"id": "long\u{1b}", "status": "started"}),
        ];
        let expected = "\
id          status     createdAt
a           available  2023-11-14 22:13:20 UTC
long\\u{1b}  started
";
        assert_eq!(table(&items, &["id", "status", "createdAt", "name"]), expected);
        assert_eq!(table::<Value>(&[], &["id"]), "");
    }
}
