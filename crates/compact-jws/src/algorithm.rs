use core::fmt;

/// How a token is signed. A key has exactly one; a header never chooses.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Algorithm {
    /// HMAC with SHA-256, by a shared secret.
    Hs256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
}

impl Algorithm {
    /// The name in a header: `HS256` or `RS256`, to be compared byte for byte.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::Rs256 => "RS256",
        }
    }

    /// The header this crate writes, encoded, and the dot after it.
    pub(crate) const fn header(self) -> &'static [u8] {
        match self {
            Self::Hs256 => b"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.",
            Self::Rs256 => b"eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.",
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base64url;

    #[test]
    fn the_written_header_says_the_algorithm_and_the_type() {
        for algorithm in [Algorithm::Hs256, Algorithm::Rs256] {
            let (dot, text) = algorithm.header().split_last().unwrap();
            let mut json = [0; 64];
            let json = base64url::decode(text, &mut json).unwrap();
            let expected: &[u8] = match algorithm {
                Algorithm::Hs256 => br#"{"alg":"HS256","typ":"JWT"}"#,
                Algorithm::Rs256 => br#"{"alg":"RS256","typ":"JWT"}"#,
            };
            assert_eq!((*dot, &*json), (b'.', expected));
        }
    }
}
