use core::fmt;

use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::http::Reply;

/// Which web pages may read this server's replies. Never with credentials of the browser.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Cors {
    /// None: no header is sent.
    #[default]
    Off,
    /// Every page.
    Any,
    /// Pages of these origins.
    Origins(Vec<HeaderValue>),
}

impl Cors {
    /// Reads a list of origins, `*` among them for all; an empty list is [`Off`](Self::Off).
    ///
    /// # Errors
    ///
    /// If an item is not `scheme://host` or `scheme://host:port`.
    pub fn from_origins<'a>(origins: impl IntoIterator<Item = &'a str>) -> Result<Self, ParseOriginError> {
        let mut list = Vec::new();
        let mut any = false;
        for (index, origin) in origins.into_iter().enumerate() {
            if origin == "*" {
                any = true;
                continue;
            }
            // Browsers write scheme and host in lower case.
            let lower = origin.to_ascii_lowercase();
            let value = HeaderValue::from_str(&lower).ok().filter(|_| is_origin(&lower));
            list.push(value.ok_or(ParseOriginError { index })?);
        }
        Ok(match (any, list.is_empty()) {
            (true, _) => Self::Any,
            (false, true) => Self::Off,
            (false, false) => Self::Origins(list),
        })
    }

    /// What the origin of this request may have: the value of `access-control-allow-origin`.
    fn allowed(&self, request: &HeaderMap) -> Option<HeaderValue> {
        let origin = request.get(header::ORIGIN)?;
        match self {
            Self::Off => None,
            Self::Any => Some(HeaderValue::from_static("*")),
            Self::Origins(list) => list.contains(origin).then(|| origin.clone()),
        }
    }

    /// Adds what every reply carries, errors too.
    pub(crate) fn decorate(&self, request: &HeaderMap, reply: &mut HeaderMap) {
        if matches!(self, Self::Off) {
            return;
        }
        reply.append(header::VARY, HeaderValue::from_static("origin"));
        if let Some(origin) = self.allowed(request) {
            reply.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            reply.insert(
                header::ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static("x-request-id, retry-after"),
            );
        }
    }

    /// Whether `request`, an `OPTIONS`, is a browser asking what it may send.
    pub(crate) fn is_preflight(request: &HeaderMap) -> bool {
        request.contains_key(header::ORIGIN) && request.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
    }

    /// The reply to a preflight, on a route with these methods.
    pub(crate) fn preflight(&self, request: &HeaderMap, allow: HeaderValue) -> Reply {
        let mut reply = Reply::empty(StatusCode::NO_CONTENT).with_header(header::ALLOW, allow.clone());
        if self.allowed(request).is_some() {
            reply = reply
                .with_header(header::ACCESS_CONTROL_ALLOW_METHODS, allow)
                .with_header(
                    header::ACCESS_CONTROL_ALLOW_HEADERS,
                    HeaderValue::from_static("authorization, content-type, x-request-id"),
                )
                .with_header(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
        }
        reply
    }
}

fn is_origin(text: &str) -> bool {
    let Some((scheme, host)) = text.split_once("://") else {
        return false;
    };
    let scheme_is_legal = scheme.starts_with(|first: char| first.is_ascii_lowercase())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    // A slash at the end never matches what a browser sends; better told at start than found out later.
    let host_is_legal = !host.is_empty()
        && host
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"/?#@,*".contains(&byte));
    scheme_is_legal && host_is_legal
}

/// A text is no origin.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseOriginError {
    /// Which of the list, from 0.
    pub index: usize,
}

impl fmt::Display for ParseOriginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "item {} is not SCHEME://HOST or SCHEME://HOST:PORT", self.index + 1)
    }
}

impl core::error::Error for ParseOriginError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_browser_would_send_is_refused() {
        for text in [
            "app.example",
            "https://",
            "https://app.example/",
            "https://a/b",
            "https://*.example",
            "://a",
        ] {
            assert!(Cors::from_origins([text]).is_err(), "{text}");
        }
        assert!(Cors::from_origins(["https://app.example", "http://localhost:3000", "http://[::1]:3000"]).is_ok());
    }

    #[test]
    fn only_a_listed_origin_is_allowed() {
        let cors = Cors::from_origins(["https://app.example", "https://Other.Example:8443"]).unwrap();
        for (origin, allowed) in [
            ("https://app.example", true),
            ("https://other.example:8443", true),
            ("https://app.example:8443", false),
            ("https://evil.example", false),
            ("null", false),
        ] {
            let mut request = HeaderMap::new();
            request.insert(header::ORIGIN, origin.parse().unwrap());
            let mut reply = HeaderMap::new();
            cors.decorate(&request, &mut reply);
            assert_eq!(
                reply.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN),
                allowed,
                "{origin}"
            );
            assert_eq!(reply[header::VARY], "origin");
        }
    }
}
