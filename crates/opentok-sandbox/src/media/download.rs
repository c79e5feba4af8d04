//! Answers with a file, or with a part of it: RFC 9110, sections 13 and 14.

use core::ops::Range;

use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use http_endpoint::Body;

use super::MediaFile;

/// What a caller with these headers gets of `file`.
///
/// One range of bytes is answered with 206, several with the whole file, one outside of it with 416. `If-Range` and
/// `If-None-Match` are compared with the file's tag.
pub(crate) fn download(file: &MediaFile, headers: &HeaderMap) -> Response<Body> {
    let etag = file.etag();
    let len = file.len();
    let mut response = Response::new(Body::empty());
    let out = response.headers_mut();
    put(out, header::ETAG, &etag);
    out.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if text(headers, header::IF_NONE_MATCH).is_some_and(|tags| names(tags, &etag)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    let is_same = text(headers, header::IF_RANGE).is_none_or(|tag| tag.trim() == etag);
    let range = text(headers, header::RANGE).filter(|_| is_same);
    match range.map_or(Asked::Whole, |range| asked(range, len)) {
        Asked::Whole => {
            out.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.content_type()));
            *response.body_mut() = file.body();
        }
        Asked::Part(part) => {
            out.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.content_type()));
            put(
                out,
                header::CONTENT_RANGE,
                &format!("bytes {}-{}/{len}", part.start, part.end - 1),
            );
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            *response.body_mut() = file.body_of(part);
        }
        Asked::Outside => {
            put(out, header::CONTENT_RANGE, &format!("bytes */{len}"));
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
        }
    }
    response
}

#[derive(Debug, Eq, PartialEq)]
enum Asked {
    Whole,
    Part(Range<u64>),
    Outside,
}

/// What `range` asks of a file of `len` bytes. What is no range of bytes asks for the whole.
fn asked(range: &str, len: u64) -> Asked {
    let Some((first, last)) = range
        .strip_prefix("bytes=")
        .and_then(|range| range.trim().split_once('-'))
    else {
        return Asked::Whole;
    };
    let part = match (number(first), number(last)) {
        (Some(first), None) if last.is_empty() => first..len,
        (Some(first), Some(last)) if first <= last => first..len.min(last.saturating_add(1)),
        (None, Some(count)) if first.is_empty() => len.saturating_sub(count)..len,
        _ => return Asked::Whole,
    };
    if part.is_empty() {
        Asked::Outside
    } else {
        Asked::Part(part)
    }
}

fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

fn names(tags: &str, etag: &str) -> bool {
    tags.split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn put(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = value.parse() {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_one_part() {
        for (range, wanted) in [
            ("bytes=0-99", Asked::Part(0..100)),
            ("bytes=0-0", Asked::Part(0..1)),
            ("bytes=50-", Asked::Part(50..100)),
            ("bytes=50-1000", Asked::Part(50..100)),
            ("bytes=-10", Asked::Part(90..100)),
            ("bytes=-1000", Asked::Part(0..100)),
            ("bytes=0-99999999999999999999999", Asked::Part(0..100)),
            ("bytes=99-", Asked::Part(99..100)),
            ("bytes=100-", Asked::Outside),
            ("bytes=100-200", Asked::Outside),
            ("bytes=-0", Asked::Outside),
            ("bytes=99999999999999999999999-", Asked::Outside),
            ("bytes=5-4", Asked::Whole),
            ("bytes=-", Asked::Whole),
            ("bytes=+1-2", Asked::Whole),
            ("bytes=0-1,5-6", Asked::Whole),
            ("items=0-1", Asked::Whole),
            ("", Asked::Whole),
        ] {
            assert_eq!(asked(range, 100), wanted, "{range}");
        }
    }

    #[test]
    fn a_tag_is_found_in_a_list() {
        assert!(names("\"a\", W/\"b\"", "\"b\"") && names("*", "\"b\""));
        assert!(!names("\"a\"", "\"b\"") && !names("", "\"b\""));
    }
}
