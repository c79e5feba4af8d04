use opentok_rest::{
    BroadcastId, Page, StreamId,
    broadcast::{Broadcast, ListBroadcasts, StartBroadcast},
    option::{Layout, Media},
};

use super::calls::calls;

calls! {
    "Broadcasts."

    /// Begins to broadcast a session: [`StartBroadcast`].
    #[doc(alias = "startBroadcast")]
    start_broadcast(start: StartBroadcast) -> Broadcast;

    /// Stops a broadcast.
    #[doc(alias = "stopBroadcast")]
    stop_broadcast(broadcast: BroadcastId) -> Broadcast;

    /// Reads one broadcast.
    #[doc(alias = "getBroadcast")]
    get_broadcast(broadcast: BroadcastId) -> Broadcast;

    /// Lists one page of broadcasts: [`ListBroadcasts`]. `client().broadcasts(…)` goes through all of them.
    #[doc(alias = "listBroadcasts")]
    list_broadcasts(list: ListBroadcasts) -> Page<Broadcast>;

    /// Arranges the streams of a broadcast anew.
    #[doc(alias = "setBroadcastLayout")]
    #[doc(alias = "updateBroadcastLayout")]
    set_broadcast_layout(broadcast: BroadcastId, layout: impl Into<Layout>) -> Option<Broadcast>;

    /// Adds a stream to a broadcast.
    #[doc(alias = "addBroadcastStream")]
    #[doc(alias = "AddStreamToBroadcast")]
    add_broadcast_stream(broadcast: BroadcastId, stream: StreamId, media: Media) -> ();

    /// Takes a stream out of a broadcast.
    #[doc(alias = "removeBroadcastStream")]
    #[doc(alias = "RemoveStreamFromBroadcast")]
    remove_broadcast_stream(broadcast: BroadcastId, stream: StreamId) -> ();
}
