use core::{error::Error, fmt};

use http::Uri;
use percent_encoding::percent_decode_str;

use super::bypass::Bypass;

/// What to connect through, and for which services.
///
/// An HTTP proxy is asked for a tunnel (`CONNECT`) to a service with `https`; how it is asked for one with `http` is
/// the adapter's choice. Neither the user nor the password is ever shown.
#[derive(Clone, Debug)]
#[must_use]
pub struct Proxy {
    http: Option<Hop>,
    https: Option<Hop>,
    bypass: Bypass,
}

/// Why a text does not name a proxy. It never shows the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseProxyError {
    /// Neither `http://` nor `socks5://` nor `socks5h://`.
    Scheme,
    /// Not a URL of host, port, and perhaps user and password.
    Url,
}

/// One proxy.
#[derive(Clone)]
pub(crate) struct Hop {
    pub(crate) kind: HopKind,
    /// An address of version 6 stands in brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) user: Option<(String, String)>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum HopKind {
    Http,
    /// The proxy resolves names.
    Socks5h,
    /// Names are resolved here.
    Socks5,
}

impl Proxy {
    /// One proxy for everything: `http://`, `socks5://` (names are resolved here) or `socks5h://` (by the proxy), then
    /// `user:password@` if it asks for them, then host and port. The port is 80 or 1080 unless given.
    ///
    /// # Errors
    ///
    /// As [`ParseProxyError`] says, by variant.
    pub fn new(url: &str) -> Result<Self, ParseProxyError> {
        let hop = Hop::new(url)?;
        Ok(Self {
            http: Some(hop.clone()),
            https: Some(hop),
            bypass: Bypass::default(),
        })
    }

    /// Goes without it to these hosts: names (with all beneath them), addresses or networks (`10.0.0.0/8`) between
    /// commas, each perhaps with a port; `*` for all.
    pub fn bypass(mut self, hosts: &str) -> Self {
        self.bypass = Bypass::new(hosts);
        self
    }

    /// What the process's environment says, by the rules of [`from_variables`](Self::from_variables).
    ///
    /// # Errors
    ///
    /// As [`ParseProxyError`] says, by variant.
    pub fn from_environment() -> Result<Option<Self>, ParseProxyError> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// What these variables say: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` for what the first two leave open, and
    /// `NO_PROXY` for [`bypass`](Self::bypass). Names in lower case come first. `HTTP_PROXY` in upper case is not
    /// believed where `REQUEST_METHOD` is set, because there a client of a CGI script could have set it. A proxy without
    /// a scheme is one for `http://`.
    ///
    /// # Errors
    ///
    /// As [`ParseProxyError`] says, by variant.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, ParseProxyError> {
        let value = |name: &str| {
            variable(name)
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
        };
        let either = |lower: &str, upper: &str| value(lower).or_else(|| value(upper));
        let hop = |text: String| match text.contains("://") {
            true => Hop::new(&text),
            false => Hop::new(&format!("http://{text}")),
        };
        let all = either("all_proxy", "ALL_PROXY");
        let upper_http = if variable("REQUEST_METHOD").is_some() {
            "http_proxy"
        } else {
            "HTTP_PROXY"
        };
        let http = either("http_proxy", upper_http)
            .or_else(|| all.clone())
            .map(hop)
            .transpose()?;
        let https = either("https_proxy", "HTTPS_PROXY").or(all).map(hop).transpose()?;
        let bypass = Bypass::new(&either("no_proxy", "NO_PROXY").unwrap_or_default());
        Ok((http.is_some() || https.is_some()).then_some(Self { http, https, bypass }))
    }

    /// The proxy on the way to a service. `None`: straight on.
    pub(crate) fn hop(&self, is_https: bool, host: &str, port: u16) -> Option<&Hop> {
        let hop = if is_https { &self.https } else { &self.http };
        hop.as_ref().filter(|_| !self.bypass.contains(host, port))
    }

    /// The proxy on the way to `uri`.
    #[cfg(any(test, feature = "hyper", feature = "ureq"))]
    pub(crate) fn hop_to(&self, uri: &Uri) -> Option<&Hop> {
        let is_https = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if is_https { 443 } else { 80 });
        self.hop(is_https, uri.host()?, port)
    }

    /// The proxies for `http` and for `https`, made into something else.
    #[cfg(any(feature = "reqwest", feature = "ureq"))]
    pub(crate) fn try_map<T, E>(&self, map: impl Fn(&Hop) -> Result<T, E>) -> Result<[Option<T>; 2], E> {
        Ok([
            self.http.as_ref().map(&map).transpose()?,
            self.https.as_ref().map(&map).transpose()?,
        ])
    }
}

impl Hop {
    fn new(url: &str) -> Result<Self, ParseProxyError> {
        let uri: Uri = url.parse().map_err(|_| ParseProxyError::Url)?;
        let (kind, default_port) = match uri.scheme_str() {
            Some("http") => (HopKind::Http, 80),
            Some("socks5") => (HopKind::Socks5, 1080),
            Some("socks5h") => (HopKind::Socks5h, 1080),
            _ => return Err(ParseProxyError::Scheme),
        };
        let authority = uri.authority().ok_or(ParseProxyError::Url)?;
        let (user, rest) = match authority.as_str().rsplit_once('@') {
            Some((user, rest)) => (Some(user), rest),
            None => (None, authority.as_str()),
        };
        let host = authority.host().to_owned();
        let port = authority.port_u16();
        if !matches!(uri.path(), "" | "/")
            || uri.query().is_some()
            || host.is_empty()
            || (port.is_none() && rest != host)
        {
            return Err(ParseProxyError::Url);
        }
        let user = user.map(|user| {
            let (user, password) = user.split_once(':').unwrap_or((user, ""));
            let decode = |text| percent_decode_str(text).decode_utf8().map_err(|_| ParseProxyError::Url);
            Ok((decode(user)?.into_owned(), decode(password)?.into_owned()))
        });
        Ok(Self {
            kind,
            host,
            port: port.unwrap_or(default_port),
            user: user.transpose()?,
        })
    }
}

impl fmt::Debug for Hop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, host, port, .. } = self;
        write!(f, "{kind:?}({host}:{port})")
    }
}

impl fmt::Display for ParseProxyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheme => "proxy is neither `http://` nor `socks5://` nor `socks5h://`",
            Self::Url => "proxy is not a URL of host and port",
        })
    }
}

impl Error for ParseProxyError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn hop(proxy: &Proxy, uri: &str) -> Option<String> {
        proxy.hop_to(&uri.parse().unwrap()).map(|hop| format!("{hop:?}"))
    }

    #[test]
    fn a_proxy_is_read_and_its_password_never_shown() {
        let proxy = Proxy::new("http://user:p%40ss:word@proxy:3128").unwrap();
        let hop = proxy.hop(true, "h", 443).unwrap();
        assert_eq!(hop.user, Some(("user".to_owned(), "p@ss:word".to_owned())));
        assert_eq!(format!("{hop:?}"), "Http(proxy:3128)");
        assert!(!format!("{proxy:?}").contains("user"));
        assert_eq!(Proxy::new("socks5h://[::1]").unwrap().https.unwrap().port, 1080);
    }

    #[test]
    fn what_is_no_proxy_is_refused() {
        for (text, error) in [
            ("https://proxy", ParseProxyError::Scheme),
            ("socks4://proxy", ParseProxyError::Scheme),
            ("proxy:3128", ParseProxyError::Scheme),
            ("http://proxy:99999", ParseProxyError::Url),
            ("http://proxy/path", ParseProxyError::Url),
            ("http://a:%ff@proxy", ParseProxyError::Url),
            ("", ParseProxyError::Url),
        ] {
            assert_eq!(Proxy::new(text).unwrap_err(), error, "{text}");
        }
    }

    #[test]
    fn the_environment_is_read_by_the_usual_rules() {
        let proxy = |pairs: &'static [(&str, &str)]| {
            Proxy::from_variables(|name| {
                pairs
                    .iter()
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| (*value).to_owned())
            })
        };
        assert!(proxy(&[("NO_PROXY", "h")]).unwrap().is_none());
        let both = proxy(&[("HTTPS_PROXY", "a:1"), ("ALL_PROXY", "socks5://b"), ("no_proxy", "c")])
            .unwrap()
            .unwrap();
        assert_eq!(hop(&both, "https://h").unwrap(), "Http(a:1)");
        assert_eq!(hop(&both, "http://h").unwrap(), "Socks5(b:1080)");
        assert_eq!(hop(&both, "http://x.c:80"), None);
        let lower = proxy(&[("HTTP_PROXY", "a"), ("http_proxy", "http://b")])
            .unwrap()
            .unwrap();
        assert_eq!(hop(&lower, "http://h").unwrap(), "Http(b:80)");
        assert_eq!(hop(&lower, "https://h"), None);
        assert!(
            proxy(&[("HTTP_PROXY", "a"), ("REQUEST_METHOD", "GET")])
                .unwrap()
                .is_none()
        );
        assert_eq!(
            proxy(&[("HTTP_PROXY", "ftp://a")]).unwrap_err(),
            ParseProxyError::Scheme
        );
    }
}
