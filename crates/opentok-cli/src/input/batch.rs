//! Batches: JSON lines in, one JSON line out for each, in order.

use core::fmt;

use serde::Deserialize;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::error::Category;

use super::{Line, MAX_LINE, Subjects};
use crate::failure::{Exit, Failure};
use crate::output::Console;

/// Hands each line of standard input to `answer`, which prints one line for it.
///
/// A line that cannot be used is answered with a [`LineError`] and does not stop the batch. Done if every line could
/// be judged, whatever the answers; refused if one could not.
pub(crate) fn answer_lines(
    console: &mut Console,
    mut answer: impl FnMut(&str, &mut Console) -> Result<(), Stop>,
) -> Result<Exit, Failure> {
    Subjects::batch().ask_each(console, |line, console| {
        let answered = match line {
            Line::Text(text) => answer(text, console),
            Line::NotUtf8 => Err(LineError::NotUtf8.into()),
            Line::TooLong => Err(LineError::TooLong.into()),
        };
        match answered {
            Ok(()) => Ok(true),
            Err(Stop::Line(error)) => console.json(&error).map(|()| false),
            Err(Stop::Command(failure)) => Err(failure),
        }
    })
}

/// Reads one line as JSON.
pub(crate) fn read_json<'l, T: Deserialize<'l>>(line: &'l str) -> Result<T, LineError> {
    serde_json::from_str(line).map_err(|error| match error.classify() {
        Category::Data => LineError::Member { column: error.column() },
        _ => LineError::NotJson { column: error.column() },
    })
}

/// What ends the work on a line, or on the whole batch.
pub(crate) enum Stop {
    /// The command cannot go on.
    Command(Failure),
    /// This line is of no use.
    Line(LineError),
}

/// Why a line could not be judged. Repeats nothing of it: it holds secrets.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum LineError {
    /// A key is malformed; the sentence names no part of it.
    Key(String),
    /// A member is missing or of the wrong type.
    Member { column: usize },
    /// The members do not go together.
    Mismatch(&'static str),
    /// Not a JSON value.
    NotJson { column: usize },
    /// Not UTF-8.
    NotUtf8,
    /// Over the limit.
    TooLong,
}

impl LineError {
    const fn word(&self) -> &'static str {
        match self {
            Self::Key(_) => "bad_key",
            Self::Member { .. } => "bad_member",
            Self::Mismatch(_) => "mismatch",
            Self::NotJson { .. } => "not_json",
            Self::NotUtf8 => "not_utf8",
            Self::TooLong => "line_too_long",
        }
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(sentence) => f.write_str(sentence),
            Self::Member { column } => {
                write!(
                    f,
                    "a member is missing, given twice or of the wrong type, as seen at column {column}"
                )
            }
            Self::Mismatch(sentence) => f.write_str(sentence),
            Self::NotJson { column } => write!(f, "the line is not JSON, as seen at column {column}"),
            Self::NotUtf8 => f.write_str("the line is not UTF-8"),
            Self::TooLong => write!(f, "the line is longer than {MAX_LINE} bytes"),
        }
    }
}

impl Serialize for LineError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("LineError", 2)?;
        fields.serialize_field("error", self.word())?;
        fields.serialize_field("message", &self.to_string())?;
        fields.end()
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Command(failure)
    }
}

impl From<LineError> for Stop {
    fn from(error: LineError) -> Self {
        Self::Line(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "what matters is that it cannot be read")]
    struct Question {
        at: u64,
    }

    #[test]
    fn an_error_repeats_nothing_of_its_line() {
        for line in [
            r#"{"at":"hunter2"}"#,
            r#"{"at":hunter2}"#,
            r#"{"hunter2":1}"#,
            "hunter2",
            r#"{"at":1,"at":2}"#,
        ] {
            let error = read_json::<Question>(line).unwrap_err();
            assert!(!serde_json::to_string(&error).unwrap().contains("hunter2"), "{line}");
        }
    }
}
