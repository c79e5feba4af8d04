use core::{error::Error, fmt};

use crate::{MAX_TOKEN_LEN, json::JsonError};

/// Why a text is not a token that can be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseError {
    /// This part is not base64url: a foreign character, padding, or bits left over at the end.
    Base64 {
        /// The part.
        segment: Segment,
    },
    /// The header is not an acceptable JSON object.
    Header(JsonError),
    /// The payload is not an acceptable JSON object.
    Payload(JsonError),
    /// The scratch buffer is shorter than this many bytes.
    ScratchTooSmall {
        /// What [`UntrustedJws::scratch_len`](crate::UntrustedJws::scratch_len) says.
        needed: usize,
    },
    /// Not three parts with a dot between them.
    Segments {
        /// How many parts there are.
        found: usize,
    },
    /// Longer than [`MAX_TOKEN_LEN`].
    TooLong {
        /// The length in bytes.
        len: usize,
    },
}

/// One of the three parts of a token.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Segment {
    /// Before the first dot.
    Header,
    /// Between the dots.
    Payload,
    /// After the second dot.
    Signature,
}

/// Why a token is not to be trusted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum VerifyError {
    /// The header's `alg` is missing, is not a text, or names another algorithm than the key's.
    Algorithm,
    /// The header has `crit`: the token must not be used by a reader without some extension, and this one knows none.
    Critical,
    /// The token cannot be read.
    Parse(ParseError),
    /// The signature is not one of this key over this token.
    Signature,
}

/// Why no token was made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum SignError {
    /// The output buffer is shorter than the token.
    BufferTooSmall {
        /// The length of the token in bytes.
        needed: usize,
    },
    /// The key made no signature.
    Key(KeyError),
    /// The token would be longer than [`MAX_TOKEN_LEN`], and no reader would take it.
    TooLong {
        /// The length of the token in bytes.
        len: usize,
    },
}

/// Why a key cannot be used.
///
/// Says nothing about the key but its size.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum KeyError {
    /// The base64 inside the PEM is broken.
    Base64,
    /// The numbers of the key do not fit each other, or are not ones that RSA can use safely.
    Components,
    /// What the PEM holds is not the DER form its label promises.
    Der,
    /// The key is encrypted. Decrypt it first: this crate asks for no passphrase.
    Encrypted,
    /// A PEM of another kind than this type reads.
    Label {
        /// Its label if it is a usual one, else `"unknown"`.
        found: &'static str,
    },
    /// Not one PEM block from `-----BEGIN …-----` to `-----END …-----`.
    Pem,
    /// A key of another algorithm than RSA.
    NotRsa,
    /// The key could not sign.
    Signing,
    /// The modulus is longer than this type takes.
    TooLarge {
        /// Its length in bits.
        bits: usize,
    },
    /// The modulus is shorter than 2048 bits.
    TooSmall {
        /// Its length in bits.
        bits: usize,
    },
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base64 { segment } => write!(f, "{segment} is not canonical base64url"),
            Self::Header(_) => f.write_str("header is not an acceptable JSON object"),
            Self::Payload(_) => f.write_str("payload is not an acceptable JSON object"),
            Self::ScratchTooSmall { needed } => write!(f, "scratch buffer needs {needed} bytes"),
            Self::Segments { found } => write!(f, "token has {found} segments instead of 3"),
            Self::TooLong { len } => write!(f, "token is {len} bytes; the limit is {MAX_TOKEN_LEN}"),
        }
    }
}

impl Error for ParseError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Header(error) | Self::Payload(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        })
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Algorithm => "algorithm is not the key's",
            Self::Critical => "header asks for an extension",
            Self::Parse(_) => "token cannot be read",
            Self::Signature => "signature does not match",
        })
    }
}

impl Error for VerifyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Parse(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ParseError> for VerifyError {
    fn from(error: ParseError) -> Self {
        Self::Parse(error)
    }
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BufferTooSmall { needed } => write!(f, "output buffer needs {needed} bytes"),
            Self::Key(_) => f.write_str("key made no signature"),
            Self::TooLong { len } => write!(f, "token is {len} bytes; the limit is {MAX_TOKEN_LEN}"),
        }
    }
}

impl Error for SignError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Key(error) => Some(error),
            _ => None,
        }
    }
}

impl From<KeyError> for SignError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base64 => f.write_str("PEM holds broken base64"),
            Self::Components => f.write_str("numbers of the RSA key are inconsistent or unsafe"),
            Self::Der => f.write_str("PEM does not hold the DER form its label promises"),
            Self::Encrypted => f.write_str("key is encrypted"),
            Self::Label { found } => write!(f, "PEM label is unsupported here: {found}"),
            Self::NotRsa => f.write_str("key is not an RSA key"),
            Self::Pem => f.write_str("text is not one PEM block"),
            Self::Signing => f.write_str("key could not sign"),
            Self::TooLarge { bits } => write!(f, "RSA key of {bits} bits is too large"),
            Self::TooSmall { bits } => write!(f, "RSA key of {bits} bits is too small"),
        }
    }
}

impl Error for KeyError {}
