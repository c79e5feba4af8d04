use core::fmt;
use core::str::FromStr;
use core::time::Duration;

/// `on` or `off`; also `true`, `false`, `1` and `0`.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Switch {
    /// Yes.
    On,
    /// No.
    #[default]
    Off,
}

impl Switch {
    /// Whether it is on.
    pub fn is_on(self) -> bool {
        self == Self::On
    }
}

impl FromStr for Switch {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        match text {
            "on" | "true" | "1" => Ok(Self::On),
            "off" | "false" | "0" => Ok(Self::Off),
            _ => Err(ParseValueError("it is not on or off")),
        }
    }
}

impl fmt::Display for Switch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_on() { "on" } else { "off" })
    }
}

/// A whole number with its unit: `300ms`, `10s`, `15m`, `24h`, `30d`. Above zero.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SettingDuration(Duration);

impl SettingDuration {
    /// A duration of whole seconds.
    pub const fn from_secs(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }

    /// The duration.
    pub const fn get(self) -> Duration {
        self.0
    }
}

impl FromStr for SettingDuration {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let wrong = ParseValueError("it is not a whole number above 0 with its unit: ms, s, m, h or d");
        let at = text.bytes().position(|byte| !byte.is_ascii_digit()).ok_or(wrong)?;
        let (number, unit) = text.split_at(at);
        let number: u64 = number.parse().map_err(|_| wrong)?;
        let ms: u64 = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => return Err(wrong),
        };
        // A thousand years; sums with the clock stay far from any edge.
        let most = 365_000 * 86_400_000_u64;
        match number.checked_mul(ms) {
            Some(total) if (1..=most).contains(&total) => Ok(Self(Duration::from_millis(total))),
            _ => Err(wrong),
        }
    }
}

impl fmt::Display for SettingDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0.as_millis();
        if ms.is_multiple_of(1000) {
            write!(f, "{}s", ms / 1000)
        } else {
            write!(f, "{ms}ms")
        }
    }
}

/// The items of a list: commas between, spaces around do not count, empty items neither.
pub fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// A text is no value of its kind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ParseValueError(&'static str);

impl fmt::Display for ParseValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl core::error::Error for ParseValueError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_number_and_a_unit() {
        for (text, ms) in [
            ("300ms", 300),
            ("10s", 10_000),
            ("15m", 900_000),
            ("24h", 86_400_000),
            ("30d", 2_592_000_000),
        ] {
            assert_eq!(
                text.parse::<SettingDuration>().map(|d| d.get().as_millis()),
                Ok(ms),
                "{text}"
            );
        }
        for text in [
            "",
            "10",
            "s",
            "1.5s",
            "-1s",
            "10 s",
            "0s",
            "10S",
            "99999999999999999999s",
            "365001d",
        ] {
            assert!(text.parse::<SettingDuration>().is_err(), "{text}");
        }
        assert!("365000d".parse::<SettingDuration>().is_ok());
    }

    #[test]
    fn lists_have_commas() {
        assert_eq!(list(" a , b,,c ").collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(list("").count(), 0);
    }

    #[test]
    fn switches_have_three_spellings() {
        for (text, on) in [
            ("on", true),
            ("true", true),
            ("1", true),
            ("off", false),
            ("false", false),
            ("0", false),
        ] {
            assert_eq!(text.parse::<Switch>().map(Switch::is_on), Ok(on));
        }
        assert!("yes".parse::<Switch>().is_err() && "ON".parse::<Switch>().is_err());
    }
}
