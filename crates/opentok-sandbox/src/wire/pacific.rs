/// A moment as session creation writes it: `Wed Dec 31 16:00:00 PST 2025`, in the time of the US west coast.
///
/// Daylight time as the law has it since 2007: from the second Sunday of March to the first of November, 2 o'clock.
pub(crate) fn pacific_text(ms: u64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let seconds = ms / 1000;
    let (zone, behind) = if is_daylight(seconds) { ("PDT", 7) } else { ("PST", 8) };
    let local = seconds.saturating_sub(behind * HOUR);
    let (year, month, day) = civil(local / DAY);
    format!(
        "{} {} {day:02} {:02}:{:02}:{:02} {zone} {year}",
        DAYS[(local / DAY % 7) as usize],
        MONTHS[month as usize - 1],
        local % DAY / HOUR,
        local % HOUR / 60,
        local % 60,
    )
}

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

fn is_daylight(seconds: u64) -> bool {
    let (year, ..) = civil(seconds.saturating_sub(8 * HOUR) / DAY);
    // The change is told in the time that it ends: 2 o'clock standard time, 2 o'clock daylight time.
    let begins = sunday(year, 3, 8) * DAY + 10 * HOUR;
    let ends = sunday(year, 11, 1) * DAY + 9 * HOUR;
    (begins..ends).contains(&seconds)
}

/// The first Sunday at or after a day, in days since 1970.
fn sunday(year: u64, month: u64, day: u64) -> u64 {
    let from = days(year, month, day);
    // 1970 began with a Thursday.
    from + (10 - from % 7) % 7
}

/// Year, month and day of a day counted from 1970, in the Gregorian calendar; years counted from March inside.
pub(crate) fn civil(day: u64) -> (u64, u64, u64) {
    let shifted = day + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, of_year - (153 * from_march + 2) / 5 + 1)
}

/// The inverse of [`civil`].
fn days(year: u64, month: u64, day: u64) -> u64 {
    let year = year - u64::from(month <= 2);
    let (era, of_era) = (year / 400, year % 400);
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_as_the_service_tells_them() {
        for (seconds, text) in [
            (1_767_225_600, "Wed Dec 31 16:00:00 PST 2025"),
            (1_479_513_036, "Fri Nov 18 15:50:36 PST 2016"),
            (1_345_135_796, "Thu Aug 16 09:49:56 PDT 2012"),
            (1_395_046_135, "Mon Mar 17 01:48:55 PDT 2014"),
            // The hour that is left out and the one that comes twice.
            (1_772_963_999, "Sun Mar 08 01:59:59 PST 2026"),
            (1_772_964_000, "Sun Mar 08 03:00:00 PDT 2026"),
            (1_793_523_599, "Sun Nov 01 01:59:59 PDT 2026"),
            (1_793_523_600, "Sun Nov 01 01:00:00 PST 2026"),
            (1_709_251_200, "Thu Feb 29 16:00:00 PST 2024"),
        ] {
            assert_eq!(pacific_text(seconds * 1000), text);
        }
    }

    #[test]
    fn every_day_is_found_again() {
        for day in 0..200_000 {
            let (year, month, of_month) = civil(day);
            assert_eq!(days(year, month, of_month), day);
        }
    }
}
