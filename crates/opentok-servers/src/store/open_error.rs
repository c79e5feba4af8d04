use core::error::Error;
use core::fmt;
use std::path::PathBuf;

/// Why a store cannot be opened.
#[derive(Debug)]
#[non_exhaustive]
pub enum OpenStoreError {
    /// The file is damaged, or no store at all. It was not changed.
    Damaged(PathBuf),
    /// Another process has the file open.
    InUse(PathBuf),
    /// The file was written by a later version of this program. It was not changed.
    Later(PathBuf),
    /// The file cannot be read or written.
    File(PathBuf, Box<dyn Error + Send + Sync>),
    /// The address of the store makes no sense. The cause holds no password.
    Address(Box<dyn Error + Send + Sync>),
    /// This build lacks the feature of that name.
    Feature(&'static str),
}

impl fmt::Display for OpenStoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Damaged(path) => write!(
                f,
                "{} is damaged or no store of this server; it was left as it is",
                path.display()
            ),
            Self::InUse(path) => write!(f, "{} is in use by another process", path.display()),
            Self::Later(path) => write!(f, "{} is of a later version of this server", path.display()),
            Self::File(path, _) => write!(f, "{} cannot be opened", path.display()),
            Self::Address(_) => f.write_str("address of the store makes no sense"),
            Self::Feature(name) => write!(f, "this build has no feature {name}"),
        }
    }
}

impl Error for OpenStoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::File(_, cause) | Self::Address(cause) => Some(cause.as_ref()),
            _ => None,
        }
    }
}
