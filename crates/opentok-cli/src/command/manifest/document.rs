//! The manifest that a command is asked about.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use opentok_archive::{Options, Report, Timeline, export::ExportError};

use crate::failure::{Failure, sentence};
use crate::output::Console;

/// Which manifest, and how to read it.
#[derive(Args, Debug)]
pub(super) struct Document {
    /// The manifest, XML or JSON; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,

    /// Refuse whatever would earn a warning, and repair nothing
    #[arg(long)]
    strict: bool,

    /// Set a limit other than the default: max_attributes, max_bytes, max_depth, max_events,
    /// max_files, max_value_bytes or max_videos; may be given several times
    #[arg(long = "limit", value_name = "NAME=N", value_parser = parse_limit, verbatim_doc_comment)]
    limits: Vec<Limit>,
}

/// A limit whose name is known.
#[derive(Clone, Debug)]
struct Limit {
    name: String,
    value: usize,
}

/// What is read at least of a document that is too large, so that the error can tell how large it is.
const MEASURED: usize = 64 * 1024 * 1024;

impl Document {
    /// Reads the manifest. One that cannot be accepted is in the report too.
    pub(super) fn report(&self) -> Result<Report, Failure> {
        let mut options = if self.strict {
            Options::strict()
        } else {
            Options::lenient()
        };
        let mut max_bytes = Options::DEFAULT_MAX_BYTES;
        for Limit { name, value } in &self.limits {
            options = options
                .limit(name, *value)
                .map_err(|error| Failure::usage(error.to_string()))?;
            if name == "max_bytes" {
                max_bytes = *value;
            }
        }
        let limit = max_bytes.max(MEASURED).saturating_add(1);
        let bytes = read(&self.file, limit).map_err(|error| Failure::io("cannot read the manifest", &error))?;
        Ok(Report::read(&bytes, &options))
    }

    /// Reads a manifest that has to be accepted, and says its warnings on standard error.
    pub(super) fn accepted(&self, console: &Console) -> Result<(Report, Timeline), Failure> {
        let report = self.report()?;
        match report.timeline() {
            Some(timeline) => {
                for warning in report.warnings() {
                    console.warn("manifest", &warning);
                }
                Ok((report, timeline))
            }
            None => Err(refusal(&report)),
        }
    }
}

/// Why the manifest was not accepted.
pub(super) fn refusal(report: &Report) -> Failure {
    let word = report.error_code().unwrap_or("invalid");
    Failure::refused(word, report.error().map_or_else(String::new, sentence))
}

/// Why something cannot be exported.
pub(super) fn not_exported(error: ExportError) -> Failure {
    Failure::refused(error.code(), error.to_string())
}

fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn parse_limit(text: &str) -> Result<Limit, String> {
    let (name, value) = text.split_once('=').ok_or("not of the form NAME=N")?;
    let value = value.parse().map_err(|_| "the limit is not a whole number")?;
    if let Err(error) = Options::lenient().limit(name, value) {
        return Err(error.to_string());
    }
    Ok(Limit {
        name: name.into(),
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_has_a_known_name_and_a_number() {
        let limit = parse_limit("max_bytes=100").unwrap();
        assert_eq!((limit.name.as_str(), limit.value), ("max_bytes", 100));
        for text in [
            "max_bytes",
            "max_bytes=",
            "max_bytes=-1",
            "max_bytes=1k",
            "max_patience=1",
            "=1",
        ] {
            assert!(parse_limit(text).is_err(), "{text}");
        }
    }
}
