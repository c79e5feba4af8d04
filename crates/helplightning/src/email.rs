use core::{error::Error, fmt, str::FromStr};

/// The address by which the service knows a user.
///
/// One `@` with something on both sides; at most [`MAX_LEN`](Self::MAX_LEN) characters; no spaces, controls, quotes,
/// commas, `<`, `>`, `=`, `(`, `)`, `&`, `|` or `;`, because it becomes part of a filter expression. `Debug` and
/// [`masked`](Self::masked) show its first character and what stands behind the `@`.
#[derive(Clone, Eq, PartialEq)]
pub struct EmailAddress(Box<str>);

/// Why a text is no [`EmailAddress`]. It shows nothing of the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseEmailError {
    /// Not exactly one `@` with something on both sides.
    At,
    /// A character that is not allowed, at this byte.
    Character {
        /// From zero.
        at: usize,
    },
    /// Longer than [`EmailAddress::MAX_LEN`] characters.
    TooLong {
        /// The length in bytes.
        len: usize,
    },
}

impl EmailAddress {
    /// The longest address, in characters.
    pub const MAX_LEN: usize = 254;

    /// The address as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is the same address. The case of ASCII letters does not count; that of others does, because some
    /// become ASCII in lower case, and the Kelvin sign would pass for a K.
    pub fn is_same_as(&self, other: &str) -> bool {
        self.0.eq_ignore_ascii_case(other)
    }

    /// The address for logs: `b***@example.com`.
    pub fn masked(&self) -> impl fmt::Display + '_ {
        Masked(&self.0)
    }
}

struct Masked<'a>(&'a str);

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, host) = self.0.split_once('@').unwrap_or((self.0, ""));
        match name.chars().next() {
            Some(first) => write!(f, "{first}***@{host}"),
            None => write!(f, "***@{host}"),
        }
    }
}

impl FromStr for EmailAddress {
    type Err = ParseEmailError;

    fn from_str(text: &str) -> Result<Self, ParseEmailError> {
        if text.len() > Self::MAX_LEN && text.chars().count() > Self::MAX_LEN {
            return Err(ParseEmailError::TooLong { len: text.len() });
        }
        if let Some((at, _)) = text.char_indices().find(|&(_, character)| is_forbidden(character)) {
            return Err(ParseEmailError::Character { at });
        }
        match text.split_once('@') {
            Some((name, host)) if !name.is_empty() && !host.is_empty() && !host.contains('@') => Ok(Self(text.into())),
            _ => Err(ParseEmailError::At),
        }
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress({})", self.masked())
    }
}

impl fmt::Display for ParseEmailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At => f.write_str("address has not exactly one `@` between two parts"),
            Self::Character { at } => write!(f, "address has an illegal character at byte {at}"),
            Self::TooLong { len } => write!(
                f,
                "address is {len} bytes; the limit is {} characters",
                EmailAddress::MAX_LEN
            ),
        }
    }
}

impl Error for ParseEmailError {}

fn is_forbidden(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '"' | '\'' | '`' | ',' | '<' | '>' | '=' | '(' | ')' | '&' | '|' | ';' | '\\'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_change_the_filter_is_refused() {
        for character in " \t\u{a0}\"'`,<>=()&|;\\\0\u{7f}".chars() {
            let text = format!("a{character}b@example.com");
            assert_eq!(
                text.parse::<EmailAddress>(),
                Err(ParseEmailError::Character { at: 1 }),
                "{character:?}"
            );
        }
    }

    #[test]
    fn one_at_sign_stands_between_two_parts() {
        for text in ["", "@", "a@", "@b", "a@b@c", "a"] {
            assert_eq!(text.parse::<EmailAddress>(), Err(ParseEmailError::At), "{text}");
        }
        assert!("bob+site@example.com".parse::<EmailAddress>().is_ok());
    }

    #[test]
    fn the_limit_counts_characters() {
        let longest = format!("{}@b", "ä".repeat(EmailAddress::MAX_LEN - 2));
        assert!(longest.parse::<EmailAddress>().is_ok());
        let len = longest.len() + 1;
        assert_eq!(
            format!("{longest}c").parse::<EmailAddress>(),
            Err(ParseEmailError::TooLong { len })
        );
    }

    #[test]
    fn case_does_not_count_and_logs_show_one_letter() {
        let address: EmailAddress = "Bob@Example.com".parse().unwrap();
        assert!(address.is_same_as("bob@example.COM"));
        assert!(!address.is_same_as("bob@example.co"));
        let kim: EmailAddress = "kim@example.com".parse().unwrap();
        assert!(kim.is_same_as("KIM@example.com") && !kim.is_same_as("\u{212a}im@example.com"));
        assert_eq!(address.masked().to_string(), "B***@Example.com");
        assert_eq!(format!("{address:?}"), "EmailAddress(B***@Example.com)");
    }
}
