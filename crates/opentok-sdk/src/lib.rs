//! The server side of OpenTok and Vonage Video behind one name: what the crates of this family give, re-exported.
//!
//! ```
//! use opentok_sdk::token::{ApiSecret, Grant, Project, SessionId, Signer};
//!
//! let project = Project::new("45676632".parse()?, ApiSecret::new("1234567890abcdef1234567890abcdef12345678"));
//! let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
//! let token = Signer::new(project).mint(&Grant::new(&session))?;
//! assert!(token.expose().starts_with("T1=="));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub use http_endpoint as transport;
pub use opentok_archive as archive;
pub use opentok_rest as rest;
pub use opentok_token as token;
