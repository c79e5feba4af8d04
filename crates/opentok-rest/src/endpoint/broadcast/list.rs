use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;

use super::Broadcast;
use crate::{
    AnswerError, ArgumentError, Call, Environments, List, Page, Scope,
    endpoint::{answer, ask::ask, window::Window},
};

/// Lists broadcasts that are going on, the newest first. Wire: [`WIRE.md`, "Lists"](crate::wire).
///
/// [`Client::pages`](crate::Client::pages) goes through all of them, page by page.
///
/// # Errors
///
/// [`RefusalKind::Invalid`](crate::RefusalKind::Invalid) if the service does not like the session or the numbers.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "a call does nothing until it is sent"]
pub struct ListBroadcasts {
    window: Window,
    session: Option<SessionId>,
}

impl ListBroadcasts {
    /// The most on one page.
    pub const MAX_COUNT: u32 = Window::MAX_COUNT;

    /// The newest ones, as many as the service gives at once: 50.
    pub const fn new() -> Self {
        Self {
            window: Window::FIRST,
            session: None,
        }
    }

    /// Only those of this session. Default: of all.
    pub const fn session(mut self, session: SessionId) -> Self {
        self.session = Some(session);
        self
    }

    /// Leaves out this many of the newest. Default: none.
    pub const fn offset(mut self, offset: u64) -> Self {
        self.window.offset = offset;
        self
    }

    /// How many at most, up to [`MAX_COUNT`](Self::MAX_COUNT). Default of the service: 50.
    pub const fn count(mut self, count: u32) -> Self {
        self.window.count = Some(count);
        self
    }
}

impl Endpoint for ListBroadcasts {
    type Output = Page<Broadcast>;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let request = self.window.query(ask::<Self>(base, &["broadcast"]));
        match &self.session {
            Some(session) => request.query("sessionId", session.as_str()).build(),
            None => request.build(),
        }
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Page<Broadcast>, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for ListBroadcasts {
    const NAME: &'static str = "list_broadcasts";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project/{project}/broadcast";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::Both;

    fn check(&self) -> Result<(), ArgumentError> {
        self.window.check()
    }
}

impl List for ListBroadcasts {
    type Item = Broadcast;

    fn at(&self, offset: u64) -> Self {
        Self::offset(*self, offset)
    }

    fn offset(&self) -> u64 {
        self.window.offset
    }

    fn id(item: &Broadcast) -> &str {
        item.id.as_str()
    }
}
