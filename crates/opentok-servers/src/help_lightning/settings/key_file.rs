use core::fmt;
use std::io::{self, Read};
use std::{fs, path::Path};

use helplightning::{KeyError, PartnerKey};
use zeroize::Zeroizing;

/// A partner key, and whether others on this machine may read its file.
#[derive(Debug)]
#[non_exhaustive]
pub struct PartnerKeyFile {
    /// The key.
    pub key: PartnerKey,
    /// Whether group or others may read the file. Always `false` where files have no such rights.
    pub is_open_to_others: bool,
}

/// Why there is no key in a file. It shows nothing of the file.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadKeyError {
    /// The file cannot be read.
    Io(io::Error),
    /// What is in it is no key that will do.
    Key(KeyError),
    /// It is longer than [`PartnerKeyFile::MAX_LEN`] bytes.
    TooLong,
}

impl PartnerKeyFile {
    /// The longest file, in bytes. A key of 4096 bits has about 3300.
    pub const MAX_LEN: u64 = 64 * 1024;

    /// Reads a key from PEM, PKCS#8 or PKCS#1, of 2048 to 4096 bits.
    ///
    /// # Errors
    ///
    /// As [`ReadKeyError`] says, by variant.
    pub fn read(path: &Path) -> Result<Self, ReadKeyError> {
        let file = fs::File::open(path).map_err(ReadKeyError::Io)?;
        let is_open_to_others = is_open(&file.metadata().map_err(ReadKeyError::Io)?);
        // At once as long as it may be, so that no copy of the key is left behind by growing.
        let mut pem = Zeroizing::new(String::with_capacity(
            usize::try_from(Self::MAX_LEN).unwrap_or_default() + 1,
        ));
        file.take(Self::MAX_LEN + 1)
            .read_to_string(&mut pem)
            .map_err(ReadKeyError::Io)?;
        if pem.len() as u64 > Self::MAX_LEN {
            return Err(ReadKeyError::TooLong);
        }
        Ok(Self {
            key: PartnerKey::from_pem(&pem).map_err(ReadKeyError::Key)?,
            is_open_to_others,
        })
    }
}

#[cfg(unix)]
fn is_open(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;

    metadata.permissions().mode() & 0o044 != 0
}

#[cfg(not(unix))]
fn is_open(_: &fs::Metadata) -> bool {
    false
}

impl fmt::Display for ReadKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(_) => f.write_str("file of the partner key cannot be read"),
            Self::Key(_) => f.write_str("file of the partner key has no key that will do"),
            Self::TooLong => write!(f, "file of the partner key is over {} bytes", PartnerKeyFile::MAX_LEN),
        }
    }
}

impl core::error::Error for ReadKeyError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Key(error) => Some(error),
            Self::TooLong => None,
        }
    }
}
