mod create_session;
mod delete;
mod download;
mod manifest;
mod stitch;

pub use create_session::{CreateLegacySession, LegacySession};
pub use delete::DeleteLegacyArchive;
pub use download::{Download, GetLegacyArchiveUrl};
pub use manifest::{GetLegacyManifest, LegacyManifest};
pub use stitch::{Stitch, StitchLegacyArchive};
