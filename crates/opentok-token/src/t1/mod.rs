//! T1 tokens: `T1==`, then base64 of a header, `:` and the signed data.
//!
//! To sign and verify, use [`Signer`](crate::Signer) and [`Verifier`](crate::Verifier). This module holds
//! what is particular to the format: the [`Profile`] a token is written in, and [`UntrustedT1`], which
//! reads a token without any secret and proves nothing.

mod decimal;
mod encode;
mod envelope;
mod fields;
#[cfg(feature = "alloc")]
mod inspect;
mod key;
mod mac;
mod marks;
mod pairs;
mod plain;
mod profile;
mod raw;
mod signature;

pub use envelope::UntrustedT1;
pub(crate) use fields::read_fields;
#[cfg(feature = "alloc")]
pub use inspect::{InspectedT1, inspect};
pub(crate) use key::T1Key;
pub(crate) use mac::LastBlocks;
pub use pairs::{FormText, Pairs};
pub(crate) use plain::Draft;
pub use profile::{ParseProfileError, Profile};

/// What every T1 token begins with. It is no base64 padding.
pub const TAG: &str = "T1==";

/// The one scope a client token has.
#[cfg(feature = "jwt")]
pub(crate) const SCOPE: &str = "session.connect";
