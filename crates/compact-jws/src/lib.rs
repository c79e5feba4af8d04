//! JSON Web Signatures in compact form: `header.payload.signature`.
//!
//! ```
//! use compact_jws::{Hs256Key, UntrustedJws, sign_into};
//!
//! let key = Hs256Key::new(b"correct horse battery staple");
//!
//! let mut out = [0; 512];
//! let token = sign_into(&key, |claims| { claims.text("sub", "alice"); }, &mut out)?;
//!
//! let mut scratch = [0; 512];
//! let verified = UntrustedJws::parse(token)?.verify(&key, &mut scratch)?;
//! assert_eq!(verified.claims().as_str(), r#"{"sub":"alice"}"#);
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```
//!
//! # Reading
//!
//! A token passes through types that say what is known about it. [`UntrustedJws::parse`] checks the outer form.
//! [`UntrustedJws::verify`] checks the signature and is the only way to a [`VerifiedJws`]. [`UntrustedJws::decode`] reads
//! without a key, for diagnosis and for finding the key, and leads to an [`UnverifiedJws`]. Header and claims are
//! [`json::Object`]s, which lie in a scratch buffer of the caller's.
//!
//! The key decides the algorithm; the header can only agree. What the claims mean, expiry included, is for the caller to
//! judge: this crate has no clock.
//!
//! # Writing
//!
//! Claims are written by a closure, in its order, by a [`json::ObjectWriter`]. [`sign_into`] signs in a buffer of the
//! caller's; `sign` returns a `String`; `UnsignedJws` waits for a signature from elsewhere (both: feature `alloc`).
//!
//! # Keys
//!
//! [`Hs256Key`] is a shared secret. `RsaPrivateKey` and `RsaPublicKey` (feature `rs256`) read PEM. Other keys implement
//! [`SigningKey`] or [`VerifyingKey`].
//!
//! # What is promised
//!
//! No input panics. Nothing recurses. Work and memory are bounded by the length of the token, which is at most
//! [`MAX_TOKEN_LEN`]. `Debug` and `Display` show no secret, no token and no signature. The formats are in [`wire`].
//!
//! # Features
//!
//! | feature | default | gives |
//! | --- | --- | --- |
//! | `alloc` | through `std` | `sign` and `UnsignedJws` |
//! | `std` | yes | vector instructions found at run time |
//! | `simd` | yes | base64 by vector instructions |
//! | `rs256` | no | RSA keys, on `ring` |
//!
//! Without default features the crate is `no_std` and needs no allocator.

#![no_std]

#[cfg(any(test, feature = "alloc"))]
extern crate alloc;
#[cfg(test)]
extern crate std;

mod algorithm;
mod base64url;
mod error;
mod hs256;
pub mod json;
mod key;
mod opened;
#[cfg(feature = "rs256")]
mod rs256;
mod sign;
#[cfg(feature = "alloc")]
mod unsigned;
mod untrusted;
#[doc = include_str!("../WIRE.md")]
pub mod wire {}

pub use algorithm::Algorithm;
pub use error::{KeyError, ParseError, Segment, SignError, VerifyError};
pub use hs256::Hs256Key;
pub use key::{SigningKey, VerifyingKey};
pub use opened::{UnverifiedJws, VerifiedJws};
#[cfg(feature = "rs256")]
pub use rs256::{RsaPrivateKey, RsaPublicKey};
#[cfg(feature = "alloc")]
pub use sign::sign;
pub use sign::sign_into;
#[cfg(feature = "alloc")]
pub use unsigned::UnsignedJws;
pub use untrusted::UntrustedJws;

/// The longest token that is read or written, in bytes.
pub const MAX_TOKEN_LEN: usize = 65_536;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
