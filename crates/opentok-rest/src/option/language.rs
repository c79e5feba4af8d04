use core::{fmt, str::FromStr};

use serde::Serialize;

use crate::ArgumentError;

/// The language of speech, as in `en-US`.
///
/// The service takes ever more of them, so the set is open: any tag of letters, digits and hyphens as BCP 47 has them.
///
/// ```
/// use opentok_rest::option::LanguageCode;
///
/// let language: LanguageCode = "pt-BR".parse()?;
/// assert_eq!(language.as_str(), "pt-BR");
/// assert!("pt_BR".parse::<LanguageCode>().is_err());
/// # Ok::<(), opentok_rest::ArgumentError>(())
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(transparent)]
pub struct LanguageCode(Box<str>);

impl LanguageCode {
    /// The shortest, in bytes.
    pub const MIN_LEN: usize = 2;
    /// The longest, in bytes: what RFC 5646 tells programs to be ready for.
    pub const MAX_LEN: usize = 35;

    /// The tag as it travels.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for LanguageCode {
    type Err = ArgumentError;

    /// # Errors
    ///
    /// [`ArgumentError::Length`] and [`ArgumentError::Character`].
    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        ArgumentError::check_len("languageCode", text, Self::MIN_LEN..=Self::MAX_LEN)?;
        match text
            .bytes()
            .position(|byte| !byte.is_ascii_alphanumeric() && byte != b'-')
        {
            Some(at) => Err(ArgumentError::Character {
                name: "languageCode",
                at,
            }),
            None => Ok(Self(text.into())),
        }
    }
}

impl fmt::Display for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_taken_at_its_limits_and_refused_one_past_them() {
        let parse = |text: &str| text.parse::<LanguageCode>();
        assert!(parse("en").is_ok() && parse(&"a".repeat(35)).is_ok());
        assert!(matches!(parse("e"), Err(ArgumentError::Length { len: 1, .. })));
        assert!(matches!(
            parse(&"a".repeat(36)),
            Err(ArgumentError::Length { len: 36, .. })
        ));
        assert_eq!(
            parse("en US"),
            Err(ArgumentError::Character {
                name: "languageCode",
                at: 2
            })
        );
    }
}
