//! `vectors`: the copies that tests read are still the vectors they were copied from.

use std::fs;
use std::path::Path;

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
        original: "servers/helplightning-auth.json",
        copy: "crates/opentok-servers/tests/data/servers/helplightning-auth.json",
    },
    Copied {
        original: "servers/helplightning-create.json",
        copy: "crates/opentok-servers/tests/data/servers/helplightning-create.json",
    },
    Copied {
        original: "servers/helplightning-http.json",
        copy: "crates/opentok-servers/tests/data/servers/helplightning-http.json",
    },
    Copied {
        original: "servers/helplightning-join.json",
        copy: "crates/opentok-servers/tests/data/servers/helplightning-join.json",
    },
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
    Copied {
        original: "legacy/http.json",
        copy: "crates/opentok-sandbox/tests/data/legacy/http.json",
    },
    Copied {
        original: "legacy/tokens.json",
        copy: "crates/opentok-sandbox/tests/data/legacy/tokens.json",
    },
    Copied {
        original: "legacy/session/s01-production-2012.xml",
        copy: "crates/opentok-sandbox/tests/data/legacy/session/s01-production-2012.xml",
    },
    Copied {
        original: "legacy/session/s02-staging-2012.xml",
        copy: "crates/opentok-sandbox/tests/data/legacy/session/s02-staging-2012.xml",
    },
    Copied {
        original: "legacy/session/s03-p2p.xml",
        copy: "crates/opentok-sandbox/tests/data/legacy/session/s03-p2p.xml",
    },
    Copied {
        original: "legacy/session/s04-errors-not-authorized.xml",
        copy: "crates/opentok-sandbox/tests/data/legacy/session/s04-errors-not-authorized.xml",
    },
    Copied {
        original: "legacy/manifests/v02-two-recorded-shape.xml",
        copy: "crates/opentok-sandbox/tests/data/legacy/manifests/v02-two-recorded-shape.xml",
    },
    Copied {
        original: "legacy/manifests/e10-errors-not-found.xml",
        copy: "crates/opentok-sandbox/tests/data/legacy/manifests/e10-errors-not-found.xml",
    },
    Copied {
        original: "legacy/manifests/e24-html-page.xml",
        copy: "crates/opentok-sandbox/tests/data/legacy/manifests/e24-html-page.xml",
    },
    Copied {
        original: "servers/tiny-access.json",
        copy: "crates/opentok-servers/tests/data/servers/tiny-access.json",
    },
    Copied {
        original: "servers/tiny-body.json",
        copy: "crates/opentok-servers/tests/data/servers/tiny-body.json",
    },
    Copied {
        original: "servers/tiny-extras.json",
        copy: "crates/opentok-servers/tests/data/servers/tiny-extras.json",
    },
    Copied {
        original: "servers/tiny-lookup.json",
        copy: "crates/opentok-servers/tests/data/servers/tiny-lookup.json",
    },
    Copied {
        original: "servers/tiny-routing.json",
        copy: "crates/opentok-servers/tests/data/servers/tiny-routing.json",
    },
    Copied {
        original: "servers/tiny-sample.json",
        copy: "crates/opentok-servers/tests/data/servers/tiny-sample.json",
    },
    Copied {
        original: "servers/tiny-session.json",
        copy: "crates/opentok-servers/tests/data/servers/tiny-session.json",
    },
    Copied {
        original: "servers/tiny-upstream.json",
        copy: "crates/opentok-servers/tests/data/servers/tiny-upstream.json",
    },
];

/// Folders that are kept twice, with everything below them: original and copy, as in [`Copied`].
const FOLDERS: &[(&str, &str)] = &[
    ("legacy/manifests", "crates/opentok-archive/tests/data/legacy/manifests"),
    (
        "legacy/individual",
        "crates/opentok-archive/tests/data/legacy/individual",
    ),
    ("legacy/session", "crates/opentok-archive/tests/data/legacy/session"),
    ("legacy/exports", "crates/opentok-archive/tests/data/legacy/exports"),
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
        let mut compared = 0;
        for Copied { original, copy } in COPIES {
            compare(
                &workspace.path(format!("{ORIGINALS}/{original}")),
                &workspace.path(copy),
                &mut compared,
            )?;
        }
        for (original, copy) in FOLDERS {
            compare(
                &workspace.path(format!("{ORIGINALS}/{original}")),
                &workspace.path(copy),
                &mut compared,
            )?;
        }
        println!("vectors: {compared} copies equal their originals");
        Ok(())
    }
}

/// Compares a file with its copy, or every file below a folder.
fn compare(original: &Path, copy: &Path, compared: &mut usize) -> Outcome {
    let named = |path: &Path, cause| format!("{}: {cause}", path.display());
    if original.is_dir() {
        for entry in fs::read_dir(original).map_err(|cause| named(original, cause))? {
            let name = entry?.file_name();
            compare(&original.join(&name), &copy.join(&name), compared)?;
        }
        return Ok(());
    }
    let read = |path: &Path| fs::read(path).map_err(|cause| named(path, cause));
    if read(original)? != read(copy)? {
        return Err(format!(
            "{} is not {} any more: copy it again",
            copy.display(),
            original.display()
        )
        .into());
    }
    *compared += 1;
    Ok(())
}
