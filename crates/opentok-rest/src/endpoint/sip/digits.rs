use core::{fmt, str::FromStr};

use crate::ArgumentError;

/// The tones to play: `0` to `9`, `*`, `#`, and `p` for a pause of half a second. At least one.
///
/// `Debug` shows only how many: they may be a code.
///
/// ```
/// use opentok_rest::sip::Digits;
///
/// let digits: Digits = "1p713#".parse()?;
/// assert_eq!(format!("{digits:?}"), "Digits(6)");
/// # Ok::<(), opentok_rest::ArgumentError>(())
/// ```
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Digits(Box<str>);

impl Digits {
    /// The most tones that are sent at once. The service names no limit.
    pub const MAX_LEN: usize = 1024;

    /// The tones as they travel.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Digits {
    type Err = ArgumentError;

    /// # Errors
    ///
    /// [`ArgumentError::Empty`], [`ArgumentError::Length`] and [`ArgumentError::Character`].
    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        ArgumentError::check_len("digits", text, 1..=Self::MAX_LEN)?;
        match text
            .bytes()
            .position(|byte| !matches!(byte, b'0'..=b'9' | b'*' | b'#' | b'p'))
        {
            Some(at) => Err(ArgumentError::Character { name: "digits", at }),
            None => Ok(Self(text.into())),
        }
    }
}

impl fmt::Debug for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Digits").field(&self.0.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_are_digits_star_hash_and_pause() {
        assert_eq!("0123456789*#p".parse::<Digits>().unwrap().as_str(), "0123456789*#p");
        for (text, at) in [("1P", 1), ("12a", 2), (" 1", 0), ("1\u{661}", 1), ("1\n", 1)] {
            assert_eq!(
                text.parse::<Digits>(),
                Err(ArgumentError::Character { name: "digits", at })
            );
        }
    }

    #[test]
    fn tones_are_taken_at_their_limits_and_refused_one_past_them() {
        let of_len = |len| "1".repeat(len).parse::<Digits>();
        assert!(of_len(1).is_ok() && of_len(1024).is_ok());
        assert_eq!(of_len(0), Err(ArgumentError::Empty { name: "digits" }));
        assert!(matches!(of_len(1025), Err(ArgumentError::Length { len: 1025, .. })));
    }
}
