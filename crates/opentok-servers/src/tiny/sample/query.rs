use percent_encoding::percent_decode_str;

use crate::http::ApiError;

/// A whole number in the query; `None` if it is not there or empty.
pub(super) fn number(
    query: Option<&str>,
    name: &'static str,
    error: &'static str,
    most: u64,
) -> Result<Option<u64>, ApiError> {
    let pairs = query
        .unwrap_or_default()
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    let mut values = pairs
        .filter(|(key, _)| percent_decode_str(key).eq(name.bytes()))
        .map(|(_, value)| value);
    let first = values.next();
    if values.next().is_some() {
        return Err(ApiError::parameter(
            "duplicate_parameter",
            name,
            format!("{name} is given twice"),
        ));
    }
    let Some(text) = first.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let is_decimal = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|number| is_decimal && *number <= most);
    let refusal = || ApiError::parameter(error, name, format!("{name} must be a whole number from 0 to {most}"));
    number.map(Some).ok_or_else(refusal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_anything_else_is_refused() {
        let read = |query: &str| number(Some(query), "count", "invalid_count", 1000);
        assert_eq!(read("count=10&offset=x"), Ok(Some(10)));
        assert_eq!(read("offset=1&count="), Ok(None));
        assert_eq!(read("count=1000"), Ok(Some(1000)));
        for query in ["count=1001", "count=-1", "count=a", "count=1.5", "count=%31"] {
            assert_eq!(read(query).unwrap_err().word(), "invalid_count", "{query}");
        }
        assert_eq!(read("count=1&count=1").unwrap_err().word(), "duplicate_parameter");
    }
}
