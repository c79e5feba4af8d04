use core::{error::Error, fmt};
use std::io;

use crate::individual::ReadIndividualError;

/// Why a ZIP is no individual-stream archive, or cannot be unpacked.
#[derive(Debug)]
#[non_exhaustive]
pub enum ZipError {
    /// Not a ZIP, a broken one, or an entry that is not what the table of contents says.
    Damaged,
    /// Two entries have the same name.
    Duplicate,
    /// An entry is a folder, a link, encrypted, packed by another method than deflate, or has an unsafe name.
    Entry {
        /// Which entry, from 0.
        index: usize,
    },
    /// There is something already at the place to extract to.
    Exists,
    /// Reading or writing failed.
    Io(io::Error),
    /// The manifest cannot be read.
    Manifest(ReadIndividualError),
    /// Not exactly one file that ends in `.json`.
    ManifestCount {
        /// How many there are.
        found: usize,
    },
    /// There is no file of that name.
    NotFound,
    /// Two entries share bytes of the ZIP.
    Overlap,
    /// An entry would grow more than allowed.
    Ratio {
        /// Which entry, from 0.
        index: usize,
        /// The limit.
        limit: u64,
    },
    /// The entries, or the manifest, would be larger than allowed.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// More entries than allowed.
    TooManyEntries {
        /// The limit.
        limit: usize,
    },
}

impl ZipError {
    /// The word for this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Damaged => "damaged_zip",
            Self::Duplicate => "duplicate_entry",
            Self::Entry { .. } => "unsafe_entry",
            Self::Exists => "folder_exists",
            Self::Io(_) => "io",
            Self::Manifest(error) => error.code(),
            Self::ManifestCount { .. } => "no_single_manifest",
            Self::NotFound => "not_found",
            Self::Overlap => "overlapping_entries",
            Self::Ratio { .. } => "suspicious_ratio",
            Self::TooLarge { .. } => "too_large",
            Self::TooManyEntries { .. } => "too_many",
        }
    }

    /// The error for one that came up while an entry was read.
    pub(super) fn reading(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => Self::Damaged,
            _ => Self::Io(error),
        }
    }
}

impl fmt::Display for ZipError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged => f.write_str("not a ZIP file, or a damaged one"),
            Self::Duplicate => f.write_str("two entries have the same name"),
            Self::Entry { index } => write!(f, "entry {index} is not a plain file with a safe name"),
            Self::Exists => f.write_str("there is something already at the place to extract to"),
            Self::Io(_) => f.write_str("reading or writing failed"),
            Self::Manifest(_) => f.write_str("manifest cannot be read"),
            Self::ManifestCount { found } => write!(f, "{found} files end in .json instead of 1"),
            Self::NotFound => f.write_str("no file of that name"),
            Self::Overlap => f.write_str("two entries share bytes"),
            Self::Ratio { index, limit } => write!(f, "entry {index} would grow more than {limit} times"),
            Self::TooLarge { limit } => write!(f, "unpacked files would be larger than {limit} bytes"),
            Self::TooManyEntries { limit } => write!(f, "more than {limit} entries"),
        }
    }
}

impl Error for ZipError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Manifest(error) => Some(error),
            _ => None,
        }
    }
}

impl From<zip::result::ZipError> for ZipError {
    fn from(error: zip::result::ZipError) -> Self {
        match error {
            zip::result::ZipError::Io(error) => Self::reading(error),
            _ => Self::Damaged,
        }
    }
}
