use serde::{Deserialize, de::Error};

use super::EndReason;
use crate::{ConnectionId, StreamId, json::lenient, words::words};

/// Something came or went in a session. Wire: [`WIRE.md`, "Session events"](crate::wire#session-events).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SessionEvent {
    /// Where.
    pub session_id: Box<str>,
    /// Whose session it is: an API key, or an application's id.
    pub owner: Option<Box<str>>,
    /// When, in milliseconds since 1970.
    pub timestamp: Option<u64>,
    /// What.
    pub change: SessionChange,
}

/// What came or went.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SessionChange {
    /// A client connected.
    ConnectionCreated {
        /// Its connection.
        connection: Connection,
    },
    /// A client is gone.
    ConnectionDestroyed {
        /// Its connection.
        connection: Connection,
        /// Why.
        reason: Option<EndReason>,
    },
    /// A client publishes.
    StreamCreated {
        /// What.
        stream: Stream,
    },
    /// A client publishes no longer.
    StreamDestroyed {
        /// What it was.
        stream: Stream,
        /// Why.
        reason: Option<EndReason>,
    },
    /// The first client connected.
    SessionCreated {
        /// When, in milliseconds since 1970.
        created_at: Option<u64>,
    },
    /// The last client is gone, or the session moved.
    SessionDestroyed {
        /// When it was created, in milliseconds since 1970.
        created_at: Option<u64>,
        /// Why.
        reason: Option<EndReason>,
    },
    /// The session will move to another server, in four hours or in one.
    SessionNotification,
}

/// A client's connection to a session.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Connection {
    /// Its id.
    pub id: ConnectionId,
    /// When it came about, in milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub created_at: Option<u64>,
    /// What its token said of it. Empty if that was nothing.
    #[serde(default, deserialize_with = "lenient::text")]
    pub data: Option<Box<str>>,
}

/// What one client publishes.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Stream {
    /// Its id.
    pub id: StreamId,
    /// Who publishes it.
    #[serde(default, deserialize_with = "lenient::object")]
    pub connection: Option<Connection>,
    /// When it began, in milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub created_at: Option<u64>,
    /// Its name. Empty if it has none.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: Option<Box<str>>,
    /// Where its picture comes from. `None` if it has only sound.
    #[serde(default, deserialize_with = "lenient::word")]
    pub video_type: Option<VideoType>,
}

words! {
    /// Where a picture comes from.
    VideoType {
        /// A camera.
        Camera = "camera",
        /// A screen that is shared.
        Screen = "screen",
        /// The application's own pictures.
        Custom = "custom",
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    event: Box<str>,
    session_id: Box<str>,
    #[serde(default, deserialize_with = "lenient::text")]
    project_id: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    application_id: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::whole")]
    timestamp: Option<u64>,
    #[serde(default, deserialize_with = "lenient::object")]
    connection: Option<Connection>,
    #[serde(default, deserialize_with = "lenient::object")]
    stream: Option<Stream>,
    #[serde(default, deserialize_with = "lenient::word")]
    reason: Option<EndReason>,
    #[serde(default, deserialize_with = "lenient::whole")]
    created_at: Option<u64>,
}

impl<'de> Deserialize<'de> for SessionEvent {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Raw::deserialize(deserializer)?;
        let connection = raw.connection.ok_or_else(|| D::Error::missing_field("connection"));
        let stream = raw.stream.ok_or_else(|| D::Error::missing_field("stream"));
        let (reason, created_at) = (raw.reason, raw.created_at);
        let change = match &*raw.event {
            "connectionCreated" => SessionChange::ConnectionCreated {
                connection: connection?,
            },
            "connectionDestroyed" => SessionChange::ConnectionDestroyed {
                connection: connection?,
                reason,
            },
            "streamCreated" => SessionChange::StreamCreated { stream: stream? },
            "streamDestroyed" => SessionChange::StreamDestroyed {
                stream: stream?,
                reason,
            },
            "sessionCreated" => SessionChange::SessionCreated { created_at },
            "sessionDestroyed" => SessionChange::SessionDestroyed { created_at, reason },
            "sessionNotification" => SessionChange::SessionNotification,
            _ => return Err(D::Error::custom("not an event of sessions")),
        };
        Ok(Self {
            session_id: raw.session_id,
            owner: raw.project_id.or(raw.application_id),
            timestamp: raw.timestamp,
            change,
        })
    }
}

impl SessionChange {
    /// The event's name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::ConnectionCreated { .. } => "connectionCreated",
            Self::ConnectionDestroyed { .. } => "connectionDestroyed",
            Self::StreamCreated { .. } => "streamCreated",
            Self::StreamDestroyed { .. } => "streamDestroyed",
            Self::SessionCreated { .. } => "sessionCreated",
            Self::SessionDestroyed { .. } => "sessionDestroyed",
            Self::SessionNotification => "sessionNotification",
        }
    }

    /// The id of what came or went: a connection or a stream. `None` for the session itself.
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::ConnectionCreated { connection } | Self::ConnectionDestroyed { connection, .. } => {
                Some(connection.id.as_str())
            }
            Self::StreamCreated { stream } | Self::StreamDestroyed { stream, .. } => Some(stream.id.as_str()),
            Self::SessionCreated { .. } | Self::SessionDestroyed { .. } | Self::SessionNotification => None,
        }
    }
}
