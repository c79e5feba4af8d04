use http_endpoint::{BlockingTransport, Transport};

use super::{Client, methods::methods};
use crate::{
    BroadcastId, Page, Pages, StreamId, blocking,
    broadcast::{
        AddBroadcastStream, Broadcast, GetBroadcast, ListBroadcasts, RemoveBroadcastStream, SetBroadcastLayout,
        StartBroadcast, StopBroadcast,
    },
    option::{Layout, Media},
};

methods! {
    "Broadcasts."

    /// Begins to broadcast a session: [`StartBroadcast`].
    start_broadcast(start: StartBroadcast) -> Broadcast = start;

    /// Stops a broadcast: [`StopBroadcast`].
    stop_broadcast(broadcast: BroadcastId) -> Broadcast = StopBroadcast::new(broadcast);

    /// Reads one broadcast: [`GetBroadcast`].
    get_broadcast(broadcast: BroadcastId) -> Broadcast = GetBroadcast::new(broadcast);

    /// Lists one page of broadcasts: [`ListBroadcasts`].
    list_broadcasts(list: ListBroadcasts) -> Page<Broadcast> = list;

    /// Arranges the streams of a broadcast anew: [`SetBroadcastLayout`].
    set_broadcast_layout(broadcast: BroadcastId, layout: impl Into<Layout>) -> Option<Broadcast> =
        SetBroadcastLayout::new(broadcast, layout);

    /// Adds a stream to a broadcast: [`AddBroadcastStream`].
    add_broadcast_stream(broadcast: BroadcastId, stream: StreamId, media: Media) -> () =
        AddBroadcastStream::new(broadcast, stream, media);

    /// Takes a stream out of a broadcast: [`RemoveBroadcastStream`].
    remove_broadcast_stream(broadcast: BroadcastId, stream: StreamId) -> () =
        RemoveBroadcastStream::new(broadcast, stream);
}

/// Lists.
impl<T: Transport> Client<T> {
    /// Every broadcast from `first` on, newest first; asks for a page only when polled past the last item.
    pub fn broadcasts(&self, first: ListBroadcasts) -> Pages<'_, T, ListBroadcasts> {
        self.pages(first)
    }
}

/// Lists.
impl<T: BlockingTransport> blocking::Client<T> {
    /// Every broadcast from `first` on, newest first; asks for a page only when the last one is used up.
    pub fn broadcasts(&self, first: ListBroadcasts) -> blocking::Pages<'_, T, ListBroadcasts> {
        self.pages(first)
    }
}
