use serde::{Deserialize, Serialize};

use crate::{AudioConnectorId, ConnectionId, json::lenient};

/// An Audio Connector: a WebSocket that takes the sound of a session.
///
/// Disconnecting its connection ends it, in both environments.
///
/// Wire: [`WIRE.md`, "Audio Connector"](crate::wire).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct AudioConnector {
    /// Its id.
    pub id: AudioConnectorId,
    /// Its connection to the session.
    #[serde(default, deserialize_with = "lenient::id", skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<ConnectionId>,
}
