use super::Render;
use crate::endpoint::list::list;

list! {
    /// Lists Experience Composers, the newest first. Wire: [`WIRE.md`, "Lists"](crate::wire).
    ///
    /// [`Client::pages`](crate::Client::pages) goes through all of them, page by page.
    ///
    /// # Errors
    ///
    /// [`RefusalKind::Invalid`](crate::RefusalKind::Invalid) if the service does not like the numbers.
    ListRenders = "list_renders", "render", Render, |render| render.id.as_str()
}
