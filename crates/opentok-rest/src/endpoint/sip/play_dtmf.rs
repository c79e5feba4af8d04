use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;
use serde::Serialize;

use super::Digits;
use crate::{
    AnswerError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
    json,
};

/// Plays tones to every SIP caller of a session. Wire: [`WIRE.md`, "Tones"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such session, or no SIP caller in it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct PlayDtmf {
    session: SessionId,
    digits: Digits,
}

impl PlayDtmf {
    /// Plays these to all of them.
    pub const fn new(session: SessionId, digits: Digits) -> Self {
        Self { session, digits }
    }
}

impl Endpoint for PlayDtmf {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["session", self.session.as_str(), "play-dtmf"])
            .json_body(json::write(&Body {
                digits: self.digits.as_str(),
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

impl Call for PlayDtmf {
    const NAME: &'static str = "play_dtmf";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/play-dtmf";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::Both;
}

#[derive(Serialize)]
struct Body<'a> {
    digits: &'a str,
}
