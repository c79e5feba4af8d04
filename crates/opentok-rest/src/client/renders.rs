use http_endpoint::{BlockingTransport, Transport};

use super::{Client, methods::methods};
use crate::{
    Page, Pages, RenderId, blocking,
    render::{GetRender, ListRenders, Render, StartRender, StopRender},
};

methods! {
    "Experience Composers."

    /// Begins to publish a web page into a session: [`StartRender`].
    start_render(start: StartRender) -> Render = start;

    /// Stops an Experience Composer: [`StopRender`].
    stop_render(render: RenderId) -> () = StopRender::new(render);

    /// Reads what becomes of an Experience Composer: [`GetRender`].
    get_render(render: RenderId) -> Render = GetRender::new(render);

    /// Lists one page of Experience Composers: [`ListRenders`].
    list_renders(list: ListRenders) -> Page<Render> = list;
}

/// Lists.
impl<T: Transport> Client<T> {
    /// Every Experience Composer from `first` on, newest first; asks for a page only when polled past the last item.
    pub fn renders(&self, first: ListRenders) -> Pages<'_, T, ListRenders> {
        self.pages(first)
    }
}

/// Lists.
impl<T: BlockingTransport> blocking::Client<T> {
    /// Every Experience Composer from `first` on, newest first; asks for a page only when the last one is used up.
    pub fn renders(&self, first: ListRenders) -> blocking::Pages<'_, T, ListRenders> {
        self.pages(first)
    }
}
