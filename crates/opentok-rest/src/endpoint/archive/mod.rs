mod stop;

pub use opentok_archive::record::{Archive, ArchiveStream, OutputMode, Password, SignedUrl, Status, StreamMode};
pub use stop::StopArchive;
