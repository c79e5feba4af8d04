use http_endpoint::{BlockingTransport, Transport};

use super::{Client, methods::methods};
use crate::{
    ArchiveId, Page, Pages, StreamId,
    archive::{
        AddArchiveStream, Archive, DeleteArchive, GetArchive, ListArchives, RemoveArchiveStream, SetArchiveLayout,
        StartArchive, StopArchive,
    },
    blocking,
    option::{Layout, Media},
    storage::{DeleteArchiveStorage, SetArchiveStorage, StorageSetting},
};

methods! {
    "Archives, and where they are stored."

    /// Begins to record a session: [`StartArchive`].
    start_archive(start: StartArchive) -> Archive = start;

    /// Stops recording an archive: [`StopArchive`].
    stop_archive(archive: ArchiveId) -> Archive = StopArchive::new(archive);

    /// Reads one archive: [`GetArchive`].
    get_archive(archive: ArchiveId) -> Archive = GetArchive::new(archive);

    /// Lists one page of archives: [`ListArchives`].
    list_archives(list: ListArchives) -> Page<Archive> = list;

    /// Deletes an archive: [`DeleteArchive`].
    delete_archive(archive: ArchiveId) -> () = DeleteArchive::new(archive);

    /// Arranges the streams of an archive anew: [`SetArchiveLayout`].
    set_archive_layout(archive: ArchiveId, layout: impl Into<Layout>) -> Option<Archive> =
        SetArchiveLayout::new(archive, layout);

    /// Adds a stream to an archive: [`AddArchiveStream`].
    add_archive_stream(archive: ArchiveId, stream: StreamId, media: Media) -> () =
        AddArchiveStream::new(archive, stream, media);

    /// Takes a stream out of an archive: [`RemoveArchiveStream`].
    remove_archive_stream(archive: ArchiveId, stream: StreamId) -> () = RemoveArchiveStream::new(archive, stream);

    /// Has archives put into storage of the project's own: [`SetArchiveStorage`].
    set_archive_storage(set: SetArchiveStorage) -> StorageSetting = set;

    /// Has archives kept at the service again: [`DeleteArchiveStorage`].
    delete_archive_storage() -> () = DeleteArchiveStorage::new();
}

/// Lists.
impl<T: Transport> Client<T> {
    /// Every archive from `first` on, newest first; asks for a page only when polled past the last item.
    pub fn archives(&self, first: ListArchives) -> Pages<'_, T, ListArchives> {
        self.pages(first)
    }
}

/// Lists.
impl<T: BlockingTransport> blocking::Client<T> {
    /// Every archive from `first` on, newest first; asks for a page only when the last one is used up.
    pub fn archives(&self, first: ListArchives) -> blocking::Pages<'_, T, ListArchives> {
        self.pages(first)
    }
}
