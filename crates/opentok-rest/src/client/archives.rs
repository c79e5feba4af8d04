use super::methods::methods;
use crate::{
    ArchiveId,
    archive::{Archive, StopArchive},
};

methods! {
    "Archives."

    /// Stops recording an archive.
    stop_archive(archive: ArchiveId) -> Archive = StopArchive::new(archive);
}
