use core::fmt;
use core::str::FromStr;

use http::Uri;

use crate::ArgumentError;

/// Declares an address with the schemes that fit. `Debug` shows its host alone: the rest may be secret.
macro_rules! address {
    ($(#[$meta:meta])* $name:ident = $field:literal, $min:literal ..= $max:literal, $schemes:expr) => {
        $(#[$meta])*
        #[derive(Clone, Eq, Hash, PartialEq)]
        pub struct $name(Box<str>);

        impl $name {
            /// The shortest, in bytes.
            pub const MIN_LEN: usize = $min;
            /// The longest, in bytes.
            pub const MAX_LEN: usize = $max;

            /// Takes an address.
            ///
            /// # Errors
            ///
            /// [`ArgumentError::Length`] if it is too short or too long; [`ArgumentError::Url`] if it has another scheme,
            /// no host, or is no URL in ASCII.
            pub fn new(url: &str) -> Result<Self, ArgumentError> {
                ArgumentError::check_len($field, url, Self::MIN_LEN..=Self::MAX_LEN)?;
                host(url, &$schemes).ok_or(ArgumentError::Url { name: $field })?;
                Ok(Self(url.into()))
            }

            /// The whole address. It may hold a password.
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ArgumentError;

            fn from_str(url: &str) -> Result<Self, ArgumentError> {
                Self::new(url)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name))
                    .field(&host(&self.0, &$schemes).unwrap_or_default())
                    .finish()
            }
        }
    };
}

address! {
    /// The address of a web page or of a callback: `http://` or `https://`, 15 to 2048 bytes.
    ///
    /// ```
    /// use opentok_rest::option::WebUrl;
    ///
    /// let url: WebUrl = "https://app.example.net/captions?key=word".parse()?;
    /// assert_eq!(format!("{url:?}"), r#"WebUrl("app.example.net")"#);
    /// # Ok::<(), opentok_rest::ArgumentError>(())
    /// ```
    WebUrl = "url", 15..=2048, ["http", "https"]
}

address! {
    /// The address of a WebSocket: `ws://` or `wss://`, 15 to 2048 bytes.
    WebSocketUrl = "websocket.uri", 15..=2048, ["ws", "wss"]
}

address! {
    /// The address of an RTMP server: `rtmp://` or `rtmps://`, at most 2048 bytes.
    RtmpUrl = "serverUrl", 8..=2048, ["rtmp", "rtmps"]
}

/// The host of a URL that has one of `schemes`.
pub(crate) fn host(url: &str, schemes: &[&str]) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let scheme = uri.scheme_str()?;
    let fits = schemes.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    uri.host().filter(|host| fits && !host.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_scheme_and_a_host() {
        for url in ["https://h.example", "HTTP://[::1]:8080/a?b", "https://user:word@h/"] {
            assert_eq!(WebUrl::new(url).unwrap().expose(), url);
        }
        for url in [
            "ftp://h.example.net",
            "wss://h.example.net",
            "https://h.example/ a",
            "https://h.example/\n",
            "https://[::1.example",
            "https:///a/b/c/d",
            "h.example.net/abc",
            "https://\u{fc}.example",
        ] {
            assert_eq!(WebUrl::new(url), Err(ArgumentError::Url { name: "url" }), "{url}");
        }
        assert!(WebSocketUrl::new("wss://h.example").is_ok());
        assert!(WebSocketUrl::new("https://h.example").is_err());
        assert!(RtmpUrl::new("rtmp://h").is_ok());
        assert!(RtmpUrl::new("rtmps://h/app").is_ok());
        assert!(RtmpUrl::new("http://h/app").is_err());
    }

    #[test]
    fn an_address_is_taken_at_its_limits_and_refused_one_past_them() {
        let of_len = |len: usize| format!("https://{}", "h".repeat(len - 8));
        assert!(WebUrl::new(&of_len(15)).is_ok());
        let longest = format!("https://h/{}", "a".repeat(2038));
        assert!(WebUrl::new(&longest).is_ok());
        for url in [of_len(14), longest + "a"] {
            let len = url.len();
            assert_eq!(
                WebUrl::new(&url),
                Err(ArgumentError::Length {
                    name: "url",
                    len,
                    min: 15,
                    max: 2048
                })
            );
        }
    }

    #[test]
    fn debug_shows_the_host_alone() {
        let url = RtmpUrl::new("rtmp://user:word@live.example.net/app/k3y").unwrap();
        assert_eq!(format!("{url:?}"), r#"RtmpUrl("live.example.net")"#);
    }
}
