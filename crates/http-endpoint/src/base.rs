use core::{error::Error, fmt, str::FromStr};

use http::{
    Method, Uri,
    uri::{Authority, Scheme},
};

use crate::RequestBuilder;

/// Where a service lives: scheme, host, port, and a path that every request begins with.
///
/// ```
/// use http_endpoint::Base;
///
/// let base = Base::new("https://api.example.com/v2/")?;
/// let request = base.get(&["project", "a/b"]).build();
/// assert_eq!(request.uri(), "https://api.example.com/v2/project/a%2Fb");
/// # Ok::<(), http_endpoint::ParseBaseError>(())
/// ```
///
/// Segments are percent-encoded here and nowhere else, so an id can be any text at all: it arrives as it is, or the
/// request says why it cannot be made ([`BuildRequestError`](crate::BuildRequestError)).
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Base {
    url: Box<str>,
    // The first two parts of it once more, so that no request has to be taken apart to find them.
    scheme: Scheme,
    authority: Authority,
}

/// Why a text is not a [`Base`]. It never shows the text, which may hold a password.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseBaseError {
    /// The path has a segment `.` or `..`, or an empty one.
    Path,
    /// It has a query or a fragment.
    Query,
    /// It does not begin with `http://` or `https://`.
    Scheme,
    /// Longer than [`Base::MAX_LEN`] bytes.
    TooLong {
        /// The length in bytes.
        len: usize,
    },
    /// It is not a URL that http knows.
    Url,
    /// It has a user part. Credentials do not belong into a URL.
    User,
}

impl Base {
    /// The longest base, in bytes.
    pub const MAX_LEN: usize = 2048;

    /// Reads `https://host`, with or without a port, a path, and a slash at the end.
    ///
    /// # Errors
    ///
    /// As [`ParseBaseError`] says, by variant.
    pub fn new(url: &str) -> Result<Self, ParseBaseError> {
        if url.len() > Self::MAX_LEN {
            return Err(ParseBaseError::TooLong { len: url.len() });
        }
        if url.contains(['?', '#']) {
            return Err(ParseBaseError::Query);
        }
        let uri: Uri = url.parse().map_err(|_| ParseBaseError::Url)?;
        let scheme = [Scheme::HTTP, Scheme::HTTPS];
        let scheme = scheme.into_iter().find(|scheme| uri.scheme() == Some(scheme));
        let scheme = scheme.ok_or(ParseBaseError::Scheme)?;
        let authority = uri.authority().ok_or(ParseBaseError::Url)?;
        if authority.as_str().contains('@') {
            return Err(ParseBaseError::User);
        }
        let host = authority.host();
        if host.is_empty() || (host != authority.as_str() && authority.port_u16().is_none()) {
            return Err(ParseBaseError::Url);
        }
        let path = uri.path().strip_suffix('/').unwrap_or(uri.path());
        if path.split('/').skip(1).any(is_special) {
            return Err(ParseBaseError::Path);
        }
        Ok(Self {
            url: format!("{scheme}://{authority}{path}").into(),
            scheme,
            authority: authority.clone(),
        })
    }

    /// The URL, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    pub(crate) fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    pub(crate) fn authority(&self) -> &Authority {
        &self.authority
    }

    /// What every path begins with: nothing, or a slash and more.
    pub(crate) fn path(&self) -> &str {
        &self.url[Self::path_at(&self.scheme, &self.authority)..]
    }

    /// How much of a URL is in front of its path.
    pub(crate) fn path_at(scheme: &Scheme, authority: &Authority) -> usize {
        scheme.as_str().len() + "://".len() + authority.as_str().len()
    }

    /// A request to the resource that `segments` lead to, each encoded as one segment of the path.
    pub fn request(&self, method: Method, segments: &[&str]) -> RequestBuilder {
        RequestBuilder::new(self, method, segments)
    }

    /// [`request`](Self::request) with GET.
    pub fn get(&self, segments: &[&str]) -> RequestBuilder {
        self.request(Method::GET, segments)
    }

    /// [`request`](Self::request) with POST.
    pub fn post(&self, segments: &[&str]) -> RequestBuilder {
        self.request(Method::POST, segments)
    }

    /// [`request`](Self::request) with PUT.
    pub fn put(&self, segments: &[&str]) -> RequestBuilder {
        self.request(Method::PUT, segments)
    }

    /// [`request`](Self::request) with PATCH.
    pub fn patch(&self, segments: &[&str]) -> RequestBuilder {
        self.request(Method::PATCH, segments)
    }

    /// [`request`](Self::request) with DELETE.
    pub fn delete(&self, segments: &[&str]) -> RequestBuilder {
        self.request(Method::DELETE, segments)
    }
}

impl FromStr for Base {
    type Err = ParseBaseError;

    fn from_str(url: &str) -> Result<Self, ParseBaseError> {
        Self::new(url)
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

impl fmt::Display for ParseBaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path => f.write_str("path of the base has an empty segment or one of dots"),
            Self::Query => f.write_str("base has a query or a fragment"),
            Self::Scheme => f.write_str("base does not begin with `http://` or `https://`"),
            Self::TooLong { len } => write!(f, "base is {len} bytes; the limit is {}", Base::MAX_LEN),
            Self::Url => f.write_str("base is not a URL"),
            Self::User => f.write_str("base has a user part"),
        }
    }
}

impl Error for ParseBaseError {}

/// A segment that something on the way may take for "here", "up" or nothing, percent-encoded dots included.
fn is_special(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "" | "." | "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_keeps_its_path_and_drops_the_slash_at_the_end() {
        for (text, base) in [
            ("https://h", "https://h"),
            ("https://h/", "https://h"),
            ("http://h:8080/a/b/", "http://h:8080/a/b"),
            ("HTTPS://h/a%20b", "https://h/a%20b"),
            ("http://[::1]:80", "http://[::1]:80"),
        ] {
            assert_eq!(Base::new(text).unwrap().as_str(), base);
        }
    }

    #[test]
    fn what_is_no_base_says_why() {
        for (text, error) in [
            ("https://user:pass@h", ParseBaseError::User),
            ("https://@h", ParseBaseError::User),
            ("ftp://h", ParseBaseError::Scheme),
            ("h/a", ParseBaseError::Url),
            ("/a", ParseBaseError::Scheme),
            ("https://h?a", ParseBaseError::Query),
            ("https://h/#a", ParseBaseError::Query),
            ("https://h/a/../b", ParseBaseError::Path),
            ("https://h/%2E%2e/b", ParseBaseError::Path),
            ("https://h//", ParseBaseError::Path),
            ("https://h/a b", ParseBaseError::Url),
            ("https://h:99999", ParseBaseError::Url),
            ("https://", ParseBaseError::Url),
            ("", ParseBaseError::Url),
        ] {
            assert_eq!(Base::new(text), Err(error), "{text}");
        }
        let long = format!("https://h/{}", "a".repeat(Base::MAX_LEN));
        assert_eq!(Base::new(&long), Err(ParseBaseError::TooLong { len: long.len() }));
    }
}
