use clap::Args;

use super::describe::summary;
use super::document::{Document, not_exported, refusal};
use crate::failure::{Exit, Failure};
use crate::output::Console;

/// Read a manifest of either kind, and say what it holds and what is odd about it
///
/// Old manifests are XML, those of today's individual-stream archives are JSON; the first byte tells.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok manifest read manifest.xml
  opentok manifest read --strict --limit max_videos=50 manifest.xml
  unzip -p archive.zip '*.json' | opentok manifest read --json

With --json: {\"ok\":...,\"warnings\":[...],\"timeline\":{...}}, with --strict {\"ok\":true}, or
{\"error\":{\"code\":...}}. Exit code 1 if the manifest is not accepted.")]
pub(crate) struct Read {
    #[command(flatten)]
    document: Document,
}

impl Read {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let report = self.document.report()?;
        if console.is_json() {
            let json = report.to_json().map_err(not_exported)?;
            console.text(format_args!("{json}"))?;
            return Ok(Exit::from_verdict(report.is_accepted()));
        }
        let Some(timeline) = report.timeline() else {
            return Err(refusal(&report));
        };
        console.block(summary(&timeline))?;
        for warning in report.warnings() {
            console.warn("manifest", &warning);
        }
        Ok(Exit::Done)
    }
}
