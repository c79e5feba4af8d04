/// What a `Content-Range` says: where the part begins, and how long the whole is. Either may be left open.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct ContentRange {
    pub(super) first: Option<u64>,
    pub(super) total: Option<u64>,
}

impl ContentRange {
    /// Reads `bytes 5-9/10`, `bytes 5-9/*` or `bytes */10`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (range, total) = text.trim().strip_prefix("bytes ")?.trim().split_once('/')?;
        let total = if total == "*" { None } else { Some(number(total)?) };
        if range == "*" {
            return Some(Self { first: None, total });
        }
        let (first, last) = range.split_once('-')?;
        let (first, last) = (number(first)?, number(last)?);
        let fits = first <= last && total.is_none_or(|total| last < total);
        fits.then_some(Self {
            first: Some(first),
            total,
        })
    }
}

fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_fit_are_read_and_no_others() {
        let range = |first, total| Some(ContentRange { first, total });
        for (text, expected) in [
            ("bytes 5-9/10", range(Some(5), Some(10))),
            ("bytes 5-9/*", range(Some(5), None)),
            ("bytes */10", range(None, Some(10))),
            ("bytes 5-10/10", None),
            ("bytes 9-5/10", None),
            ("bytes -5/10", None),
            ("bytes +5-9/10", None),
            ("items 5-9/10", None),
            ("bytes 5-9", None),
            ("bytes 5-99999999999999999999/*", None),
        ] {
            assert_eq!(ContentRange::parse(text), expected, "{text}");
        }
    }
}
