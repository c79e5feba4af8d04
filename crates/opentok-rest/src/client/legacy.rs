use super::methods::methods;
use crate::{
    ArchiveId, VideoId,
    legacy::{
        CreateLegacySession, DeleteLegacyArchive, Download, GetLegacyArchiveUrl, GetLegacyManifest, LegacyManifest,
        LegacySession, Stitch, StitchLegacyArchive,
    },
};

methods! {
    "The API of 2011 to 2014."

    /// Creates a session as the first SDKs did.
    #[doc(alias = "create_session")]
    create_legacy_session(session: CreateLegacySession) -> LegacySession = session;

    /// Fetches the manifest of an archive.
    #[doc(alias = "get_archive_manifest")]
    get_legacy_manifest(archive: ArchiveId) -> LegacyManifest = GetLegacyManifest::new(archive);

    /// Asks where a video can be downloaded.
    #[doc(alias = "downloadArchiveURL")]
    get_legacy_archive_url(archive: ArchiveId, video: VideoId) -> Download = GetLegacyArchiveUrl::new(archive, video);

    /// Deletes an archive and its videos.
    delete_legacy_archive(archive: ArchiveId) -> () = DeleteLegacyArchive::new(archive);

    /// Has the videos of an archive put together into one file, or asks how far that is.
    stitch_legacy_archive(archive: ArchiveId) -> Stitch = StitchLegacyArchive::new(archive);
}
