use std::fs::File;
use std::path::PathBuf;

use clap::{Args, value_parser};
use opentok_archive::individual::FileName;
use opentok_archive::zip::{IndividualZip, ZipError, ZipOptions};

use crate::failure::{Exit, Failure, sentence};
use crate::output::{Console, Fact, Facts};

/// Unpack an individual-stream archive to a new directory
///
/// The manifest and the media it names appear in the directory all at once or, if anything is
/// wrong, not at all. Files with paths, links, duplicates, overlaps and bombs are refused.
#[derive(Args, Debug)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  opentok archive unpack archive.zip archive
  opentok archive unpack --max-gib 20 archive.zip archive

Media that the manifest names and the ZIP lacks, and files that the manifest does not name, are
warned of; the latter stay packed."
)]
pub(crate) struct Unpack {
    /// The ZIP
    #[arg(value_name = "ZIP")]
    zip: PathBuf,

    /// The directory, which must not be there yet
    #[arg(value_name = "DIR")]
    directory: PathBuf,

    /// The most that all files may be together, in GiB
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = value_parser!(u64).range(1..=1 << 20))]
    max_gib: u64,
}

impl Unpack {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let options = ZipOptions::new().max_unpacked_bytes(self.max_gib << 30);
        let file = File::open(&self.zip).map_err(|error| Failure::io("cannot read the ZIP", &error))?;
        let mut zip = IndividualZip::open(file, &options).map_err(|error| failure(&error))?;
        let extracted = zip.extract(&self.directory).map_err(|error| failure(&error))?;
        for warning in zip.warnings() {
            console.warn("manifest", &warning.to_string());
        }
        for name in zip.missing() {
            console.warn("missing_media", &format!("{name} is not in the ZIP"));
        }
        for name in zip.surplus() {
            console.warn("surplus_file", &format!("{name} is not in the manifest"));
        }
        let names = |names: &[FileName]| names.iter().map(|name| name.as_str().to_owned().into()).collect();
        let facts = Facts::new()
            .with("archive_id", zip.manifest().id.as_str())
            .with("files", Fact::Words(names(&extracted.files)))
            .with("bytes", extracted.bytes)
            .with("missing", Fact::Words(names(zip.missing())))
            .with("surplus", Fact::Words(names(zip.surplus())));
        console.facts(&facts)?;
        Ok(Exit::Done)
    }
}

fn failure(error: &ZipError) -> Failure {
    match error {
        ZipError::Io(cause) => Failure::io("cannot unpack", cause),
        error => Failure::refused(error.code(), sentence(error)),
    }
}
