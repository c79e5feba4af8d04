use opentok_rest::{
    ArchiveId, LegacyToken, VideoId,
    legacy::{Download, LegacyManifest},
};

/// Declares the calls that are made with a moderator's client token, for both objects.
macro_rules! calls_by_token {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) -> $output:ty = $method:ident;)*) => {
        /// Archives of 2011 to 2014, by the token of a moderator of the project that made them. Whether the service still
        /// answers is not known; what was recorded of it is what is read.
        impl<T: http_endpoint::Transport> crate::OpenTok<T> {$(
            $(#[$doc])*
            ///
            /// # Errors
            ///
            /// [`Error::Call`](crate::Error::Call), for the reasons that the call's own type lists.
            pub async fn $name(&self, $($argument: $type,)* token: &str) -> Result<$output, crate::Error> {
                let holder = self.client().acting_as(LegacyToken::new(token));
                Ok(holder.$method($($argument),*).await?)
            }
        )*}

        /// Archives of 2011 to 2014, by the token of a moderator of the project that made them.
        impl<T: http_endpoint::BlockingTransport> crate::blocking::OpenTok<T> {$(
            $(#[$doc])*
            ///
            /// # Errors
            ///
            /// [`Error::Call`](crate::Error::Call), for the reasons that the call's own type lists.
            pub fn $name(&self, $($argument: $type,)* token: &str) -> Result<$output, crate::Error> {
                let holder = self.client().acting_as(LegacyToken::new(token));
                Ok(holder.$method($($argument),*)?)
            }
        )*}
    };
}

calls_by_token! {
    /// Fetches the manifest of an archive: its videos, and when each played.
    /// [`GetLegacyManifest`](opentok_rest::legacy::GetLegacyManifest).
    #[doc(alias = "getArchiveManifest")]
    #[doc(alias = "OpenTokArchive")]
    get_archive_manifest(archive: ArchiveId) -> LegacyManifest = get_legacy_manifest;

    /// Asks where a video of an archive can be downloaded.
    /// [`GetLegacyArchiveUrl`](opentok_rest::legacy::GetLegacyArchiveUrl).
    #[doc(alias = "downloadArchiveURL")]
    download_archive_url(archive: ArchiveId, video: VideoId) -> Download = get_legacy_archive_url;

    /// Deletes an archive and its videos. [`DeleteLegacyArchive`](opentok_rest::legacy::DeleteLegacyArchive).
    #[doc(alias = "deleteArchive")]
    delete_legacy_archive(archive: ArchiveId) -> () = delete_legacy_archive;
}
