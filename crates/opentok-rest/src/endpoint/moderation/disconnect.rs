use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;

use crate::{
    AnswerError, Call, ConnectionId, Environments, RefusalKind, Scope,
    endpoint::{answer, ask::ask},
};

/// Disconnects one client from a session. Ends SIP calls, Audio Connectors and Experience Composers too, by their connections.
/// Wire: [`WIRE.md`, "Moderation"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotConnected`] if the client is not connected.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct ForceDisconnect {
    session: SessionId,
    connection: ConnectionId,
}

impl ForceDisconnect {
    /// Disconnects this client from this session.
    pub const fn new(session: SessionId, connection: ConnectionId) -> Self {
        Self { session, connection }
    }
}

impl Endpoint for ForceDisconnect {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(
            base,
            &["session", self.session.as_str(), "connection", self.connection.as_str()],
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

impl Call for ForceDisconnect {
    const NAME: &'static str = "force_disconnect";
    const METHOD: Method = Method::DELETE;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/connection/{connection}";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(404, RefusalKind::NotConnected)];
}
