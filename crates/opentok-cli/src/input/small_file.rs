use core::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

/// A file of modest size that may hold a secret. Its text is wiped when dropped.
pub(crate) struct SmallFile {
    text: Zeroizing<String>,
    world_readable: bool,
}

/// Why a file was not read. Names neither the file nor anything in it: where a path is asked for, people
/// paste secrets.
#[derive(Debug)]
pub(crate) enum ReadFileError {
    /// The system refused.
    Io(io::Error),
    /// Not UTF-8.
    NotUtf8,
    /// Over the limit, in bytes.
    TooLarge(u64),
}

impl SmallFile {
    /// Reads a file of at most `limit` bytes.
    pub(crate) fn read(path: &Path, limit: u64) -> Result<Self, ReadFileError> {
        let file = File::open(path).map_err(ReadFileError::Io)?;
        let world_readable = is_world_readable(&file);
        let mut bytes = Zeroizing::new(Vec::new());
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(ReadFileError::Io)?;
        if bytes.len() as u64 > limit {
            return Err(ReadFileError::TooLarge(limit));
        }
        let text = core::str::from_utf8(&bytes).map_err(|_| ReadFileError::NotUtf8)?;
        Ok(Self {
            text: Zeroizing::new(text.to_owned()),
            world_readable,
        })
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text without one line break at its end, if there is one. No other white space is touched.
    pub(crate) fn without_final_break(&self) -> &str {
        let text = self.text();
        let text = text
            .strip_suffix('\n')
            .map(|text| text.strip_suffix('\r').unwrap_or(text));
        text.unwrap_or(self.text())
    }

    /// Whether every user of the machine may read it.
    pub(crate) const fn is_world_readable(&self) -> bool {
        self.world_readable
    }
}

impl fmt::Display for ReadFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::NotUtf8 => f.write_str("not UTF-8 text"),
            Self::TooLarge(limit) => write!(f, "more than {limit} bytes"),
        }
    }
}

/// Pipes and devices, such as the one of a process substitution, are not looked at.
#[cfg(unix)]
fn is_world_readable(file: &File) -> bool {
    use std::os::unix::fs::PermissionsExt;

    file.metadata()
        .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn is_world_readable(_: &File) -> bool {
    false
}
