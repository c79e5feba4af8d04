//! Calls about archives: recordings of sessions.

mod add_stream;
mod delete;
mod get;
mod layout;
mod list;
mod output;
mod remove_stream;
mod start;
mod stop;
mod transcription;

pub use add_stream::AddArchiveStream;
pub use delete::DeleteArchive;
pub use get::GetArchive;
pub use layout::SetArchiveLayout;
pub use list::ListArchives;
pub use opentok_archive::record::{Archive, ArchiveStream, OutputMode, Password, SignedUrl, Status};
pub use output::{Composed, Output, Quality, QuantizationParameter};
pub use remove_stream::RemoveArchiveStream;
pub use start::StartArchive;
pub use stop::StopArchive;
pub use transcription::Transcription;
