//! Numbers that have a range.

/// Declares a number with a range, checked when it is made.
macro_rules! ranged {
    ($(#[$meta:meta])* $name:ident = $field:literal, $min:literal ..= $max:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(u32);

        impl $name {
            /// The smallest.
            pub const MIN: u32 = $min;
            /// The largest.
            pub const MAX: u32 = $max;

            /// Takes a number.
            ///
            /// # Errors
            ///
            /// [`ArgumentError::Range`](crate::ArgumentError::Range) if it is below [`MIN`](Self::MIN) or above
            /// [`MAX`](Self::MAX).
            pub fn new(value: u32) -> Result<Self, $crate::ArgumentError> {
                $crate::ArgumentError::check_range($field, value.into(), Self::MIN.into()..=Self::MAX.into())?;
                Ok(Self(value))
            }

            /// The number.
            pub const fn get(self) -> u32 {
                self.0
            }
        }

        impl TryFrom<u32> for $name {
            type Error = $crate::ArgumentError;

            fn try_from(value: u32) -> Result<Self, Self::Error> {
                Self::new(value)
            }
        }
    };
}

pub(crate) use ranged;

ranged! {
    /// The greatest bit rate of an archive or a broadcast, in bits a second: 100,000 to 6,000,000.
    ///
    /// ```
    /// use opentok_rest::option::MaxBitrate;
    ///
    /// assert_eq!(MaxBitrate::new(2_000_000)?.get(), 2_000_000);
    /// assert!(MaxBitrate::new(6_000_001).is_err());
    /// # Ok::<(), opentok_rest::ArgumentError>(())
    /// ```
    MaxBitrate = "maxBitrate", 100_000..=6_000_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ArgumentError;

    #[test]
    fn a_bit_rate_is_taken_at_its_limits_and_refused_one_past_them() {
        assert_eq!(MaxBitrate::new(100_000).unwrap().get(), 100_000);
        assert_eq!(MaxBitrate::new(6_000_000).unwrap().get(), 6_000_000);
        for value in [99_999, 6_000_001] {
            let error = ArgumentError::Range {
                name: "maxBitrate",
                value: value.into(),
                min: 100_000,
                max: 6_000_000,
            };
            assert_eq!(MaxBitrate::new(value), Err(error));
        }
    }
}
