use core::{fmt, str::FromStr};

use http::HeaderValue;
use serde::{Deserialize, Deserializer, de};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{Bearer, ParseTokenError, parse::check};

/// Declares one kind of token: opaque, redacted, zeroed on drop.
macro_rules! token_kind {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Zeroizing<String>);

        impl $name {
            /// Takes a token as the service gave it: printable ASCII without spaces, at most 8192 bytes.
            ///
            /// # Errors
            ///
            /// As [`ParseTokenError`] says, by variant.
            pub fn new(token: &str) -> Result<Self, ParseTokenError> {
                check(token).map(|()| Self(Zeroizing::new(token.to_owned())))
            }

            /// The token itself. Search for this name to audit every use.
            pub fn expose(&self) -> &str {
                &self.0
            }

            /// Whether both are the same token. Takes as long whatever the answer is.
            pub fn is_same_as(&self, other: &Self) -> bool {
                self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
            }

            /// The value of a header that must not be logged.
            #[allow(dead_code, reason = "not every kind goes into a header")]
            fn sensitive(&self) -> HeaderValue {
                let mut value = HeaderValue::from_str(&self.0).expect("a token is printable ASCII");
                value.set_sensitive(true);
                value
            }
        }

        impl FromStr for $name {
            type Err = ParseTokenError;

            fn from_str(text: &str) -> Result<Self, ParseTokenError> {
                Self::new(text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Zeroizing::new(String::deserialize(deserializer)?);
                Self::new(&text).map_err(de::Error::custom)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    };
}

token_kind! {
    /// Signed with a partner's key: stands for the whole enterprise. Made by [`Partner`](crate::Partner).
    PartnerToken
}

token_kind! {
    /// An administrator's: reads users and calls of the enterprise.
    EnterpriseToken
}

token_kind! {
    /// One user's: creates sessions and reads those that the user takes part in.
    UserToken
}

token_kind! {
    /// One participant's part in one session.
    SessionToken
}

token_kind! {
    /// Admits one participant to the media service. No call of this API takes it.
    GssToken
}

token_kind! {
    /// Good for new user tokens. Goes in the body of [`RefreshLogin`](crate::RefreshLogin), never in a header.
    RefreshToken
}

/// Declares that tokens of this kind go into the `Authorization` header.
macro_rules! bearer {
    ($($name:ident)*) => {
        $(impl Bearer for $name {
            fn header(&self) -> Option<HeaderValue> {
                Some(self.sensitive())
            }
        })*
    };
}

bearer! { PartnerToken EnterpriseToken UserToken SessionToken }
