use core::{error::Error, fmt};

use http::Uri;
use percent_encoding::percent_decode_str;

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
    /// HTTP within TLS.
    Https,
    /// Names are resolved here, to addresses of version 4.
    Socks4,
    /// The proxy resolves names.
    Socks4a,
    /// Names are resolved here.
    Socks5,
    /// The proxy resolves names.
    Socks5h,
}

/// Why a text does not name a proxy. It never shows the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseProxyError {
    /// None of `http://`, `https://`, `socks4://`, `socks4a://`, `socks5://`, `socks5h://`.
    Scheme,
    /// Not a URL of host, port, and perhaps user and password.
    Url,
    /// A user for SOCKS4, which takes it without a password: no adapter sends one.
    User,
}

impl Hop {
    pub(super) fn new(url: &str) -> Result<Self, ParseProxyError> {
        let uri: Uri = url.parse().map_err(|_| ParseProxyError::Url)?;
        let scheme = uri.scheme_str().unwrap_or_default();
        let kind = HopKind::ALL.into_iter().find(|kind| kind.scheme() == scheme);
        let kind = kind.ok_or(ParseProxyError::Scheme)?;
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
        if user.is_some() && matches!(kind, HopKind::Socks4 | HopKind::Socks4a) {
            return Err(ParseProxyError::User);
        }
        let user = user.map(|user| {
            let (user, password) = user.split_once(':').unwrap_or((user, ""));
            let decode = |text| percent_decode_str(text).decode_utf8().map_err(|_| ParseProxyError::Url);
            Ok((decode(user)?.into_owned(), decode(password)?.into_owned()))
        });
        Ok(Self {
            kind,
            host,
            port: port.unwrap_or(kind.default_port()),
            user: user.transpose()?,
        })
    }
}

impl HopKind {
    const ALL: [Self; 6] = [
        Self::Http,
        Self::Https,
        Self::Socks4,
        Self::Socks4a,
        Self::Socks5,
        Self::Socks5h,
    ];

    pub(crate) fn scheme(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
            Self::Socks4 => "socks4",
            Self::Socks4a => "socks4a",
            Self::Socks5 => "socks5",
            Self::Socks5h => "socks5h",
        }
    }

    fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
            Self::Socks4 | Self::Socks4a | Self::Socks5 | Self::Socks5h => 1080,
        }
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
            Self::Scheme => "proxy is none of `http`, `https`, `socks4`, `socks4a`, `socks5`, `socks5h`",
            Self::Url => "proxy is not a URL of host and port",
            Self::User => "proxy of SOCKS4 cannot be given a user",
        })
    }
}

impl Error for ParseProxyError {}
