//! Times and durations as people write and read them.

use core::fmt;
use core::time::Duration;

use opentok_token::UnixSeconds;

/// A moment as seconds since 1970 and, up to the year 9999, as date and time in UTC.
pub(crate) struct Readable(pub(crate) UnixSeconds);

impl fmt::Display for Readable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.get();
        write!(f, "{seconds}")?;
        if seconds > LAST_READABLE {
            return Ok(());
        }
        let (year, month, day) = civil(seconds / DAY);
        let (hour, minute, second) = (seconds % DAY / 3_600, seconds % 3_600 / 60, seconds % 60);
        write!(
            f,
            "  {year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC"
        )
    }
}

/// Reads `24h`, `1h30m`, `90s`, `7d`; a bare number is seconds.
pub(crate) fn parse_duration(text: &str) -> Result<Duration, String> {
    let wrong = || "not a duration such as 90s, 45m, 24h, 7d or 1h30m".to_owned();
    if let Ok(seconds) = text.parse() {
        return Ok(Duration::from_secs(seconds));
    }
    let mut total: u64 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest
            .find(|character: char| !character.is_ascii_digit())
            .ok_or_else(wrong)?;
        let (number, unit) = rest.split_at(digits);
        let mut unit = unit.chars();
        let seconds = match unit.next() {
            Some('s') => 1,
            Some('m') => 60,
            Some('h') => 3_600,
            Some('d') => DAY,
            _ => return Err(wrong()),
        };
        let number: u64 = number.parse().map_err(|_| wrong())?;
        total = number
            .checked_mul(seconds)
            .and_then(|part| total.checked_add(part))
            .ok_or_else(wrong)?;
        rest = unit.as_str();
    }
    if text.is_empty() {
        Err(wrong())
    } else {
        Ok(Duration::from_secs(total))
    }
}

/// Reads a moment in seconds since 1970.
pub(crate) fn parse_moment(text: &str) -> Result<UnixSeconds, String> {
    text.parse()
        .map(UnixSeconds::new)
        .map_err(|_| "not a whole number of seconds since 1970".to_owned())
}

const DAY: u64 = 86_400;

/// 9999-12-31T23:59:59Z.
const LAST_READABLE: u64 = 253_402_300_799;

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar.
///
/// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
const fn civil(days: u64) -> (u64, u64, u64) {
    const DAYS_FROM_ERA_TO_1970: u64 = 719_468;
    const DAYS_OF_ERA: u64 = 146_097;
    let days = days + DAYS_FROM_ERA_TO_1970;
    let (era, of_era) = (days / DAYS_OF_ERA, days % DAYS_OF_ERA);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_based = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_based + 2) / 5 + 1;
    let month = if march_based < 10 {
        march_based + 3
    } else {
        march_based - 9
    };
    let year = year_of_era + era * 400 + (month <= 2) as u64;
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readable(seconds: u64) -> String {
        Readable(UnixSeconds::new(seconds)).to_string()
    }

    #[test]
    fn moments_are_told_in_utc() {
        assert_eq!(readable(0), "0  1970-01-01 00:00:00 UTC");
        assert_eq!(readable(951_782_400), "951782400  2000-02-29 00:00:00 UTC");
        assert_eq!(readable(1_709_251_199), "1709251199  2024-02-29 23:59:59 UTC");
        assert_eq!(readable(4_107_542_400), "4107542400  2100-03-01 00:00:00 UTC");
        assert_eq!(readable(LAST_READABLE), "253402300799  9999-12-31 23:59:59 UTC");
        assert_eq!(readable(LAST_READABLE + 1), "253402300800");
        assert_eq!(readable(u64::MAX), "18446744073709551615");
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut last = civil(0);
        for day in 1..200_000 {
            let next = civil(day);
            let (year, month, date) = last;
            let follows = [(year, month, date + 1), (year, month + 1, 1), (year + 1, 1, 1)];
            assert!(follows.contains(&next), "{last:?} {next:?}");
            last = next;
        }
    }

    #[test]
    fn durations_have_units() {
        for (text, seconds) in [
            ("1", 1),
            ("90", 90),
            ("90s", 90),
            ("24h", 86_400),
            ("1h30m", 5_400),
            ("7d", 604_800),
            ("0", 0),
        ] {
            assert_eq!(parse_duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in [
            "",
            "h",
            "24 h",
            "-1h",
            "1w",
            "1h30",
            "99999999999999999999s",
            "999999999999999999d",
            "1ü",
        ] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }
}
