//! Seeds for the fuzz targets, cut out of the golden vectors.

use alloc::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde::Deserialize;
use sha1::{Digest, Sha1};

use crate::process::Outcome;
use crate::workspace::Workspace;

/// The token vectors, from the workspace's root.
pub(super) const TOKENS: &str = "crates/opentok-token/tests/data/tokens.json";

/// The session ids of the first years, from the workspace's root.
pub(super) const LEGACY_SESSION_IDS: &str = "crates/opentok-token/tests/data/legacy/session_ids.json";

/// The most seeds a target gets: enough for every shape, few enough to replay in seconds.
const MAX_SEEDS: usize = 300;

/// The longest seed. The giants among the vectors test limits, which the targets' own tests do as well.
const MAX_SEED_LEN: usize = 4096;

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    kind: String,
    peer: String,
    reason: String,
    token: Option<String>,
    expected: Option<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    data_string: Option<String>,
    header: Option<serde_json::Value>,
    claims: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct LegacySessionId {
    session_id: String,
}

/// Writes seeds in the form each target takes, named by its SHA-1 as libFuzzer names its own finds.
pub(super) fn seed(workspace: &Workspace) -> Outcome {
    let Vectors { vectors } = serde_json::from_slice(&fs::read(workspace.path(TOKENS))?)?;
    let legacy: Vec<LegacySessionId> = serde_json::from_slice(&fs::read(workspace.path(LEGACY_SESSION_IDS))?)?;

    let tokens = |kinds: &'static [&'static str]| {
        let of_kind = vectors.iter().filter(|vector| kinds.contains(&&*vector.kind));
        of_kind.filter_map(|vector| Some((vector.shape(), vector.token.as_deref()?)))
    };
    let data = vectors.iter().filter_map(|vector| {
        let text = vector.expected.as_ref()?.data_string.as_deref()?;
        Some((vector.shape(), text))
    });
    let unsigned: Vec<_> = vectors.iter().filter_map(Vector::unsigned_jws).collect();
    let unsigned = unsigned.iter().map(|(peer, text)| (("unsigned", *peer), text.as_str()));
    let legacy_ids = legacy.iter().map(|legacy| (("legacy", ""), legacy.session_id.as_str()));

    write(workspace, "t1_inspect", choose(tokens(&["t1"])))?;
    write(workspace, "t1_verify", choose(data))?;
    write(workspace, "jws", choose(tokens(&["jwt", "auth_jwt"]).chain(unsigned)))?;
    write(
        workspace,
        "session_id",
        choose(tokens(&["session_id"]).chain(legacy_ids)),
    )
}

impl Vector {
    /// Vectors of one shape exercise the same code, more or less.
    fn shape(&self) -> (&str, &str) {
        (&self.reason, &self.peer)
    }

    /// A JWT's maker, and its header and payload with a line break between them, which the target signs itself.
    fn unsigned_jws(&self) -> Option<(&str, String)> {
        let expected = self.expected.as_ref()?;
        Some((
            &self.peer,
            format!("{}\n{}", expected.header.as_ref()?, expected.claims.as_ref()?),
        ))
    }
}

/// At most [`MAX_SEEDS`] different texts: the first of every shape, then the second of every shape, and so on.
fn choose<'v>(candidates: impl Iterator<Item = ((&'v str, &'v str), &'v str)>) -> BTreeSet<&'v str> {
    let mut shapes = BTreeMap::<_, Vec<_>>::new();
    for (shape, text) in candidates.filter(|(_, text)| text.len() <= MAX_SEED_LEN) {
        shapes.entry(shape).or_default().push(text);
    }
    let deepest = shapes.values().map(Vec::len).max().unwrap_or(0);
    let in_turn = (0..deepest).flat_map(|rank| shapes.values().filter_map(move |texts| texts.get(rank).copied()));
    let mut chosen = BTreeSet::new();
    for text in in_turn {
        if chosen.len() == MAX_SEEDS {
            break;
        }
        chosen.insert(text);
    }
    chosen
}

fn write(workspace: &Workspace, target: &str, seeds: BTreeSet<&str>) -> Outcome {
    let folder = workspace.path("fuzz/corpus").join(target);
    fs::create_dir_all(&folder)?;
    for seed in &seeds {
        fs::write(folder.join(name(seed)), seed)?;
    }
    println!("vectors: {} seeds for {target}", seeds.len());
    Ok(())
}

/// The SHA-1 of `seed` in hex.
fn name(seed: &str) -> String {
    Sha1::digest(seed).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_has_a_seed_before_any_has_two() {
        let many: Vec<_> = (0..MAX_SEEDS).map(|index| format!("common {index}")).collect();
        let common = many.iter().map(|text| (("common", ""), text.as_str()));
        let chosen = choose(common.chain([(("rare", ""), "rare")]));
        assert_eq!(chosen.len(), MAX_SEEDS);
        assert!(chosen.contains("rare"));
    }

    #[test]
    fn giants_and_doubles_are_left_out() {
        let giant = "x".repeat(MAX_SEED_LEN + 1);
        let candidates = [(("a", ""), "one"), (("b", ""), "one"), (("c", ""), giant.as_str())];
        assert_eq!(choose(candidates.into_iter()), BTreeSet::from(["one"]));
    }

    #[test]
    fn a_seed_is_named_by_its_sha_1() {
        assert_eq!(name("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    }
}
