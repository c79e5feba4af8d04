use core::fmt;

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Uri, header,
    uri::{Authority, Parts, PathAndQuery, Scheme},
};

use crate::{
    Base, BuildRequestError, Safety,
    percent::{push_encoded, push_pair},
};

/// A request in the making. Begins at [`Base::request`].
///
/// ```
/// # use http_endpoint::Base;
/// # let base = Base::new("https://api.example.com").unwrap();
/// let request = base
///     .post(&["user", "Zoë/1", "notes"])
///     .query("draft", "yes & no")
///     .header("x-request-source", "docs")
///     .json_body(r#"{"text":"hello"}"#)
///     .build();
/// assert_eq!(request.uri().path(), "/user/Zo%C3%AB%2F1/notes");
/// assert_eq!(request.uri().query(), Some("draft=yes%20%26%20no"));
/// assert_eq!(request.headers()["content-type"], "application/json");
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `build`"]
pub struct RequestBuilder {
    method: Method,
    scheme: Scheme,
    authority: Authority,
    /// With its query, if there is one.
    path: String,
    has_query: bool,
    headers: HeaderMap,
    body: Bytes,
    safety: Option<Safety>,
    flaw: Option<BuildRequestError>,
}

impl RequestBuilder {
    /// The longest URL, in bytes: what the `http` crate can hold.
    pub const MAX_URI_LEN: usize = 65_534;

    pub(crate) fn new(base: &Base, method: Method, segments: &[&str]) -> Self {
        // As a rule just enough, which spares the request a piece of memory.
        let room = segments.iter().map(|segment| 1 + segment.len()).sum::<usize>();
        let mut path = String::with_capacity(base.path().len() + room);
        path.push_str(base.path());
        let mut flaw = None;
        for (index, segment) in segments.iter().enumerate() {
            match *segment {
                "" => flaw = flaw.or(Some(BuildRequestError::EmptySegment { index })),
                "." | ".." => flaw = flaw.or(Some(BuildRequestError::DotSegment { index })),
                _ => {}
            }
            path.push('/');
            push_encoded(&mut path, segment);
        }
        if path.is_empty() {
            path.push('/');
        }
        Self {
            method,
            scheme: base.scheme().clone(),
            authority: base.authority().clone(),
            path,
            has_query: false,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            safety: None,
            flaw,
        }
    }

    /// Adds `name=value` to the query, both percent-encoded. A name may come more than once.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.path.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        push_pair(&mut self.path, name, value);
        self
    }

    /// Sets a header. A value that holds a secret should be [`HeaderValue::set_sensitive`].
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match (name.try_into(), value.try_into()) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.flaw = self.flaw.or(Some(BuildRequestError::Header)),
        }
        self
    }

    /// Sends JSON, as `application/json` without a charset.
    pub fn json_body(self, json: impl Into<Bytes>) -> Self {
        self.body(HeaderValue::from_static("application/json"), json)
    }

    /// Sends these pairs as a form, in this order.
    pub fn form(self, pairs: &[(&str, &str)]) -> Self {
        let mut form = String::new();
        for (name, value) in pairs {
            if !form.is_empty() {
                form.push('&');
            }
            push_pair(&mut form, name, value);
        }
        self.body(HeaderValue::from_static("application/x-www-form-urlencoded"), form)
    }

    /// Sends a body of any type.
    pub fn body<V: TryInto<HeaderValue>>(mut self, content_type: V, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header(header::CONTENT_TYPE, content_type)
    }

    /// Says what a repeat would do, for requests that are made without an [`Endpoint`](crate::Endpoint).
    pub fn safety(mut self, safety: Safety) -> Self {
        self.safety = Some(safety);
        self
    }

    /// The request.
    ///
    /// If the parts do not make one, the request carries its [`BuildRequestError`] with it and has no host. Every
    /// transport of this crate refuses it with that error, and any other finds nowhere to send it.
    /// [`BuildRequestError::of`] tells beforehand.
    pub fn build(self) -> http::Request<Bytes> {
        match self.try_build() {
            Ok(request) => request,
            Err(flaw) => {
                let mut request = http::Request::default();
                request.extensions_mut().insert(flaw);
                request
            }
        }
    }

    /// The request, or at once the reason why there is none.
    ///
    /// # Errors
    ///
    /// As [`BuildRequestError`] says, by variant: the first thing that was wrong.
    pub fn try_build(self) -> Result<http::Request<Bytes>, BuildRequestError> {
        if let Some(flaw) = self.flaw {
            return Err(flaw);
        }
        let len = Base::path_at(&self.scheme, &self.authority) + self.path.len();
        if len > Self::MAX_URI_LEN {
            return Err(BuildRequestError::TooLong { len });
        }
        let path = PathAndQuery::try_from(self.path).map_err(|_| BuildRequestError::Uri)?;
        let mut request = http::Request::new(self.body);
        *request.method_mut() = self.method;
        let mut parts = Parts::default();
        (parts.scheme, parts.authority, parts.path_and_query) = (Some(self.scheme), Some(self.authority), Some(path));
        *request.uri_mut() = Uri::from_parts(parts).map_err(|_| BuildRequestError::Uri)?;
        *request.headers_mut() = self.headers;
        if request.body().is_empty() && [Method::POST, Method::PUT, Method::PATCH].contains(request.method()) {
            // RFC 9110 asks for it, some services insist, and not every client adds it.
            request
                .headers_mut()
                .entry(header::CONTENT_LENGTH)
                .or_insert(HeaderValue::from_static("0"));
        }
        if let Some(safety) = self.safety {
            request.extensions_mut().insert(safety);
        }
        Ok(request)
    }
}

/// Shows no more than the method: the rest may be secret.
impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> Base {
        Base::new("http://h/v1").unwrap()
    }

    #[test]
    fn no_segments_ask_for_the_base_itself() {
        assert_eq!(base().get(&[]).build().uri(), "http://h/v1");
        assert_eq!(Base::new("http://h").unwrap().get(&[]).build().uri(), "http://h/");
    }

    #[test]
    fn a_form_is_encoded_like_a_query() {
        let request = base()
            .post(&["a"])
            .form(&[("a b", "c&d"), ("e", ""), ("e", "ü+")])
            .build();
        assert_eq!(&request.body()[..], b"a%20b=c%26d&e=&e=%C3%BC%2B");
    }

    #[test]
    fn the_first_flaw_is_told_and_leaves_no_host() {
        for (builder, flaw) in [
            (base().get(&["a", ".."]), BuildRequestError::DotSegment { index: 1 }),
            (base().get(&[".", ""]), BuildRequestError::DotSegment { index: 0 }),
            (
                base().get(&["a", "", "b"]),
                BuildRequestError::EmptySegment { index: 1 },
            ),
            (base().get(&["a"]).header("a b", "c"), BuildRequestError::Header),
            (base().get(&["a"]).header("a", "b\nc"), BuildRequestError::Header),
        ] {
            assert_eq!(builder.clone().try_build().unwrap_err(), flaw);
            let request = builder.build();
            assert_eq!(
                (BuildRequestError::of(&request), request.uri().host()),
                (Some(flaw), None)
            );
        }
        assert!(BuildRequestError::of(&base().get(&["...", "a."]).build()).is_none());
    }

    #[test]
    fn a_url_that_cannot_be_held_is_too_long() {
        let long = "/".repeat(30_000);
        let error = base().get(&[&long]).try_build().unwrap_err();
        assert_eq!(error, BuildRequestError::TooLong { len: 90_012 });
    }
}
