use alloc::borrow::Cow;

use http::{HeaderMap, HeaderName};

/// What a recording leaves out, beyond what it always does.
///
/// Always left out: host and user part of the URL; every header that is marked
/// [sensitive](http::HeaderValue::is_sensitive); every header and query value whose name contains `auth`, `cookie`,
/// `key`, `password`, `secret`, `signature` or `token`; the user part of URLs in headers; and the body of the request,
/// of which there is only a hash. The body of the **answer** is kept as it is: if it holds secrets, so does the
/// recording.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Redaction {
    names: Vec<Box<str>>,
}

impl Redaction {
    /// Nothing beyond what is always left out.
    pub fn new() -> Self {
        Self::default()
    }

    /// Leaves out the values of every header and query parameter of this name, whatever its case.
    pub fn name(mut self, name: &str) -> Self {
        self.names.push(name.to_ascii_lowercase().into());
        self
    }

    /// The headers that may be shown, each value one character a byte.
    pub(super) fn headers(&self, headers: &HeaderMap) -> Vec<(HeaderName, String)> {
        let mut shown = Vec::new();
        for (name, value) in headers {
            if !value.is_sensitive() && !self.is_secret(name.as_str()) {
                let text: String = value.as_bytes().iter().map(|&byte| char::from(byte)).collect();
                shown.push((name.clone(), without_user(&text).into_owned()));
            }
        }
        shown
    }

    /// The query, secret values replaced.
    pub(super) fn query(&self, query: &str) -> String {
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if self.is_secret(&name.to_ascii_lowercase()) => format!("{name}=(redacted)"),
            _ => pair.to_owned(),
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    fn is_secret(&self, lower_case_name: &str) -> bool {
        SECRET_WORDS.iter().any(|word| lower_case_name.contains(word))
            || self.names.iter().any(|name| **name == *lower_case_name)
    }
}

const SECRET_WORDS: [&str; 7] = ["auth", "cookie", "key", "password", "secret", "signature", "token"];

/// The text without `user:password@` in any URL it holds.
fn without_user(text: &str) -> Cow<'_, str> {
    if !text.contains("://") {
        return text.into();
    }
    let mut parts = text.split("://");
    let mut out = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(['/', '?', '#', ' ', '"', '>', ',']).unwrap_or(part.len());
        let (authority, rest) = part.split_at(end);
        out.push_str("://");
        out.push_str(authority.rsplit_once('@').map_or(authority, |(_, host)| host));
        out.push_str(rest);
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn secrets_in_headers_are_left_out() {
        let mut headers = HeaderMap::new();
        let mut quiet = HeaderValue::from_static("hidden");
        quiet.set_sensitive(true);
        headers.insert("x-quiet", quiet);
        for name in ["authorization", "x-service-auth", "set-cookie", "x-api-key", "x-mine"] {
            headers.insert(name, HeaderValue::from_static("hidden"));
        }
        headers.insert(
            "location",
            HeaderValue::from_static("https://hidden:hidden@h/a, http://b@c"),
        );
        headers.insert("x-bytes", HeaderValue::from_bytes(b"\xff").unwrap());
        let shown = Redaction::new().name("X-Mine").headers(&headers);
        let shown: Vec<_> = shown
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(shown, [("location", "https://h/a, http://c"), ("x-bytes", "\u{ff}")]);
    }

    #[test]
    fn secrets_in_the_query_are_replaced() {
        let redaction = Redaction::new().name("pin");
        let query = redaction.query("a=1&access_Token=hidden&PIN=hidden&token&=");
        assert_eq!(query, "a=1&access_Token=(redacted)&PIN=(redacted)&token&=");
    }
}
