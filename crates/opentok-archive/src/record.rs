//! The archive as the REST API describes it today.
//!
//! ```
//! use opentok_archive::record::{Archive, Status};
//!
//! let archive: Archive = serde_json::from_str(r#"{"id": "30b3ebf1", "status": "available", "projectId": 100200,
//!     "createdAt": 1767225660000, "duration": 312, "url": "https://storage.example.net/archive.mp4?sig=abc"}"#)?;
//!
//! assert_eq!(archive.status, Status::Available);
//! assert_eq!(archive.project_id.as_deref(), Some("100200"));
//! assert!(!format!("{archive:?}").contains("sig=abc"));
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Wire: [the archive record](crate::wire).

mod archive;
mod owner;
mod secret;
mod transcription;
mod words;

pub use archive::{Archive, ArchiveStream};
pub use secret::{Password, SignedUrl};
pub use transcription::{Transcription, TranscriptionProperties};
pub use words::{OutputMode, Status, StreamMode, TranscriptionStatus};
