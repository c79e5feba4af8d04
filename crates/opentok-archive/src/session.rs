//! The service's answer to "create a session", in XML as it was from the beginning and in JSON as it is today.
//!
//! ```
//! use opentok_archive::session::Session;
//!
//! let xml = b"<Sessions><Session><session_id>1_MX4x</session_id><partner_id>100200</partner_id></Session></Sessions>";
//! assert_eq!(Session::parse_xml(xml)?.session_id, "1_MX4x");
//! # Ok::<(), opentok_archive::session::ReadSessionError>(())
//! ```
//!
//! Wire: [answers to "create a session"](crate::wire).

mod error;
mod from_json;
mod from_xml;

use serde::Serialize;

pub use error::ReadSessionError;

/// A session as the service describes it. All values are texts, as they came, without surrounding blanks.
#[doc(alias = "Sessions")]
#[doc(alias = "createSession")]
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Session {
    /// The session's id. Not empty.
    #[doc(alias = "getSessionId")]
    #[doc(alias = "sessionId")]
    pub session_id: String,
    /// The API key.
    pub partner_id: Option<String>,
    /// When it was made, in one of several forms.
    pub create_dt: Option<String>,
    /// Its status; empty wherever it has been seen.
    pub session_status: Option<String>,
    /// `enabled` if clients should connect to each other.
    #[doc(alias = "p2p.preference")]
    pub p2p_preference: Option<String>,
}

impl Session {
    /// Reads an answer of either kind: JSON if it begins like JSON, else XML.
    ///
    /// # Errors
    ///
    /// As [`parse_xml`](Self::parse_xml) or [`parse_json`](Self::parse_json).
    pub fn parse(bytes: &[u8]) -> Result<Self, ReadSessionError> {
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{' | b'[') => Self::parse_json(bytes),
            _ => Self::parse_xml(bytes),
        }
    }

    /// Reads an XML answer: the first `Session` in `Sessions` or `sessions`. What is unknown is passed over.
    ///
    /// # Errors
    ///
    /// [`ReadSessionError::Xml`] if it is no document that can be read; [`Refused`](ReadSessionError::Refused) if it is an
    /// `Errors` document; [`UnexpectedRoot`](ReadSessionError::UnexpectedRoot) if it is another one;
    /// [`MissingElement`](ReadSessionError::MissingElement) and [`InvalidValue`](ReadSessionError::InvalidValue) if there
    /// is no session, or it has no id.
    pub fn parse_xml(bytes: &[u8]) -> Result<Self, ReadSessionError> {
        from_xml::parse(bytes)
    }

    /// Reads a JSON answer: an object, or the first one of an array.
    ///
    /// # Errors
    ///
    /// [`ReadSessionError::InvalidJson`] if it is not JSON; [`Refused`](ReadSessionError::Refused) if it has a message and
    /// no id; [`MissingElement`](ReadSessionError::MissingElement) and [`InvalidValue`](ReadSessionError::InvalidValue) if
    /// there is no session, or it has no id.
    pub fn parse_json(bytes: &[u8]) -> Result<Self, ReadSessionError> {
        from_json::parse(bytes)
    }
}
