use opentok_archive::session as document;
use opentok_token::SessionId;
use serde::{Deserialize, Serialize};

use crate::{
    ReadAnswerError,
    error::excerpt,
    json::{self, lenient},
};

/// A session that has been created.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Session {
    /// Its id, for everything else.
    #[doc(alias = "sessionId")]
    #[serde(rename = "session_id")]
    pub id: SessionId,
    /// The project, or the application.
    pub project_id: Option<Box<str>>,
    /// The project under its older name.
    pub partner_id: Option<Box<str>>,
    /// The application, in the unified environment.
    pub application_id: Option<Box<str>>,
    /// When it was made, as a text for people: `Wed Dec 31 16:00:00 PST 2025`.
    pub create_dt: Option<Box<str>>,
    /// Empty or absent today.
    pub media_server_url: Option<Box<str>>,
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default, deserialize_with = "lenient::text")]
    session_id: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    project_id: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    partner_id: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    application_id: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    create_dt: Option<Box<str>>,
    #[serde(default, deserialize_with = "lenient::text")]
    media_server_url: Option<Box<str>>,
}

impl Session {
    /// Whose session it is: the project or the application, under whichever name the answer gives it.
    pub fn owner(&self) -> Option<&str> {
        let owner = self.project_id.as_ref().or(self.partner_id.as_ref());
        owner.or(self.application_id.as_ref()).map(|owner| &**owner)
    }

    /// Reads JSON, an array of one or the object itself, or XML: whatever it looks like, whatever it says it is.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, ReadAnswerError> {
        let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        match start.first() {
            Some(b'<') => {
                let session = document::Session::parse_xml(bytes).map_err(ReadAnswerError::Session)?;
                Self::new(Raw::from(session))
            }
            Some(b'[') => {
                let sessions: Vec<Raw> = json::read(bytes)?;
                let missing = ReadAnswerError::Missing { field: "session_id" };
                Self::new(sessions.into_iter().next().ok_or(missing)?)
            }
            _ => Self::new(json::read(bytes)?),
        }
    }

    fn new(raw: Raw) -> Result<Self, ReadAnswerError> {
        let field = "session_id";
        let text = raw.session_id.filter(|text| !text.is_empty());
        let text = text.ok_or(ReadAnswerError::Missing { field })?;
        Ok(Self {
            id: text.parse().map_err(|_| ReadAnswerError::Value {
                field,
                text: excerpt(&text),
            })?,
            project_id: raw.project_id,
            partner_id: raw.partner_id,
            application_id: raw.application_id,
            create_dt: raw.create_dt,
            media_server_url: raw.media_server_url,
        })
    }
}

impl From<document::Session> for Raw {
    fn from(session: document::Session) -> Self {
        Self {
            session_id: Some(session.session_id.into()),
            project_id: None,
            partner_id: session.partner_id.map(Into::into),
            application_id: None,
            create_dt: session.create_dt.map(Into::into),
            media_server_url: None,
        }
    }
}
