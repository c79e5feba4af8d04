//! `public-types`: the assertions of traits miss no type.
//!
//! Each library has `tests/expected_traits.rs`, which does not compile when a type lacks a trait that people expect of it.
//! Here the list of types comes from rustdoc, so that one added without an assertion is found.

use alloc::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::process::{self, Outcome};
use crate::workspace::{Package, Workspace};

/// Checks that `tests/expected_traits.rs` of every library names every public type there is, as rustdoc (nightly) lists them.
#[derive(clap::Args, Debug)]
pub(crate) struct PublicTypes {}

/// Where a library says what its types implement.
const ASSERTIONS: &str = "tests/expected_traits.rs";

impl PublicTypes {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        let mut unnamed = Vec::new();
        let mut count = 0;
        for library in workspace.libraries() {
            let types = public_types(&describe(workspace, library)?, &library.identifier())?;
            let assertions = fs::read_to_string(library.folder().join(ASSERTIONS)).unwrap_or_default();
            count += types.len();
            unnamed.extend(types.into_iter().filter(|path| !names(&assertions, path)));
        }
        for path in &unnamed {
            eprintln!("public-types: {path} is not in {ASSERTIONS}");
        }
        if unnamed.is_empty() {
            println!("public-types: {count} types, each with its traits asserted");
            Ok(())
        } else {
            Err(format!("{} public types without assertions", unnamed.len()).into())
        }
    }
}

/// As much of rustdoc's description of a crate as leads to its types.
#[derive(Debug, Deserialize)]
struct Crate {
    root: u32,
    index: BTreeMap<u32, Item>,
}

#[derive(Debug, Deserialize)]
struct Item {
    name: Option<String>,
    inner: Inner,
}

/// One of these is there, or none if the item is of another kind.
#[derive(Debug, Deserialize)]
struct Inner {
    module: Option<Module>,
    #[serde(rename = "use")]
    import: Option<Import>,
    #[serde(rename = "struct")]
    structure: Option<IgnoredAny>,
    #[serde(rename = "enum")]
    enumeration: Option<IgnoredAny>,
    union: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
struct Module {
    items: Vec<u32>,
}

#[derive(Debug, Deserialize)]
struct Import {
    name: String,
    /// Nothing of another crate is in the index.
    id: Option<u32>,
    is_glob: bool,
}

/// Has rustdoc describe `library`, every feature on.
fn describe(workspace: &Workspace, library: &Package) -> Outcome<Crate> {
    let mut rustdoc = workspace.nightly("rustdoc");
    rustdoc.args(["--quiet", "--package", &library.name, "--lib", "--all-features", "--"]);
    process::run(rustdoc.args(["-Z", "unstable-options", "--output-format", "json"]))?;
    let path = workspace.target(format!("nightly/doc/{}.json", library.identifier()));
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

/// The paths by which callers of the crate `name` reach its types.
fn public_types(description: &Crate, name: &str) -> Outcome<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut modules = vec![(name.to_owned(), description.root)];
    while let Some((path, id)) = modules.pop() {
        // Globs may lead in a circle.
        if !seen.insert((path.clone(), id)) {
            continue;
        }
        let module = description.index.get(&id).and_then(|item| item.inner.module.as_ref());
        for id in &module.ok_or("rustdoc describes a module that is none")?.items {
            let Some(item) = description.index.get(id) else {
                continue;
            };
            let (item, name) = match &item.inner.import {
                Some(import) => {
                    let Some((id, target)) = import.id.and_then(|id| Some((id, description.index.get(&id)?))) else {
                        continue;
                    };
                    if import.is_glob {
                        modules.push((path.clone(), id));
                        continue;
                    }
                    if target.inner.module.is_some() {
                        modules.push((format!("{path}::{}", import.name), id));
                        continue;
                    }
                    (target, Some(&import.name))
                }
                None => (item, item.name.as_ref()),
            };
            let Some(name) = name else { continue };
            let inner = &item.inner;
            if inner.module.is_some() {
                modules.push((format!("{path}::{name}"), *id));
            } else if inner.structure.is_some() || inner.enumeration.is_some() || inner.union.is_some() {
                found.insert(format!("{path}::{name}"));
            }
        }
    }
    Ok(found)
}

/// Whether `text` holds `path` with nothing behind it that would make it a longer one.
fn names(text: &str, path: &str) -> bool {
    text.match_indices(path).any(|(at, _)| {
        let next = text[at + path.len()..].chars().next();
        next.is_none_or(|next| next != '_' && next != ':' && !next.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_under_the_path_that_callers_use() {
        let description = r#"{"root":0,"format_version":60,"index":{
            "0":{"name":"a","inner":{"module":{"items":[1,2,3,4,9]}}},
            "1":{"name":"Here","inner":{"struct":{"kind":"unit"}}},
            "2":{"name":"inner","inner":{"module":{"items":[5]}}},
            "3":{"name":null,"inner":{"use":{"source":"x::There","name":"There","id":6,"is_glob":false}}},
            "4":{"name":null,"inner":{"use":{"source":"serde","name":"serde","id":99,"is_glob":false}}},
            "5":{"name":"Kind","inner":{"enum":{}}},
            "6":{"name":"Elsewhere","inner":{"struct":{}}},
            "7":{"name":"hidden","inner":{"module":{"items":[8]}}},
            "8":{"name":"Globbed","inner":{"union":{}}},
            "9":{"name":null,"inner":{"use":{"source":"hidden","name":"hidden","id":7,"is_glob":true}}}}}"#;
        let description = serde_json::from_str(description).unwrap();
        let types: Vec<_> = public_types(&description, "a").unwrap().into_iter().collect();
        assert_eq!(types, ["a::Globbed", "a::Here", "a::There", "a::inner::Kind"]);
    }

    #[test]
    fn a_path_is_named_as_a_whole() {
        assert!(names("value: a::Key, a::KeyError;", "a::Key"));
        assert!(names("a::Key<'static>", "a::Key"));
        assert!(!names("a::KeyError", "a::Key"));
        assert!(!names("a::json::Key", "a::Key"));
    }
}
