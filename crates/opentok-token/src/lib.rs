//! Tokens of OpenTok and Vonage Video: sign, parse, verify and diagnose them, down to `no_std` without an allocator.
//!
//! ```
//! use opentok_token::{ApiSecret, Grant, Project, SessionId, Signer, UnixSeconds, Verifier};
//!
//! # fn main() -> Result<(), Box<dyn core::error::Error>> {
//! # #[cfg(feature = "std")] {
//! let project = Project::new("45676632".parse()?, ApiSecret::new("1234567890abcdef1234567890abcdef12345678"));
//! let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
//! let token = Signer::new(project.clone()).mint(&Grant::new(&session))?;
//! let claims = Verifier::new(project).verify(token.expose(), UnixSeconds::now())?;
//! claims.require_session(&session)?;
//! # }
//! # Ok(())
//! # }
//! ```
//!
//! # The parts
//!
//! * A [`Project`] is a key and its secret. A [`Signer`] makes tokens of it from [`Grant`]s; a [`Verifier`] tells true
//!   tokens from others and gives their [`Claims`], which nothing else can make.
//! * Applications of the unified environment have [`jwt::ApplicationSigner`] and [`jwt::ApplicationVerifier`].
//! * A [`SessionId`] tells whose session it is. [`t1::UntrustedT1`] takes a token apart and believes nothing.
//! * The [`doctor`] tells people what is wrong with a token.
//! * The formats are told in [`wire`], the limits stand in [`limits`].
//!
//! # Three builds
//!
//! Without features there is `core` alone: methods whose names end in `_into` sign into a caller's buffer and verify in
//! a caller's scratch space, with time and chance as arguments.
//!
//! ```
//! use opentok_token::{ApiSecret, Grant, Nonce, Project, SessionId, Signer, UnixSeconds, Verifier, scratch_len};
//!
//! # fn main() -> Result<(), Box<dyn core::error::Error>> {
//! let project = Project::new("45676632".parse()?, ApiSecret::new("1234567890abcdef1234567890abcdef12345678"));
//! let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
//! let now = UnixSeconds::new(1_700_000_000);
//!
//! let mut buffer = [0; 512];
//! let token = Signer::new(project.clone()).sign_t1_into(&Grant::new(&session), now, Nonce::new(42), &mut buffer)?;
//! let mut scratch = [0; scratch_len(512)];
//! let claims = Verifier::new(project).verify_into(token, now, &mut scratch)?;
//! assert_eq!(claims.session(), session);
//! # Ok(())
//! # }
//! ```
//!
//! `alloc` adds methods that return what they make, in one allocation; `std` those that read the clock and the random
//! source themselves. No method reads either unless its name says `mint` or `now` or `random`.
//!
//! # What is protected
//!
//! Secrets and minted tokens are shown by no `Debug`, `Display` or error, and wiped when dropped. Signatures are compared
//! in constant time and before anything they cover is believed. Input is bounded in size, fields, nesting and names, and
//! read in linear time without recursion. What is not protected: a token is good for whoever holds it until it ends, and
//! cannot be called back; keep lifetimes short.
#![no_std]

#[cfg(any(feature = "alloc", test))]
extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

mod api_key;
#[cfg(feature = "arbitrary")]
mod arbitrary_impls;
mod arena;
mod base64;
mod cursor;
#[cfg(all(feature = "alloc", feature = "jwt"))]
pub mod doctor;
mod form;
mod grant;
#[cfg(feature = "alloc")]
mod grant_buf;
mod inline;
#[cfg(feature = "jwt")]
pub mod jwt;
mod lanes;
pub mod limits;
#[cfg(feature = "std")]
mod mint;
mod nonce;
#[cfg(feature = "std")]
mod nonce_block;
mod parse_error;
mod project;
mod role;
mod secret;
mod session_id;
mod sign_error;
mod signer;
pub mod t1;
pub mod test_token;
mod text;
mod time;
#[cfg(feature = "alloc")]
mod token;
mod verify;
pub mod wire {
    #![doc = include_str!("../WIRE.md")]
}
#[cfg(all(doctest, feature = "std"))]
mod readme {
    #![doc = include_str!("../README.md")]
}

pub use api_key::{ApiKey, ApplicationId, ParseApiKeyError, ParseApplicationIdError};
#[cfg(feature = "arbitrary")]
pub use arbitrary_impls::SignedToken;
pub use grant::Grant;
#[cfg(feature = "alloc")]
pub use grant_buf::GrantBuf;
#[cfg(feature = "std")]
pub use mint::MintError;
#[cfg(feature = "std")]
pub use nonce::RandomError;
pub use nonce::{JwtId, JwtIdText, Nonce, ParseNonceError};
#[cfg(feature = "std")]
pub use nonce_block::NonceBlock;
pub use parse_error::ParseT1Error;
pub use project::{Project, Projects};
pub use role::{ParseRoleError, Role};
pub use secret::ApiSecret;
pub use session_id::{SessionCreated, SessionId, SessionIdError, SessionPayload};
pub use sign_error::SignError;
pub use signer::Signer;
pub use time::UnixSeconds;
#[cfg(feature = "alloc")]
pub use token::Token;
#[cfg(feature = "alloc")]
pub use verify::ClaimsBuf;
pub use verify::{Claims, Policy, ReplayGuard, TokenKind, TokenUse, Verifier, VerifyError, scratch_len};
