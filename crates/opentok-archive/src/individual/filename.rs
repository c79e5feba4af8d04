use core::{error::Error, fmt, str::FromStr};

use serde::Serialize;

/// The name of a file of an archive, safe to open in a folder and to hand to a program.
///
/// Not empty, not `.` or `..`, at most [`MAX_LEN`](Self::MAX_LEN) bytes, without `/`, `\`, `:` and control characters, and
/// not beginning with `-`: neither a path, nor an option, nor what ffmpeg takes for a protocol.
///
/// ```
/// use opentok_archive::individual::FileName;
///
/// assert!("5f10aa01.webm".parse::<FileName>().is_ok());
/// assert!("../../.profile".parse::<FileName>().is_err());
/// ```
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct FileName(Box<str>);

impl FileName {
    /// The longest name, in bytes.
    pub const MAX_LEN: usize = 255;

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `text` is such a name.
    pub fn is_safe(text: &str) -> bool {
        !matches!(text, "" | "." | "..")
            && text.len() <= Self::MAX_LEN
            && !text.starts_with('-')
            && !text.contains(|c: char| matches!(c, '/' | '\\' | ':') || c.is_control())
    }
}

impl FromStr for FileName {
    type Err = UnsafeFileNameError;

    fn from_str(text: &str) -> Result<Self, UnsafeFileNameError> {
        if Self::is_safe(text) {
            Ok(Self(text.into()))
        } else {
            Err(UnsafeFileNameError)
        }
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is not a [`FileName`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct UnsafeFileNameError;

impl fmt::Display for UnsafeFileNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("file name is not safe to use")
    }
}

impl Error for UnsafeFileNameError {}

#[cfg(test)]
mod tests {
    use super::FileName;

    #[test]
    fn names_are_told_from_paths_options_and_protocols() {
        for name in ["a.webm", "…", ".hidden", "a..b", "a -b", &"x".repeat(255)] {
            assert!(FileName::is_safe(name), "{name}");
        }
        for name in [
            "",
            ".",
            "..",
            "a/b",
            "/a",
            "a\\b",
            "concat:a",
            "C:a",
            "-y",
            "a\nb",
            "a\0",
            "a\u{85}b",
            &"x".repeat(256),
        ] {
            assert!(!FileName::is_safe(name), "{name:?}");
        }
    }
}
