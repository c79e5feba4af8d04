use http_endpoint::Transport;

use super::Client;
use crate::{
    ArchiveId, CallError,
    archive::{Archive, StopArchive},
};

/// Archives.
impl<T: Transport> Client<T> {
    /// Stops recording an archive.
    ///
    /// # Errors
    ///
    /// As [`StopArchive`] and [`CallError`] say.
    pub async fn stop_archive(&self, archive: ArchiveId) -> Result<Archive, CallError> {
        self.call(&StopArchive::new(archive)).await
    }
}
