use serde::{Deserialize, Serialize};

use crate::{ConnectionId, SipCallId, StreamId, json::lenient};

/// A SIP call, as the service describes it when it begins.
///
/// The connection is there at once, before the far end answers. Disconnecting it ends the call.
///
/// Wire: [`WIRE.md`, "SIP"](crate::wire).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct SipCall {
    /// The call's id.
    pub id: SipCallId,
    /// The connection of the far end to the session.
    #[serde(default, deserialize_with = "lenient::id", skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<ConnectionId>,
    /// The stream of the far end.
    #[serde(default, deserialize_with = "lenient::id", skip_serializing_if = "Option::is_none")]
    pub stream_id: Option<StreamId>,
    /// The session.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub session_id: Option<Box<str>>,
    /// The project: an API key.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub project_id: Option<Box<str>>,
    /// The application, in the unified environment.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub application_id: Option<Box<str>>,
    /// When it began, in milliseconds since 1970.
    #[serde(
        default,
        deserialize_with = "lenient::whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<u64>,
    /// When it last changed, in milliseconds since 1970.
    #[serde(
        default,
        deserialize_with = "lenient::whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub updated_at: Option<u64>,
}

impl SipCall {
    /// Whose call it is: the project, or the application.
    pub fn owner(&self) -> Option<&str> {
        self.project_id.as_deref().or(self.application_id.as_deref())
    }
}
