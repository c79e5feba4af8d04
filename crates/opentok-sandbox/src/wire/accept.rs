use http::{HeaderMap, header};

/// Whether a caller is answered in XML: unless its `Accept` names JSON, or `application/*`.
///
/// Without the header, and for `*/*`, three SDKs rely on XML.
pub(crate) fn wants_xml(headers: &HeaderMap) -> bool {
    let names_json = |value: &http::HeaderValue| {
        let value = value.as_bytes().to_ascii_lowercase();
        value.split(|byte| *byte == b',').any(|range| {
            let media_type = range
                .split(|byte| *byte == b';')
                .next()
                .unwrap_or_default()
                .trim_ascii();
            media_type == b"application/*" || media_type.ends_with(b"json")
        })
    };
    !headers.get_all(header::ACCEPT).iter().any(names_json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_for_those_who_name_it() {
        for (accept, xml) in [
            (None, true),
            (Some("*/*"), true),
            (Some("text/html, */*;q=0.8"), true),
            (Some("application/xml"), true),
            (Some("application/json"), false),
            (Some("APPLICATION/JSON; charset=utf-8"), false),
            (Some("text/plain, application/*;q=0.5"), false),
            (Some("application/problem+json"), false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(header::ACCEPT, accept.parse().unwrap());
            }
            assert_eq!(wants_xml(&headers), xml, "{accept:?}");
        }
    }
}
