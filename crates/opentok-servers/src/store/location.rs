use core::fmt;
use core::str::FromStr;
use std::path::PathBuf;

use zeroize::Zeroizing;

/// Which store, and where: `memory:`, `file:PATH` or `redis://[:PASSWORD@]HOST:PORT[/DB]`. Shown without the password.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum StoreLocation {
    /// In memory; gone with the process.
    #[default]
    Memory,
    /// In one file.
    File(PathBuf),
    /// In a Redis. The address may hold a password.
    Redis(Zeroizing<String>),
}

impl FromStr for StoreLocation {
    type Err = ParseLocationError;

    fn from_str(text: &str) -> Result<Self, ParseLocationError> {
        match text.split_once(':') {
            Some(("memory", "")) => Ok(Self::Memory),
            Some(("file", path)) if !path.is_empty() => Ok(Self::File(path.into())),
            Some(("redis", rest)) if rest.len() > 2 && rest.starts_with("//") => {
                Ok(Self::Redis(Zeroizing::new(text.to_owned())))
            }
            _ => Err(ParseLocationError),
        }
    }
}

/// Without the password.
impl fmt::Display for StoreLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("memory:"),
            Self::File(path) => write!(f, "file:{}", path.display()),
            Self::Redis(address) => match address.rsplit_once('@') {
                Some((_, host)) => write!(f, "redis://***@{host}"),
                None => f.write_str(address),
            },
        }
    }
}

impl fmt::Debug for StoreLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreLocation({self})")
    }
}

/// A text is not a [`StoreLocation`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseLocationError;

impl fmt::Display for ParseLocationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is not memory:, file:PATH or redis://[:PASSWORD@]HOST:PORT[/DB]")
    }
}

impl core::error::Error for ParseLocationError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        let location: StoreLocation = "redis://:p@ss@127.0.0.1:6379/0".parse().unwrap();
        assert_eq!(location.to_string(), "redis://***@127.0.0.1:6379/0");
        assert!(!format!("{location:?}").contains("p@ss"));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "memory",
            "memory:x",
            "file:",
            "tiny.db",
            "redis:",
            "redis://",
            "rediss://h:1",
            "http://h",
        ] {
            assert!(text.parse::<StoreLocation>().is_err(), "{text}");
        }
        assert_eq!(
            "file:a:b.db".parse::<StoreLocation>().unwrap().to_string(),
            "file:a:b.db"
        );
    }
}
