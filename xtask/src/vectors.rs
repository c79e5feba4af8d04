//! `vectors`: the copies that tests read are still the vectors they were copied from.

use std::fs;

use crate::process::Outcome;
use crate::workspace::Workspace;

mod corpus;

/// Compares the vectors under `crates/*/tests/data` with their originals beside the checkout, byte by byte.
#[derive(clap::Args, Debug, Default)]
pub(crate) struct Vectors {
    /// Instead, write the vectors as seeds into `fuzz/corpus`; what is there stays.
    #[arg(long)]
    seed_corpus: bool,
}

/// One file that is kept twice, so that the project can test itself alone.
struct Copied {
    /// Below [`ORIGINALS`].
    original: &'static str,
    /// From the workspace's root.
    copy: &'static str,
}

/// Where the originals are, when they are there at all.
const ORIGINALS: &str = "../shared/vectors";

const COPIES: &[Copied] = &[
    Copied {
        original: "tokens.json",
        copy: corpus::TOKENS,
    },
    Copied {
        original: "legacy/session_ids.json",
        copy: corpus::LEGACY_SESSION_IDS,
    },
    Copied {
        original: "legacy/tokens.json",
        copy: "crates/opentok-token/tests/data/legacy/tokens.json",
    },
];

impl Vectors {
    pub(crate) fn run(&self, workspace: &Workspace) -> Outcome {
        if self.seed_corpus {
            return corpus::seed(workspace);
        }
        if !workspace.path(ORIGINALS).is_dir() {
            eprintln!(
                "vectors: SKIPPED: the originals ({ORIGINALS}) are not beside this checkout; nothing was compared"
            );
            return Ok(());
        }
        for Copied { original, copy } in COPIES {
            let read = |path| fs::read(workspace.path(&path)).map_err(|cause| format!("{path}: {cause}"));
            if read(format!("{ORIGINALS}/{original}"))? != read((*copy).to_owned())? {
                return Err(format!("{copy} is not {ORIGINALS}/{original} any more: copy it again").into());
            }
        }
        println!("vectors: {} copies equal their originals", COPIES.len());
        Ok(())
    }
}
