use core::{fmt, str::FromStr};

use crate::ArgumentError;

/// Whom to call: `sip:user@host` or `sips:user@host`, with parameters such as `;transport=tls` for encrypted signalling.
///
/// ```
/// use opentok_rest::sip::SipUri;
///
/// let uri: SipUri = "sip:+15551234567@sip.example.net;transport=tls".parse()?;
/// assert!("+15551234567@sip.example.net".parse::<SipUri>().is_err());
/// # drop(uri);
/// # Ok::<(), opentok_rest::ArgumentError>(())
/// ```
///
/// `Debug` leaves out the user part: it is a person's number.
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct SipUri(Box<str>);

impl SipUri {
    /// The shortest, in bytes: `sip:` and one character.
    pub const MIN_LEN: usize = 5;
    /// The longest, in bytes.
    pub const MAX_LEN: usize = 2048;

    /// The whole URI.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SipUri {
    type Err = ArgumentError;

    /// # Errors
    ///
    /// [`ArgumentError::Length`]; [`ArgumentError::Character`] for white space and anything that is not ASCII;
    /// [`ArgumentError::Url`] if it has another scheme, or an empty host.
    fn from_str(text: &str) -> Result<Self, ArgumentError> {
        const NAME: &str = "sip.uri";
        ArgumentError::check_len(NAME, text, Self::MIN_LEN..=Self::MAX_LEN)?;
        if let Some(at) = text.bytes().position(|byte| !byte.is_ascii_graphic()) {
            return Err(ArgumentError::Character { name: NAME, at });
        }
        match host(text) {
            Some(host) if !host.is_empty() => Ok(Self(text.into())),
            _ => Err(ArgumentError::Url { name: NAME }),
        }
    }
}

impl fmt::Debug for SipUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SipUri")
            .field(&host(&self.0).unwrap_or_default())
            .finish()
    }
}

/// What is behind the scheme and the user, and before parameters and headers.
fn host(uri: &str) -> Option<&str> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("sip") && !scheme.eq_ignore_ascii_case("sips") {
        return None;
    }
    // The user part may have parameters of its own, so it goes first.
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    rest.split([';', '?']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_has_its_scheme_and_a_host() {
        for uri in [
            "sip:a",
            "sip:user@host",
            "SIPS:+1;ext=2@host:5061;transport=tls?Subject=x",
            "sip:user@[2001:db8::1]",
        ] {
            assert_eq!(uri.parse::<SipUri>().unwrap().as_str(), uri);
        }
        for uri in [
            "tel:+15551234567",
            "user@host",
            "sip:user@",
            "sip:@;transport=tls",
            "https://host",
        ] {
            assert_eq!(
                uri.parse::<SipUri>(),
                Err(ArgumentError::Url { name: "sip.uri" }),
                "{uri}"
            );
        }
        for (uri, at) in [("sip:a b", 5), ("sip:a\r\nX: y", 5), ("sip:\u{fc}", 4)] {
            assert_eq!(
                uri.parse::<SipUri>(),
                Err(ArgumentError::Character { name: "sip.uri", at })
            );
        }
    }

    #[test]
    fn a_uri_is_taken_at_its_limits_and_refused_one_past_them() {
        let of_len = |len: usize| format!("sip:{}", "h".repeat(len - 4)).parse::<SipUri>();
        assert!(of_len(5).is_ok() && of_len(2048).is_ok());
        for len in [4, 2049] {
            assert!(matches!(of_len(len), Err(ArgumentError::Length { len: at, .. }) if at == len));
        }
    }

    #[test]
    fn debug_shows_no_number() {
        let uri: SipUri = "sip:+15551234567@sip.example.net;transport=tls".parse().unwrap();
        assert_eq!(format!("{uri:?}"), r#"SipUri("sip.example.net")"#);
    }
}
