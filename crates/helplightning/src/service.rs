use core::{error::Error, fmt, net::IpAddr, str::FromStr};

use http::Uri;
use http_endpoint::{Base, ParseBaseError};

/// Where the API lives: a region's address, or one of your own.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Service(Base);

/// The service's two regions. They serve the same API.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Region {
    /// `https://api.helplightning.net/api`
    #[default]
    Us,
    /// `https://api.eu1.helplightning.net/api`
    Eu,
}

/// Why a text is no [`Service`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseServiceError {
    /// It is not a URL to begin requests with.
    Base(ParseBaseError),
    /// Without TLS, and not on this machine. Tokens would be open to everybody on the way.
    Insecure,
}

impl Service {
    /// The service in the United States.
    pub fn us() -> Self {
        Region::Us.service()
    }

    /// The service in the European Union.
    pub fn eu() -> Self {
        Region::Eu.service()
    }

    /// Reads an address: slashes at the end do not count, an empty path becomes `/api`, and `http` is for loopback only.
    ///
    /// ```
    /// use helplightning::Service;
    ///
    /// let service = Service::new("https://api.helplightning.net/")?;
    /// assert_eq!(service, Service::us());
    /// assert!(Service::new("http://api.helplightning.net/api").is_err());
    /// assert!(Service::new("http://127.0.0.1:8080/api").is_ok());
    /// # Ok::<(), helplightning::ParseServiceError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`ParseServiceError`] says, by variant.
    pub fn new(url: &str) -> Result<Self, ParseServiceError> {
        let base = Base::new(url.trim_end_matches('/')).map_err(ParseServiceError::Base)?;
        let uri: Uri = base
            .as_str()
            .parse()
            .map_err(|_| ParseServiceError::Base(ParseBaseError::Url))?;
        if uri.scheme_str() != Some("https") && !uri.host().is_some_and(is_loopback) {
            return Err(ParseServiceError::Insecure);
        }
        if uri.path().trim_matches('/').is_empty() {
            return Base::new(&format!("{}/api", base.as_str()))
                .map(Self)
                .map_err(ParseServiceError::Base);
        }
        Ok(Self(base))
    }

    /// What every request begins with.
    pub fn base(&self) -> &Base {
        &self.0
    }
}

impl FromStr for Service {
    type Err = ParseServiceError;

    fn from_str(text: &str) -> Result<Self, ParseServiceError> {
        Self::new(text)
    }
}

impl Region {
    /// Its address.
    pub fn service(self) -> Service {
        let url = match self {
            Self::Us => "https://api.helplightning.net/api",
            Self::Eu => "https://api.eu1.helplightning.net/api",
        };
        Service(Base::new(url).expect("a region's address is a base"))
    }
}

impl fmt::Display for ParseServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Base(_) => "service address is not valid",
            Self::Insecure => "service address is without TLS and not on this machine",
        })
    }
}

impl Error for ParseServiceError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Base(error) => Some(error),
            Self::Insecure => None,
        }
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(host);
    host.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_brought_to_one_form() {
        for (text, base) in [
            ("https://api.helplightning.com/", "https://api.helplightning.com/api"),
            ("https://api.helplightning.com", "https://api.helplightning.com/api"),
            ("https://api.helplightning.net/api", "https://api.helplightning.net/api"),
            (
                "https://api.helplightning.net/api//",
                "https://api.helplightning.net/api",
            ),
            ("http://localhost:1/x", "http://localhost:1/x"),
            ("http://[::1]:1/x/", "http://[::1]:1/x"),
            ("http://127.8.9.1:1", "http://127.8.9.1:1/api"),
        ] {
            assert_eq!(Service::new(text).unwrap().base().as_str(), base, "{text}");
        }
    }

    #[test]
    fn tokens_travel_under_tls_or_not_at_all() {
        for text in [
            "http://example.com/api",
            "http://127.0.0.1.example.com",
            "http://10.0.0.1/api",
        ] {
            assert_eq!(Service::new(text), Err(ParseServiceError::Insecure), "{text}");
        }
    }

    #[test]
    fn the_regions_differ() {
        assert_eq!(Service::us().base().as_str(), "https://api.helplightning.net/api");
        assert_eq!(Service::eu().base().as_str(), "https://api.eu1.helplightning.net/api");
    }
}
