use opentok_token::SessionId;

use super::Archive;
use crate::endpoint::list::list;

list! {
    /// Lists archives, the newest first. Wire: [`WIRE.md`, "Lists"](crate::wire).
    ///
    /// [`Client::pages`](crate::Client::pages) goes through all of them, page by page.
    ///
    /// # Errors
    ///
    /// [`RefusalKind::Invalid`](crate::RefusalKind::Invalid) if the service does not like the session or the numbers.
    ListArchives = "list_archives", "archive", Archive, |archive| &archive.id
}

impl ListArchives {
    /// Only those of this session. Default: of all.
    pub const fn session(mut self, session: SessionId) -> Self {
        self.window.session = Some(session);
        self
    }
}
