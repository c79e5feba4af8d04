use core::time::Duration;

use http::{HeaderMap, header};

/// What `Retry-After` asks for. `None` if it is absent, or in no form that can be measured.
///
/// A date counts from the `Date` of the same answer: both come from the service's clock, so that a wrong one here does
/// no harm. RFC 9110 asks every service that has a clock to send it.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let now = httpdate::parse_http_date(headers.get(header::DATE)?.to_str().ok()?).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(after: &str, date: Option<&str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, after.parse().unwrap());
        if let Some(date) = date {
            headers.insert(header::DATE, date.parse().unwrap());
        }
        retry_after(&headers).map(|time| time.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_understood() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(asked("2", None), Some(2));
        assert_eq!(asked(" 120 ", date), Some(120));
        assert_eq!(asked("99999999999999999999", None), Some(u64::MAX));
        assert_eq!(asked("Sun, 06 Nov 1994 08:49:47 GMT", date), Some(10));
        assert_eq!(asked("Sunday, 06-Nov-94 08:50:37 GMT", date), Some(60));
        assert_eq!(asked("Sun Nov  6 08:49:38 1994", date), Some(1));
        assert_eq!(asked("Sun, 06 Nov 1994 08:00:00 GMT", date), Some(0));
    }

    #[test]
    fn what_cannot_be_measured_asks_for_nothing() {
        for text in ["", "-1", "1.5", "soon", "+3", "0x10", "Sun, 06 Nov 1994 08:49:47 GMT"] {
            assert_eq!(asked(text, None), None, "{text}");
        }
        assert_eq!(asked("Sun, 06 Nov 1994 08:49:47 GMT", Some("now")), None);
    }
}
