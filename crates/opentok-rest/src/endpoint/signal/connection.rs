use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;

use super::Signal;

use crate::{
    AnswerError, ArgumentError, Call, ConnectionId, Environments, RefusalKind, Scope,
    endpoint::{answer, ask::ask},
};

/// Sends a signal to one client. Wire: [`WIRE.md`, "Signals"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotConnected`] if the client is not there, [`RefusalKind::TooLarge`] if the signal is too long.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct SignalConnection {
    session: SessionId,
    connection: ConnectionId,
    signal: Signal,
}

impl SignalConnection {
    /// Sends this signal to this client of this session.
    pub const fn new(session: SessionId, connection: ConnectionId, signal: Signal) -> Self {
        Self {
            session,
            connection,
            signal,
        }
    }
}

impl Endpoint for SignalConnection {
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
                "signal",
            ],
        )
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

impl Call for SignalConnection {
    const NAME: &'static str = "signal_connection";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/connection/{connection}/signal";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(404, RefusalKind::NotConnected)];

    fn check(&self) -> Result<(), ArgumentError> {
        self.signal.check()
    }
}
