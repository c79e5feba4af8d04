use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;
use serde::{Deserialize, Serialize};

use crate::{
    AnswerError, Call, ConnectionId, Environments, Scope,
    endpoint::{answer, ask::ask},
    json::lenient,
    words::words,
};

/// Lists who is connected to a session. Wire: [`WIRE.md`, "Connections"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such session.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct ListConnections {
    session: SessionId,
}

impl ListConnections {
    /// Lists the connections of this session.
    pub const fn new(session: SessionId) -> Self {
        Self { session }
    }
}

impl Endpoint for ListConnections {
    type Output = Connections;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["session", self.session.as_str(), "connection"]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Connections, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for ListConnections {
    const NAME: &'static str = "list_connections";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project/{project}/session/{session}/connection";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::Both;
}

/// Who is connected to a session.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Connections {
    /// How many there are.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub count: Option<u64>,
    /// The session.
    #[serde(default, deserialize_with = "lenient::text")]
    pub session_id: Option<Box<str>>,
    /// The project.
    #[serde(default, deserialize_with = "lenient::text")]
    pub project_id: Option<Box<str>>,
    /// The application, in the unified environment.
    #[serde(default, deserialize_with = "lenient::text")]
    pub application_id: Option<Box<str>>,
    /// The connections. Those that cannot be understood are left out.
    #[serde(default, deserialize_with = "lenient::list")]
    pub items: Vec<Connection>,
}

/// One client's connection to a session.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Connection {
    /// Its id.
    pub connection_id: ConnectionId,
    /// How far it is.
    #[serde(default, deserialize_with = "lenient::word")]
    pub connection_state: Option<ConnectionState>,
    /// When it began, in milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub created_at: Option<u64>,
}

words! {
    /// How far a connection is.
    ConnectionState {
        /// Not there yet.
        Connecting = "Connecting",
        /// There.
        Connected = "Connected",
        /// Gone.
        Disconnected = "Disconnected",
    }
}

impl Connections {
    /// Whose session it is: the project or the application.
    pub fn owner(&self) -> Option<&str> {
        self.project_id.as_deref().or(self.application_id.as_deref())
    }
}
