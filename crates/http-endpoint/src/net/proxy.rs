#[cfg(any(test, feature = "hyper", feature = "ureq"))]
use http::Uri;

use super::{Hop, ParseProxyError, bypass::Bypass};

/// What to connect through, and for which services.
///
/// An HTTP proxy is asked for a tunnel (`CONNECT`) to a service with `https`; how it is asked for one with `http` is
/// the adapter's choice. One that is itself reached by TLS is judged by the same roots as services are, and shown the
/// same client certificate if it asks for one. Neither the user nor the password is ever shown.
#[derive(Clone, Debug)]
#[must_use]
pub struct Proxy {
    http: Option<Hop>,
    https: Option<Hop>,
    bypass: Bypass,
}

impl Proxy {
    /// One proxy for everything: a scheme, then `user:password@` if it asks for them, then host and port.
    ///
    /// | scheme | speaks | names are resolved | port unless given |
    /// | --- | --- | --- | --- |
    /// | `http` | HTTP | by the proxy | 80 |
    /// | `https` | HTTP within TLS | by the proxy | 443 |
    /// | `socks4` | SOCKS4: services at addresses of version 4 only, no user | here | 1080 |
    /// | `socks4a` | SOCKS4a: the same, but names may be any | by the proxy | 1080 |
    /// | `socks5` | SOCKS5 | here | 1080 |
    /// | `socks5h` | SOCKS5 | by the proxy | 1080 |
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

    /// All that may be met.
    #[cfg(feature = "reqwest")]
    pub(crate) fn hops(&self) -> impl Iterator<Item = &Hop> {
        [&self.http, &self.https].into_iter().flatten()
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
    }

    #[test]
    fn each_scheme_has_its_port() {
        for (scheme, port) in [
            ("http", 80),
            ("https", 443),
            ("socks4", 1080),
            ("socks4a", 1080),
            ("socks5", 1080),
            ("socks5h", 1080),
        ] {
            let hop = Proxy::new(&format!("{scheme}://[::1]")).unwrap().https.unwrap();
            assert_eq!((hop.kind.scheme(), hop.port), (scheme, port));
            let hop = Proxy::new(&format!("{scheme}://proxy:9")).unwrap().http.unwrap();
            assert_eq!((&*hop.host, hop.port), ("proxy", 9));
        }
    }

    #[test]
    fn what_is_no_proxy_is_refused() {
        for (text, error) in [
            ("ftp://proxy", ParseProxyError::Scheme),
            ("socks://proxy", ParseProxyError::Scheme),
            ("socks4://user@proxy", ParseProxyError::User),
            ("socks4a://user:password@proxy", ParseProxyError::User),
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
