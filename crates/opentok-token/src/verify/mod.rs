mod claims;
#[cfg(feature = "alloc")]
mod claims_buf;
mod error;
mod policy;
mod verifier;

#[cfg(feature = "jwt")]
pub(crate) use claims::check_bounds;
pub use claims::{Claims, ReplayGuard, TokenKind, TokenUse};
#[cfg(feature = "alloc")]
pub use claims_buf::ClaimsBuf;
pub use error::VerifyError;
pub use policy::Policy;
#[cfg(all(feature = "alloc", feature = "jwt"))]
pub(crate) use verifier::with_scratch;
pub use verifier::{Verifier, scratch_len};
