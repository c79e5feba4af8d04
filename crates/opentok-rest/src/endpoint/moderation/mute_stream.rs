use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;

use crate::{
    AnswerError, Call, Environments, RefusalKind, Scope, StreamId,
    endpoint::{answer, ask::ask},
};

/// Mutes one stream; its publisher may unmute it again. Wire: [`WIRE.md`, "Moderation"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`] if there is no such session or stream.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct MuteStream {
    session: SessionId,
    stream: StreamId,
}

impl MuteStream {
    /// Mutes this stream of this session.
    pub const fn new(session: SessionId, stream: StreamId) -> Self {
        Self { session, stream }
    }
}

impl Endpoint for MuteStream {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(
            base,
            &["session", self.session.as_str(), "stream", self.stream.as_str(), "mute"],
        )
        .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for MuteStream {
    const NAME: &'static str = "mute_stream";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/stream/{stream}/mute";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(408, RefusalKind::NotFound)];
}
