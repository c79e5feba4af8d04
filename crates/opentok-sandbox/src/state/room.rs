use alloc::collections::VecDeque;
use alloc::sync::Arc;

use opentok_token::Role;

use super::{Row, Uuid};

/// Who is in a session, from the first client's coming until a minute after the last one's leaving; and what is recorded of
/// it. Where archives and broadcasts need no clients, one that waits for them has a room without anybody.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) created_ms: u64,
    pub(crate) connections: Vec<Connection>,
    pub(crate) streams: Vec<Stream>,
    /// Whether streams begin muted.
    pub(crate) is_muted: bool,
    pub(crate) archives: Vec<Row>,
    pub(crate) broadcasts: Vec<Row>,
    pub(crate) captions: Option<Row>,
    /// Counts how often somebody came. 0 as long as the session is not alive.
    pub(crate) visit: u32,
    /// Since when the figures of usage are not brought up to date.
    pub(crate) counted_ms: u64,
}

/// The most connections of a session.
pub(crate) const MAX_CONNECTIONS: usize = 3_000;
/// The most streams of a session.
pub(crate) const MAX_STREAMS: usize = 3_000;
/// The most archives of a session that run at a time, and the most broadcasts.
pub(crate) const MAX_RUNNING: usize = 100;
/// How many signals of a connection are remembered, the last ones.
pub(crate) const MAX_SIGNALS: usize = 1_000;

/// A client in a session, or something that takes part like one.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) id: Uuid,
    pub(crate) kind: ConnectionKind,
    pub(crate) role: Role,
    pub(crate) data: Box<str>,
    pub(crate) classes: Vec<Box<str>>,
    pub(crate) created_ms: u64,
    pub(crate) signals: VecDeque<Signal>,
}

/// Who or what is connected.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ConnectionKind {
    Client,
    Call(Row),
    Connector(Row),
    Render(Row),
}

impl ConnectionKind {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Call(_) => "sip",
            Self::Connector(_) => "audioConnector",
            Self::Render(_) => "render",
        }
    }

    /// The SIP call that is connected, if one is.
    pub(crate) const fn call(self) -> Option<Row> {
        match self {
            Self::Call(row) => Some(row),
            Self::Client | Self::Connector(_) | Self::Render(_) => None,
        }
    }
}

/// A signal as a connection received it. All who received it share its texts.
#[derive(Clone, Debug)]
pub(crate) struct Signal {
    pub(crate) at_ms: u64,
    pub(crate) kind: Arc<str>,
    pub(crate) data: Arc<str>,
}

/// What a client brings with it when it connects.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) role: Role,
    pub(crate) data: Box<str>,
    pub(crate) classes: Vec<Box<str>>,
}

impl Grant {
    /// What a client has that shows no token.
    pub(crate) fn publisher(data: &str) -> Self {
        Self {
            role: Role::Publisher,
            data: data.into(),
            classes: Vec::new(),
        }
    }

    pub(crate) const fn may_publish(&self) -> bool {
        !matches!(self.role, Role::Subscriber)
    }
}

/// Where a stream's picture comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum VideoType {
    Camera,
    Screen,
    Custom,
}

impl VideoType {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Camera => "camera",
            Self::Screen => "screen",
            Self::Custom => "custom",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Camera, Self::Screen, Self::Custom]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// What a connection publishes.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) id: Uuid,
    pub(crate) connection: Uuid,
    pub(crate) name: Box<str>,
    /// None if there is no picture.
    pub(crate) video_type: Option<VideoType>,
    pub(crate) has_audio: bool,
    pub(crate) has_video: bool,
    pub(crate) classes: Vec<Box<str>>,
    pub(crate) created_ms: u64,
    pub(crate) is_muted: bool,
}

impl Room {
    pub(crate) fn new(now_ms: u64) -> Self {
        Self {
            created_ms: now_ms,
            connections: Vec::new(),
            streams: Vec::new(),
            is_muted: false,
            archives: Vec::new(),
            broadcasts: Vec::new(),
            captions: None,
            visit: 0,
            counted_ms: now_ms,
        }
    }

    /// Whether nobody can come and publish any more.
    pub(crate) fn is_full(&self) -> bool {
        self.connections.len() >= MAX_CONNECTIONS || self.streams.len() >= MAX_STREAMS
    }

    /// Whether anybody has been in it.
    pub(crate) const fn is_alive(&self) -> bool {
        self.visit > 0
    }

    pub(crate) fn connection(&self, id: Uuid) -> Option<&Connection> {
        self.connections.iter().find(|connection| connection.id == id)
    }

    pub(crate) fn stream(&self, id: Uuid) -> Option<&Stream> {
        self.streams.iter().find(|stream| stream.id == id)
    }

    pub(crate) fn stream_mut(&mut self, id: Uuid) -> Option<&mut Stream> {
        self.streams.iter_mut().find(|stream| stream.id == id)
    }

    /// Hands a signal to a connection.
    pub(crate) fn deliver(&mut self, to: Option<Uuid>, signal: &Signal) {
        let receivers = self.connections.iter_mut();
        for receiver in receivers.filter(|connection| to.is_none_or(|id| id == connection.id)) {
            if receiver.signals.len() == MAX_SIGNALS {
                receiver.signals.pop_front();
            }
            receiver.signals.push_back(signal.clone());
        }
    }
}
