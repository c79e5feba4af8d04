use core::fmt;
use core::str::FromStr;

/// How `session_id` is written in replies.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum SessionIdForm {
    /// As a list of one, which is what the documents show.
    #[default]
    List,
    /// As a text, which is what today's sample clients decode.
    String,
}

/// A text is no [`SessionIdForm`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseSessionIdFormError;

impl FromStr for SessionIdForm {
    type Err = ParseSessionIdFormError;

    fn from_str(text: &str) -> Result<Self, ParseSessionIdFormError> {
        match text {
            "list" => Ok(Self::List),
            "string" => Ok(Self::String),
            _ => Err(ParseSessionIdFormError),
        }
    }
}

impl fmt::Display for SessionIdForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::List => "list",
            Self::String => "string",
        })
    }
}

impl fmt::Display for ParseSessionIdFormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is not list or string")
    }
}

impl core::error::Error for ParseSessionIdFormError {}
