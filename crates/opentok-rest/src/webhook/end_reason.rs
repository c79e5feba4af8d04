use crate::words::words;

words! {
    /// Why a connection, a stream or a session came to its end.
    EndReason {
        /// The client left, or stopped publishing.
        ClientDisconnected = "clientDisconnected",
        /// A moderator or the REST API disconnected the client.
        ForceDisconnected = "forceDisconnected",
        /// A moderator stopped the stream.
        ForceUnpublished = "forceUnpublished",
        /// The client shares its screen no more.
        MediaStopped = "mediaStopped",
        /// The client was not heard of for too long.
        NetworkDisconnected = "networkDisconnected",
        /// The session moved to another server.
        ServerRotation = "serverRotation",
    }
}
