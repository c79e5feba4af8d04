//! The table of calls holds every call of the source, and the first page shows it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use http_endpoint::Safety;
use opentok_rest::{CALLS, table};

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// Every file of the source.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// `StopArchive` becomes `stop_archive`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

/// The types that a file makes calls of, once for each of the two traits.
fn calls_in(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("impl")) {
        for trait_name in [" Call for ", " Endpoint for "] {
            let implementor = line.split_once(trait_name).map(|(_, name)| name);
            names.extend(implementor.and_then(|name| name.split(['<', ' ']).next()));
        }
    }
    // Lists are declared with both.
    for (_, declared) in text.match_indices("\nlist! {").map(|(at, _)| text.split_at(at)) {
        let declaration = declared.lines().find(|line| line.contains(" = \""));
        let name = declaration.and_then(|line| line.split_whitespace().next()).unwrap();
        names.extend([name, name]);
    }
    names
}

#[test]
fn every_call_of_the_source_is_in_the_table() {
    let mut files = Vec::new();
    sources(Path::new(SOURCE), &mut files);
    let mut found = 0;
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for name in calls_in(&text).into_iter().map(snake_case) {
            assert!(
                CALLS.iter().any(|call| call.name == name),
                "{name} of {file:?} is not in the table"
            );
            found += 1;
        }
    }
    assert_eq!(found, 2 * CALLS.len());
}

#[test]
fn names_and_routes_come_once() {
    for (at, call) in CALLS.iter().enumerate() {
        for other in &CALLS[..at] {
            assert_ne!(call.name, other.name);
        }
    }
}

#[test]
fn methods_keep_their_promise() {
    for call in CALLS {
        let promised = Safety::of_method(&call.method);
        assert!(
            promised == Safety::Once || promised == call.safety,
            "{}: {:?} of {}",
            call.name,
            call.safety,
            call.method
        );
        assert!(call.path.starts_with('/'), "{}", call.name);
    }
}

#[test]
fn the_first_page_shows_the_table() {
    let page = fs::read_to_string(format!("{SOURCE}/lib.rs")).unwrap();
    let shown: String = page
        .lines()
        .skip_while(|line| !line.contains("<!-- calls:"))
        .skip(1)
        .take_while(|line| !line.contains("<!-- /calls -->"))
        .map(|line| format!("{}\n", line.trim_start_matches("//!").trim_start()))
        .collect();
    assert_eq!(shown.trim(), table().trim(), "run `cargo xtask calls`");
}
