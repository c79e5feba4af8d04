//! How to come here from another SDK, and what else there is to know. The programs in these pages run as tests.

#[doc = include_str!("guide/compared.md")]
#[doc = include_str!("guide/compared_items.md")]
pub mod compared {}

#[doc = include_str!("guide/deploying.md")]
pub mod deploying {}

#[doc = include_str!("guide/from_official_sdks.md")]
pub mod from_official_sdks {}

#[doc = include_str!("guide/from_opentok_to_unified.md")]
pub mod from_opentok_to_unified {}

#[doc = include_str!("guide/fuzzing.md")]
pub mod fuzzing {}

#[doc = include_str!("guide/security.md")]
pub mod security {}

#[doc = include_str!("guide/signing_anywhere.md")]
pub mod signing_anywhere {}

#[doc = include_str!("guide/testing.md")]
pub mod testing {}

#[doc = include_str!("guide/transports.md")]
pub mod transports {}

#[doc = include_str!("guide/webhooks.md")]
pub mod webhooks {}
