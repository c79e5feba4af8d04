use core::{error::Error, fmt};

/// The longest token, in bytes: what fits into a header of any server on the way.
pub(super) const MAX_LEN: usize = 8192;

/// Why a text is no token. It shows nothing of the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseTokenError {
    /// A character that a header cannot hold, or a space, at this byte.
    Character {
        /// From zero.
        at: usize,
    },
    /// Nothing at all.
    Empty,
    /// Longer than 8192 bytes.
    TooLong {
        /// The length in bytes.
        len: usize,
    },
}

pub(super) fn check(text: &str) -> Result<(), ParseTokenError> {
    if text.is_empty() {
        return Err(ParseTokenError::Empty);
    }
    if text.len() > MAX_LEN {
        return Err(ParseTokenError::TooLong { len: text.len() });
    }
    match text.bytes().position(|byte| !byte.is_ascii_graphic()) {
        Some(at) => Err(ParseTokenError::Character { at }),
        None => Ok(()),
    }
}

impl fmt::Display for ParseTokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Character { at } => write!(f, "token has an illegal character at byte {at}"),
            Self::Empty => f.write_str("token is empty"),
            Self::TooLong { len } => write!(f, "token is {len} bytes; the limit is {MAX_LEN}"),
        }
    }
}

impl Error for ParseTokenError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_printable_and_ends_at_the_limit() {
        assert_eq!(check(""), Err(ParseTokenError::Empty));
        assert_eq!(check("a b"), Err(ParseTokenError::Character { at: 1 }));
        assert_eq!(check("a\r\nx-evil: 1"), Err(ParseTokenError::Character { at: 1 }));
        assert_eq!(check("ü"), Err(ParseTokenError::Character { at: 0 }));
        assert_eq!(check(&"a".repeat(MAX_LEN)), Ok(()));
        assert_eq!(
            check(&"a".repeat(MAX_LEN + 1)),
            Err(ParseTokenError::TooLong { len: MAX_LEN + 1 })
        );
    }
}
