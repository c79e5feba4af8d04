//! RS256: RSA keys from PEM, signatures by `ring`.

mod der;
mod pem;
mod private;
mod public;

pub use private::RsaPrivateKey;
pub use public::RsaPublicKey;

/// RFC 7518, section 3.3: "A key of size 2048 bits or larger MUST be used".
const MIN_BITS: usize = 2048;
