use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;
use serde::Serialize;

use super::Digits;
use crate::{
    AnswerError, Call, ConnectionId, Environments, Scope,
    endpoint::{answer, ask::ask},
    json,
};

/// Plays tones to one SIP caller. Wire: [`WIRE.md`, "Tones"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such session, or no such connection in it.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct PlayDtmfTo {
    session: SessionId,
    connection: ConnectionId,
    digits: Digits,
}

impl PlayDtmfTo {
    /// Plays these to the caller with this connection.
    pub const fn new(session: SessionId, connection: ConnectionId, digits: Digits) -> Self {
        Self {
            session,
            connection,
            digits,
        }
    }
}

impl Endpoint for PlayDtmfTo {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(
            base,
            &[
                "session",
                self.session.as_str(),
                "connection",
                self.connection.as_str(),
                "play-dtmf",
            ],
        )
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

impl Call for PlayDtmfTo {
    const NAME: &'static str = "play_dtmf_to";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/connection/{connection}/play-dtmf";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::Both;
}

#[derive(Serialize)]
struct Body<'a> {
    digits: &'a str,
}
