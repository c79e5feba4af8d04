use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;

use super::Signal;

use crate::{
    AnswerError, ArgumentError, Call, Environments, RefusalKind, Scope,
    endpoint::{answer, ask::ask},
};

/// Sends a signal to everybody in a session. Wire: [`WIRE.md`, "Signals"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotConnected`] if nobody is there, [`RefusalKind::TooLarge`] if the signal is too long.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct SignalSession {
    session: SessionId,
    signal: Signal,
}

impl SignalSession {
    /// Sends this signal to this session.
    pub const fn new(session: SessionId, signal: Signal) -> Self {
        Self { session, signal }
    }
}

impl Endpoint for SignalSession {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["session", self.session.as_str(), "signal"])
            .json_body(self.signal.body())
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for SignalSession {
    const NAME: &'static str = "signal_session";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/signal";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(404, RefusalKind::NotConnected)];

    fn check(&self) -> Result<(), ArgumentError> {
        self.signal.check()
    }
}
