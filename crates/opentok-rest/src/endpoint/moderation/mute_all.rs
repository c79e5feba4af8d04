use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;
use serde::Serialize;

use crate::{
    AnswerError, Call, Environments, RefusalKind, Scope, StreamId,
    endpoint::{answer, ask::ask},
    json,
};

/// Mutes all streams of a session, and lets those to come start muted until [`EndMute`](super::EndMute).
/// Wire: [`WIRE.md`, "Moderation"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such session.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct MuteAll {
    session: SessionId,
    excluded: Vec<StreamId>,
}

impl MuteAll {
    /// Mutes everything in this session.
    pub const fn new(session: SessionId) -> Self {
        Self {
            session,
            excluded: Vec::new(),
        }
    }

    /// Lets one stream be as it is. May be said several times.
    pub fn except(mut self, stream: StreamId) -> Self {
        self.excluded.push(stream);
        self
    }
}

impl Endpoint for MuteAll {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["session", self.session.as_str(), "mute"])
            .json_body(json::write(&Body {
                active: true,
                excluded_stream_ids: &self.excluded,
            }))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for MuteAll {
    const NAME: &'static str = "mute_all";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/mute";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(408, RefusalKind::NotFound)];
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    active: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    excluded_stream_ids: &'a [StreamId],
}
