use opentok_rest::{
    ArchiveId, Page, StreamId,
    archive::{Archive, ListArchives, StartArchive},
    option::{Layout, Media},
    storage::{SetArchiveStorage, StorageSetting},
};

use super::calls::calls;

calls! {
    "Archives, and where they are stored."

    /// Begins to record a session: [`StartArchive`].
    #[doc(alias = "startArchive")]
    #[doc(alias = "archives.create")]
    start_archive(start: StartArchive) -> Archive;

    /// Stops recording an archive.
    #[doc(alias = "stopArchive")]
    #[doc(alias = "stop_by_id")]
    stop_archive(archive: ArchiveId) -> Archive;

    /// Reads one archive.
    #[doc(alias = "getArchive")]
    #[doc(alias = "archives.find")]
    get_archive(archive: ArchiveId) -> Archive;

    /// Lists one page of archives: [`ListArchives`]. `client().archives(…)` goes through all of them.
    #[doc(alias = "listArchives")]
    #[doc(alias = "get_archives")]
    list_archives(list: ListArchives) -> Page<Archive>;

    /// Deletes an archive.
    #[doc(alias = "deleteArchive")]
    #[doc(alias = "delete_by_id")]
    delete_archive(archive: ArchiveId) -> ();

    /// Arranges the streams of an archive anew.
    #[doc(alias = "setArchiveLayout")]
    set_archive_layout(archive: ArchiveId, layout: impl Into<Layout>) -> Option<Archive>;

    /// Adds a stream to an archive.
    #[doc(alias = "addArchiveStream")]
    #[doc(alias = "AddStreamToArchive")]
    add_archive_stream(archive: ArchiveId, stream: StreamId, media: Media) -> ();

    /// Takes a stream out of an archive.
    #[doc(alias = "removeArchiveStream")]
    #[doc(alias = "RemoveStreamFromArchive")]
    remove_archive_stream(archive: ArchiveId, stream: StreamId) -> ();

    /// Has archives put into storage of the project's own: [`SetArchiveStorage`].
    set_archive_storage(set: SetArchiveStorage) -> StorageSetting;

    /// Has archives kept at the service again.
    delete_archive_storage() -> ();
}
