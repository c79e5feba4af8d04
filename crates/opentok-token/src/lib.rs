//! Tokens of the OpenTok and Vonage Video services: sign, parse, verify, diagnose.
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
pub mod limits;
#[cfg(feature = "std")]
mod mint;
mod nonce;
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
