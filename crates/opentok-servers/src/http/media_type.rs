use http::{HeaderMap, header};

/// What a request says its body is, as far as servers here read bodies.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum MediaType {
    /// `application/json`, in UTF-8.
    Json,
    /// `application/x-www-form-urlencoded`, in UTF-8.
    Form,
    /// No type, another type, another charset, or a compressed body.
    Other,
}

impl MediaType {
    /// Reads `content-type` and `content-encoding`.
    pub fn of(headers: &HeaderMap) -> Self {
        let mut encodings = headers.get_all(header::CONTENT_ENCODING).iter();
        if !encodings.all(|encoding| encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
            return Self::Other;
        }
        let mut types = headers.get_all(header::CONTENT_TYPE).iter();
        match (types.next().and_then(|value| value.to_str().ok()), types.next()) {
            (Some("application/json"), None) => Self::Json,
            (Some(text), None) => Self::parse(text),
            _ => Self::Other,
        }
    }

    fn parse(text: &str) -> Self {
        let mut parts = text.split(';').map(str::trim);
        let kind = match parts.next().unwrap_or_default() {
            kind if kind.eq_ignore_ascii_case("application/json") => Self::Json,
            kind if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") => Self::Form,
            _ => return Self::Other,
        };
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("charset")
                .then(|| value.trim().trim_matches('"'))
        });
        match charset {
            None => kind,
            Some(name) if name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("us-ascii") => kind,
            Some(_) => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_parameters_do_not_matter_but_the_charset_does() {
        for (text, kind) in [
            ("application/json", MediaType::Json),
            ("Application/JSON ; Charset=\"UTF-8\"", MediaType::Json),
            ("application/json;charset=us-ascii;x=y", MediaType::Json),
            ("Application/X-WWW-Form-Urlencoded; charset=UTF-8", MediaType::Form),
            ("application/json; charset=iso-8859-1", MediaType::Other),
            ("application/jsonp", MediaType::Other),
            ("text/plain", MediaType::Other),
            ("", MediaType::Other),
        ] {
            let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, text.parse().unwrap())]);
            assert_eq!(MediaType::of(&headers), kind, "{text}");
        }
        assert_eq!(MediaType::of(&HeaderMap::new()), MediaType::Other);
    }

    #[test]
    fn a_compressed_body_is_not_read() {
        let mut headers = HeaderMap::from_iter([(header::CONTENT_TYPE, "application/json".parse().unwrap())]);
        headers.insert(header::CONTENT_ENCODING, "gzip".parse().unwrap());
        assert_eq!(MediaType::of(&headers), MediaType::Other);
        headers.insert(header::CONTENT_ENCODING, "Identity".parse().unwrap());
        assert_eq!(MediaType::of(&headers), MediaType::Json);
    }
}
