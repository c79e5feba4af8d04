use core::net::IpAddr;

use helplightning::EmailAddress;
use http::{HeaderMap, HeaderName, StatusCode};

use super::authorization::unauthorized;
use crate::http::{ApiError, Network};

/// What an address must come with before its user token is handed out.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Proof {
    /// Nothing: the documented flow, where an address is enough. For demonstrations on one machine.
    InsecureDemo,
    /// A proxy vouches for the address.
    Proxy {
        /// The header in which it does.
        header: HeaderName,
        /// Where it must come from.
        trusted: Vec<Network>,
    },
    /// There is none that would do: nobody gets a token here.
    Never,
}

impl Proof {
    /// Whether this caller may have the token of the user at `address`.
    pub(crate) fn check(&self, address: &EmailAddress, headers: &HeaderMap, peer: IpAddr) -> Result<(), ApiError> {
        let (header, trusted) = match self {
            Self::InsecureDemo => return Ok(()),
            Self::Proxy { header, trusted } => (header, trusted),
            Self::Never => return Err(required()),
        };
        if !trusted.iter().any(|network| network.contains(peer)) {
            return Err(required());
        }
        let mut values = headers.get_all(header).iter();
        let vouched = values
            .next()
            .and_then(|value| core::str::from_utf8(value.as_bytes()).ok());
        // Twice the same header is how something slips past a proxy that only adds its own.
        match (vouched.map(str::trim), values.next()) {
            (None | Some(""), _) | (_, Some(_)) => Err(required()),
            (Some(vouched), None) if address.is_same_as(vouched) => Ok(()),
            (Some(_), None) => Err(ApiError::new(
                StatusCode::FORBIDDEN,
                "forbidden",
                "the caller is known by another address",
            )),
        }
    }
}

fn required() -> ApiError {
    unauthorized("authentication_required", "nobody vouches for the caller's address")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(proof: &Proof, values: &[&str], peer: &str) -> Result<(), &'static str> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-auth-email", value.parse().unwrap());
        }
        let address = "alice@example.com".parse().unwrap();
        proof
            .check(&address, &headers, peer.parse().unwrap())
            .map_err(|error| error.word())
    }

    #[test]
    fn a_proxy_is_believed_from_where_it_is_trusted() {
        let proof = Proof::Proxy {
            header: HeaderName::from_static("x-auth-email"),
            trusted: vec!["127.0.0.1/32".parse().unwrap()],
        };
        assert_eq!(check(&proof, &["Alice@Example.com"], "127.0.0.1"), Ok(()));
        assert_eq!(check(&proof, &["bob@example.com"], "127.0.0.1"), Err("forbidden"));
        for (values, peer) in [
            (&["alice@example.com"][..], "127.0.0.2"),
            (&[], "127.0.0.1"),
            (&[""], "127.0.0.1"),
            (&["alice@example.com", "alice@example.com"], "127.0.0.1"),
        ] {
            assert_eq!(
                check(&proof, values, peer),
                Err("authentication_required"),
                "{values:?} {peer}"
            );
        }
    }

    #[test]
    fn without_a_proxy_nobody_is_believed_but_in_the_demonstration() {
        assert_eq!(
            check(&Proof::Never, &["alice@example.com"], "127.0.0.1"),
            Err("authentication_required")
        );
        assert_eq!(check(&Proof::InsecureDemo, &[], "203.0.113.1"), Ok(()));
    }
}
