use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;

use crate::{
    AnswerError, Call, Environments, RefusalKind, Scope,
    endpoint::{answer, ask::ask},
};

/// Ends what [`MuteAll`](super::MuteAll) began: streams to come start unmuted again. Those that are muted stay so.
/// Wire: [`WIRE.md`, "Moderation"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such session.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct EndMute {
    session: SessionId,
}

impl EndMute {
    /// Ends the mute state of this session.
    pub const fn new(session: SessionId) -> Self {
        Self { session }
    }
}

impl Endpoint for EndMute {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["session", self.session.as_str(), "mute"])
            .json_body(r#"{"active":false}"#)
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for EndMute {
    const NAME: &'static str = "end_mute";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/mute";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(408, RefusalKind::NotFound)];
}
