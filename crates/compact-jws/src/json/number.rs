use core::fmt;

/// A number, as it was written: of any size and any precision.
///
/// What it means is for the reader to choose: [`as_i64`](Self::as_i64) for identifiers,
/// [`floor_i64`](Self::floor_i64) for times, [`as_f64`](Self::as_f64) for measures.
#[derive(Clone, Copy)]
pub struct Number<'j>(&'j str);

impl<'j> Number<'j> {
    /// `text` has been checked: it is a number as JSON writes it.
    pub(super) const fn new(text: &'j str) -> Self {
        Self(text)
    }

    /// The number as it was written.
    pub const fn as_str(self) -> &'j str {
        self.0
    }

    /// The number if it was written as an integer, without fraction and exponent, and fits.
    pub fn as_i64(self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The nearest floating-point number; infinite beyond its range.
    pub fn as_f64(self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The greatest integer that is not greater; [`i64::MIN`] or [`i64::MAX`] beyond the range.
    ///
    /// Exact for every number, fractions and exponents included: no digit is rounded away.
    ///
    /// ```
    /// use compact_jws::json::Object;
    ///
    /// let floor = |object: &str| {
    ///     let object = Object::parse(object).unwrap();
    ///     object.get("exp").and_then(|value| value.as_number()).unwrap().floor_i64()
    /// };
    /// assert_eq!(floor(r#"{"exp":1700000000.999}"#), 1_700_000_000);
    /// assert_eq!(floor(r#"{"exp":1.7e9}"#), 1_700_000_000);
    /// assert_eq!(floor(r#"{"exp":-0.5}"#), -1);
    /// assert_eq!(floor(r#"{"exp":1e300}"#), i64::MAX);
    /// ```
    pub fn floor_i64(self) -> i64 {
        let (negative, unsigned) = match self.0.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, self.0),
        };
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));

        // Digits before the point once the exponent has moved it.
        let mut whole_digits = saturating_integer(exponent).saturating_add(whole.len() as i64);
        let mut floor = 0_i64;
        let mut cut = false;
        for digit in whole.bytes().chain(fraction.bytes()).map(|byte| i64::from(byte - b'0')) {
            if whole_digits > 0 {
                whole_digits -= 1;
                floor = floor
                    .saturating_mul(10)
                    .saturating_add(if negative { -digit } else { digit });
            } else {
                cut |= digit != 0;
            }
        }
        // Ends after 19 rounds: what is not zero has reached a bound by then.
        while whole_digits > 0 && !matches!(floor, 0 | i64::MIN | i64::MAX) {
            whole_digits -= 1;
            floor = floor.saturating_mul(10);
        }
        if negative && cut {
            floor.saturating_sub(1)
        } else {
            floor
        }
    }
}

impl fmt::Debug for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// Reads digits with or without a sign.
fn saturating_integer(text: &str) -> i64 {
    let (sign, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] => (1, digits),
        digits => (1, digits),
    };
    digits.iter().fold(0, |value: i64, digit| {
        value.saturating_mul(10).saturating_add(sign * i64::from(digit - b'0'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_is_exact() {
        for (text, floor) in [
            ("0", 0),
            ("-0", 0),
            ("-0.0", 0),
            ("0.999", 0),
            ("-0.001", -1),
            ("-1e-999999999999999999999", -1),
            ("1e-999999999999999999999", 0),
            ("0e999999999999999999999", 0),
            ("0.0e99", 0),
            ("1e300", i64::MAX),
            ("-1e300", i64::MIN),
            ("12.5E1", 125),
            ("12.34e1", 123),
            ("-12.34e1", -124),
            ("1234e-2", 12),
            ("-1234e-2", -13),
            ("-1200e-2", -12),
            ("0.0001e4", 1),
            ("1E+2", 100),
            // Where a detour over floating point would round.
            ("9007199254740993.9", 9_007_199_254_740_993),
            ("9223372036854775806.99999999999999999999", i64::MAX - 1),
            ("9223372036854775807", i64::MAX),
            ("9223372036854775808", i64::MAX),
            ("-9223372036854775807.5", i64::MIN),
            ("-9223372036854775808", i64::MIN),
            ("-9223372036854775809", i64::MIN),
            ("922337203685477580.7e1", i64::MAX),
        ] {
            assert_eq!(Number::new(text).floor_i64(), floor, "{text}");
        }
    }

    #[test]
    fn only_what_is_written_as_an_integer_is_one() {
        for (text, integer) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("9223372036854775808", None),
            ("1.0", None),
            ("1e0", None),
        ] {
            assert_eq!(Number::new(text).as_i64(), integer, "{text}");
        }
    }
}
