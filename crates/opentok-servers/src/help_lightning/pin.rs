use core::fmt;
use core::str::FromStr;

use crate::help_lightning::Chance;

/// What a creator shares with a contact: 4 to 10 digits. `Debug` does not show them.
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Pin(Box<str>);

/// How many digits new PINs have: 4 to 10.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PinDigits(u32);

/// A text is neither a PIN nor the number of its digits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParsePinError;

impl Pin {
    /// Draws one, each as likely as the next. `None` if there is no chance to be had.
    pub fn draw(digits: PinDigits, chance: &Chance) -> Option<Self> {
        let count = digits.count();
        // Numbers in the last, incomplete run of `count` would come up more often than the rest.
        let fair = u64::MAX - u64::MAX % count;
        for _ in 0..DRAWS {
            let number = chance.number()?;
            if number < fair {
                let width = usize::try_from(digits.0).unwrap_or_default();
                return Some(Self(format!("{:0width$}", number % count).into()));
            }
        }
        None
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A draw is unfair with less than 1 in 10⁹; so often in a row it is the source that is broken.
const DRAWS: u32 = 8;

impl FromStr for Pin {
    type Err = ParsePinError;

    fn from_str(text: &str) -> Result<Self, ParsePinError> {
        let is_pin = (4..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_pin.then(|| Self(text.into())).ok_or(ParsePinError)
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(..)")
    }
}

impl PinDigits {
    /// How many PINs there are.
    pub fn count(self) -> u64 {
        10_u64.pow(self.0)
    }
}

/// Four.
impl Default for PinDigits {
    fn default() -> Self {
        Self(4)
    }
}

impl FromStr for PinDigits {
    type Err = ParsePinError;

    fn from_str(text: &str) -> Result<Self, ParsePinError> {
        match text.parse() {
            Ok(digits @ 4..=10) => Ok(Self(digits)),
            _ => Err(ParsePinError),
        }
    }
}

impl fmt::Display for PinDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for ParsePinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is not a number from 4 to 10")
    }
}

impl core::error::Error for ParsePinError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_four_to_ten_ascii_digits() {
        for text in ["0000", "1234567890"] {
            assert_eq!(text.parse::<Pin>().unwrap().as_str(), text);
        }
        for text in ["", "123", "12345678901", "12a4", "+123", " 1234", "١٢٣٤", "12.4"] {
            assert_eq!(text.parse::<Pin>(), Err(ParsePinError), "{text}");
        }
    }

    #[test]
    fn digits_end_at_their_limits() {
        for (text, fits) in [("3", false), ("4", true), ("10", true), ("11", false), ("-4", false)] {
            assert_eq!(text.parse::<PinDigits>().is_ok(), fits, "{text}");
        }
        assert_eq!("10".parse::<PinDigits>().unwrap().count(), 10_000_000_000);
    }

    #[test]
    fn zeros_in_front_are_kept_and_unfair_numbers_drawn_again() {
        let numbers = std::sync::Mutex::new(vec![20_007_u64, u64::MAX]);
        let chance = Chance::new(move || numbers.lock().unwrap().pop());
        assert_eq!(Pin::draw(PinDigits::default(), &chance).unwrap().as_str(), "0007");
        assert!(Pin::draw(PinDigits::default(), &chance).is_none());
        assert!(Pin::draw(PinDigits::default(), &Chance::new(|| Some(u64::MAX))).is_none());
    }

    #[test]
    fn debug_does_not_show_it() {
        assert_eq!(format!("{:?}", "1234".parse::<Pin>().unwrap()), "Pin(..)");
    }
}
