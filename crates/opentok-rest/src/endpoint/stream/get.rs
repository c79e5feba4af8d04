use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;

use super::Stream;

use crate::{
    AnswerError, Call, Environments, RefusalKind, Scope, StreamId,
    endpoint::{answer, ask::ask},
};

/// Describes one stream. Wire: [`WIRE.md`, "Streams"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`] if there is no such session or stream.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetStream {
    session: SessionId,
    stream: StreamId,
}

impl GetStream {
    /// Describes this stream of this session.
    pub const fn new(session: SessionId, stream: StreamId) -> Self {
        Self { session, stream }
    }
}

impl Endpoint for GetStream {
    type Output = Stream;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(
            base,
            &["session", self.session.as_str(), "stream", self.stream.as_str()],
        )
        .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Stream, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for GetStream {
    const NAME: &'static str = "get_stream";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/stream/{stream}";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(408, RefusalKind::NotFound)];
}
