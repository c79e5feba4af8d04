use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;

use super::Streams;

use crate::{
    AnswerError, Call, Environments, RefusalKind, Scope,
    endpoint::{answer, ask::ask},
};

/// Lists the streams of a session. Wire: [`WIRE.md`, "Streams"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`] if there is no such session, or nobody in it; see
/// [`missing_is_empty`](Self::missing_is_empty).
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct ListStreams {
    session: SessionId,
    missing_is_empty: bool,
}

impl ListStreams {
    /// Lists the streams of this session.
    pub const fn new(session: SessionId) -> Self {
        Self {
            session,
            missing_is_empty: false,
        }
    }

    /// Takes "not found" for an empty list, as a session without clients has been seen to be answered.
    pub const fn missing_is_empty(mut self) -> Self {
        self.missing_is_empty = true;
        self
    }
}

impl Endpoint for ListStreams {
    type Output = Streams;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["session", self.session.as_str(), "stream"]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Streams, AnswerError> {
        match answer::json::<Self, _>(&response) {
            Err(AnswerError::Refused(refusal)) if self.missing_is_empty && refusal.kind == RefusalKind::NotFound => {
                Ok(Streams::default())
            }
            result => result,
        }
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for ListStreams {
    const NAME: &'static str = "list_streams";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/stream";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(408, RefusalKind::NotFound)];
}
