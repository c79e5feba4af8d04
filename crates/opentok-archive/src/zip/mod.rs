//! Individual-stream archives as they are downloaded: a ZIP with a manifest and the media it names.
//!
//! ```no_run
//! use std::{fs::File, path::Path};
//!
//! use opentok_archive::zip::{IndividualZip, ZipOptions};
//!
//! let mut zip = IndividualZip::open(File::open("archive.zip")?, &ZipOptions::new())?;
//! for name in zip.missing() {
//!     eprintln!("{name} is not in the archive");
//! }
//! zip.extract(Path::new("archive"))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Wire: [the individual-stream ZIP](crate::wire).

mod error;
mod extract;
mod index;

use core::fmt;
use std::{
    collections::HashMap,
    io::{Read, Seek, Write},
};

use zip::ZipArchive;

pub use error::ZipError;
pub use extract::Extracted;

use crate::{
    Options,
    individual::{self, FileName},
};

/// What a ZIP may hold.
#[derive(Clone, Debug)]
#[must_use]
pub struct ZipOptions {
    manifest: Options,
    max_entries: usize,
    max_ratio: u64,
    max_unpacked_bytes: u64,
}

impl ZipOptions {
    /// A manifest that is read leniently, 20,000 entries, 256 GiB in all, nothing that shrank to less than a 200th.
    pub const fn new() -> Self {
        Self {
            manifest: Options::lenient(),
            max_entries: 20_000,
            max_ratio: 200,
            max_unpacked_bytes: 256 << 30,
        }
    }

    /// How the manifest is read, and how long it may be.
    pub fn manifest(mut self, options: Options) -> Self {
        self.manifest = options;
        self
    }

    /// The most entries. Default 20,000.
    pub const fn max_entries(mut self, limit: usize) -> Self {
        self.max_entries = limit;
        self
    }

    /// How many times larger an entry may be unpacked than packed. Media hardly shrink. Default 200.
    ///
    /// Entries of up to a megabyte are exempt: they do no harm.
    pub const fn max_ratio(mut self, limit: u64) -> Self {
        self.max_ratio = limit;
        self
    }

    /// The most bytes of all entries together, unpacked. Default 256 GiB.
    pub const fn max_unpacked_bytes(mut self, limit: u64) -> Self {
        self.max_unpacked_bytes = limit;
        self
    }
}

impl Default for ZipOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// An open individual-stream archive, whose table of contents and manifest have been checked.
pub struct IndividualZip<R> {
    archive: ZipArchive<R>,
    entries: HashMap<FileName, Entry>,
    manifest_name: FileName,
    manifest: individual::Manifest,
    warnings: Vec<individual::Warning>,
    missing: Vec<FileName>,
    surplus: Vec<FileName>,
}

/// Where a file is in the ZIP.
#[derive(Clone, Copy, Debug)]
struct Entry {
    place: usize,
    size: u64,
}

impl<R: Read + Seek> IndividualZip<R> {
    /// Reads the table of contents and the manifest, and unpacks nothing else.
    ///
    /// # Errors
    ///
    /// [`ZipError::Entry`] if an entry is not a plain file with a [`FileName`]; [`Duplicate`](ZipError::Duplicate) and
    /// [`Overlap`](ZipError::Overlap) if two share a name or bytes; [`TooManyEntries`](ZipError::TooManyEntries),
    /// [`TooLarge`](ZipError::TooLarge) and [`Ratio`](ZipError::Ratio) past a limit;
    /// [`ManifestCount`](ZipError::ManifestCount) if there is not one `.json`; [`Manifest`](ZipError::Manifest) if that is
    /// no manifest; [`Damaged`](ZipError::Damaged) and [`Io`](ZipError::Io) if it cannot be read.
    pub fn open(reader: R, options: &ZipOptions) -> Result<Self, ZipError> {
        let mut archive = ZipArchive::new(reader)?;
        let entries = index::entries(&mut archive, options)?;
        let (manifest_name, entry) = index::manifest(&entries)?;
        let limit = options.manifest.max_bytes as u64;
        if entry.size > limit {
            return Err(ZipError::TooLarge { limit });
        }
        let mut bytes = Vec::new();
        unpack(&mut archive, entry, &mut bytes)?;
        let (manifest, warnings) =
            individual::Manifest::parse(&bytes, &options.manifest).map_err(ZipError::Manifest)?;
        let (missing, surplus) = index::compare(&entries, &manifest_name, &manifest);
        Ok(Self {
            archive,
            entries,
            manifest_name,
            manifest,
            warnings,
            missing,
            surplus,
        })
    }

    /// The manifest.
    pub fn manifest(&self) -> &individual::Manifest {
        &self.manifest
    }

    /// The name of the manifest's file.
    pub fn manifest_name(&self) -> &FileName {
        &self.manifest_name
    }

    /// What was odd about the manifest.
    pub fn warnings(&self) -> &[individual::Warning] {
        &self.warnings
    }

    /// The files that the manifest names and the ZIP lacks, in the manifest's order.
    pub fn missing(&self) -> &[FileName] {
        &self.missing
    }

    /// The files that the ZIP has and the manifest does not name, by name.
    pub fn surplus(&self) -> &[FileName] {
        &self.surplus
    }

    /// The size of a file, unpacked, if the ZIP has it.
    pub fn size(&self, name: &FileName) -> Option<u64> {
        self.entries.get(name).map(|entry| entry.size)
    }

    /// Unpacks one file. Its length and its checksum are checked, but only when all of it has been written.
    ///
    /// # Errors
    ///
    /// [`ZipError::NotFound`] if there is no such file; [`Damaged`](ZipError::Damaged) if it is not what the table of
    /// contents says; [`Io`](ZipError::Io) if it cannot be read or written.
    pub fn unpack(&mut self, name: &FileName, out: &mut impl Write) -> Result<u64, ZipError> {
        let entry = *self.entries.get(name).ok_or(ZipError::NotFound)?;
        unpack(&mut self.archive, entry, out)
    }
}

fn unpack<R: Read + Seek>(archive: &mut ZipArchive<R>, entry: Entry, out: &mut impl Write) -> Result<u64, ZipError> {
    let mut file = archive.by_index(entry.place)?;
    // One byte more than promised is enough to tell. The checksum is compared at the end of the file.
    let mut limited = (&mut file).take(entry.size.saturating_add(1));
    let mut buffer = [0; 16 * 1024];
    let mut len = 0;
    loop {
        let part = limited.read(&mut buffer).map_err(ZipError::reading)?;
        if part == 0 {
            break;
        }
        len += part as u64;
        if len > entry.size {
            return Err(ZipError::Damaged);
        }
        out.write_all(&buffer[..part]).map_err(ZipError::Io)?;
    }
    if len == entry.size {
        Ok(len)
    } else {
        Err(ZipError::Damaged)
    }
}

impl<R> fmt::Debug for IndividualZip<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IndividualZip")
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}
