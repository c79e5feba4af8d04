use core::{error::Error, fmt};

use opentok_archive::{manifest::ReadManifestError, session::ReadSessionError};
use serde_json::error::Category;

/// Why the body of an answer cannot be read. It shows at most 256 bytes of it.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ReadAnswerError {
    /// Nothing there.
    Empty,
    /// Not JSON, or nested deeper than 128 levels.
    Json {
        /// The line, from one.
        line: usize,
        /// The column, from one.
        column: usize,
    },
    /// JSON, but not of the shape that is documented.
    Shape {
        /// The line, from one; zero if unknown.
        line: usize,
        /// The column, from one; zero if unknown.
        column: usize,
    },
    /// A field without which the answer is no use.
    Missing {
        /// Its name.
        field: &'static str,
    },
    /// A value that is not what it should be.
    Value {
        /// The field's name.
        field: &'static str,
        /// The value, or its first 256 bytes.
        text: Box<str>,
    },
    /// No session in the answer to "create a session".
    Session(ReadSessionError),
    /// No archive manifest of 2011 to 2014.
    Manifest(Box<ReadManifestError>),
}

impl ReadAnswerError {
    /// The error itself can show any amount of the body, so that only the place is kept.
    pub(crate) fn json(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        match error.classify() {
            Category::Data => Self::Shape { line, column },
            Category::Io | Category::Syntax | Category::Eof => Self::Json { line, column },
        }
    }
}

impl fmt::Display for ReadAnswerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("body is empty"),
            Self::Json { line, column } => write!(f, "body is not JSON at line {line}, column {column}"),
            Self::Shape { line, column } => {
                write!(f, "body is not of the documented shape at line {line}, column {column}")
            }
            Self::Missing { field } => write!(f, "{field} is missing"),
            Self::Value { field, text } => write!(f, "{field} cannot be {text:?}"),
            Self::Session(_) => f.write_str("body describes no session"),
            Self::Manifest(_) => f.write_str("body is no manifest"),
        }
    }
}

impl Error for ReadAnswerError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Session(error) => Some(error),
            Self::Manifest(error) => Some(error),
            _ => None,
        }
    }
}
