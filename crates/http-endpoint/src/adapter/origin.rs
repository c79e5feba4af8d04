use core::mem;

use http::{
    HeaderValue, Request, Uri,
    uri::{Authority, PathAndQuery, Scheme},
};

use crate::{TransportError, TransportErrorKind};

/// Which service a connection leads to.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    scheme: Scheme,
    authority: Authority,
}

impl Origin {
    /// Takes the service out of a request's address, and leaves what a request on a connection to it says: the path.
    pub(super) fn take<B>(request: &mut Request<B>) -> Result<Self, TransportError> {
        let parts = mem::take(request.uri_mut()).into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(TransportErrorKind::Request.into());
        };
        let path = parts.path_and_query.unwrap_or(PathAndQuery::from_static("/"));
        *request.uri_mut() = Uri::from(path);
        Ok(Self { scheme, authority })
    }

    /// Whether both are the same service. Letter case does not count.
    pub(super) fn is(&self, other: &Self) -> bool {
        // As a rule they are spelt alike, and that is seen sooner.
        let is_alike = self.authority.as_str() == other.authority.as_str() || self.authority == other.authority;
        is_alike && self.scheme == other.scheme
    }

    /// Where to connect to.
    pub(super) fn uri(&self) -> Result<Uri, TransportError> {
        let uri = Uri::builder().scheme(self.scheme.clone());
        let uri = uri.authority(self.authority.clone()).path_and_query("/");
        uri.build().map_err(unsent)
    }

    /// What a request says of it: its host, and its port if it is not the scheme's own.
    pub(super) fn host(&self) -> Result<HeaderValue, TransportError> {
        let host = self.authority.host();
        let default = if self.scheme == Scheme::HTTPS { 443 } else { 80 };
        let value = match self.authority.port_u16().filter(|port| *port != default) {
            Some(port) => HeaderValue::try_from(format!("{host}:{port}")),
            None => HeaderValue::from_str(host),
        };
        value.map_err(unsent)
    }
}

fn unsent(error: impl Into<http::Error>) -> TransportError {
    TransportError::with_source(TransportErrorKind::Request, error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        for (uri, host, path) in [
            ("http://h", "h", "/"),
            ("http://h:80?a", "h", "/?a"),
            ("https://h:80/a/?b", "h:80", "/a/?b"),
            ("https://h:443/a%2Fb", "h", "/a%2Fb"),
            ("http://user:password@[::1]:8080/", "[::1]:8080", "/"),
        ] {
            let mut request = Request::get(uri).body(()).unwrap();
            let origin = Origin::take(&mut request).unwrap();
            assert_eq!(
                (origin.host().unwrap(), request.uri().to_string()),
                (host.parse().unwrap(), path.to_owned())
            );
        }
        for uri in ["/a", "h:80", "*"] {
            assert!(Origin::take(&mut Request::get(uri).body(()).unwrap()).is_err(), "{uri}");
        }
    }

    #[test]
    fn a_service_is_the_same_in_any_letter_case() {
        let origin = |uri| Origin::take(&mut Request::get(uri).body(()).unwrap()).unwrap();
        let first = origin("https://api.example.com:8080/a");
        for (uri, is_same) in [
            ("https://api.example.com:8080/b", true),
            ("HTTPS://API.example.COM:8080/", true),
            ("http://api.example.com:8080/a", false),
            ("https://api.example.com/a", false),
            ("https://api.example.org:8080/a", false),
        ] {
            assert_eq!(origin(uri).is(&first), is_same, "{uri}");
        }
    }
}
