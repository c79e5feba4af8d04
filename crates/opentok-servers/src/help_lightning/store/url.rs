use core::fmt;
use core::str::FromStr;
use std::path::PathBuf;

/// Where PINs are kept: `memory:`, `file:PATH` or `redis://[:PASSWORD@]HOST:PORT[/DB]`. Shown without the password.
#[derive(Clone, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum StoreUrl {
    /// In a file, made when absent.
    File(PathBuf),
    /// In this process, and gone with it.
    #[default]
    Memory,
    /// In a Redis.
    Redis(Box<str>),
}

/// A text is no [`StoreUrl`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseStoreUrlError;

impl FromStr for StoreUrl {
    type Err = ParseStoreUrlError;

    fn from_str(text: &str) -> Result<Self, ParseStoreUrlError> {
        if text == "memory:" {
            return Ok(Self::Memory);
        }
        if let Some(path) = text.strip_prefix("file:").filter(|path| !path.is_empty()) {
            return Ok(Self::File(path.into()));
        }
        match text.strip_prefix("redis://") {
            Some(rest) if !rest.is_empty() => Ok(Self::Redis(text.into())),
            _ => Err(ParseStoreUrlError),
        }
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("memory:"),
            Self::File(path) => write!(f, "file:{}", path.display()),
            Self::Redis(url) => match url.rsplit_once('@') {
                Some((_, host)) => write!(f, "redis://(password)@{host}"),
                None => f.write_str(url),
            },
        }
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreUrl({self})")
    }
}

impl fmt::Display for ParseStoreUrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is not memory:, file:PATH or redis://HOST:PORT")
    }
}

impl core::error::Error for ParseStoreUrlError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        let url: StoreUrl = "redis://:hush@127.0.0.1:6379/0".parse().unwrap();
        assert_eq!(format!("{url} {url:?}").matches("hush").count(), 0);
        assert!(url.to_string().ends_with("127.0.0.1:6379/0"));
    }

    #[test]
    fn what_is_no_store_is_refused() {
        for text in ["", "memory", "file:", "redis:", "redis://", "http://h", "/path"] {
            assert_eq!(text.parse::<StoreUrl>(), Err(ParseStoreUrlError), "{text}");
        }
    }
}
