mod connection;
mod session;

use bytes::Bytes;
use serde::Serialize;

pub use connection::SignalConnection;
pub use session::SignalSession;

use crate::{ArgumentError, json};

/// What a signal says: its data, and a type by which clients tell signals apart.
///
/// `Debug` shows lengths alone, because both may be private.
#[derive(Clone, Eq, PartialEq, Serialize)]
#[must_use]
pub struct Signal {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<Box<str>>,
    data: Box<str>,
}

impl Signal {
    /// The longest type, in bytes.
    pub const MAX_KIND: usize = 128;
    /// The most data, in bytes.
    pub const MAX_DATA: usize = 8192;

    /// A signal with these data, a text of at most [`MAX_DATA`](Self::MAX_DATA) bytes, and no type.
    pub fn new(data: impl Into<Box<str>>) -> Self {
        Self {
            kind: None,
            data: data.into(),
        }
    }

    /// Sets the type, of at most [`MAX_KIND`](Self::MAX_KIND) bytes.
    #[doc(alias = "type")]
    pub fn kind(mut self, kind: impl Into<Box<str>>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    fn check(&self) -> Result<(), ArgumentError> {
        ArgumentError::check_len("type", self.kind.as_deref().unwrap_or_default(), 0..=Self::MAX_KIND)?;
        ArgumentError::check_len("data", &self.data, 0..=Self::MAX_DATA)
    }

    fn body(&self) -> Bytes {
        json::write(self)
    }
}

impl core::fmt::Debug for Signal {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Signal")
            .field("kind_len", &self.kind.as_ref().map(|kind| kind.len()))
            .field("data_len", &self.data.len())
            .finish()
    }
}
