use serde::{Deserialize, Serialize};

use crate::{RenderId, StreamId, json::lenient, words::words};

words! {
    /// Where an Experience Composer is in its work.
    RenderStatus {
        /// Loading the page.
        Starting = "starting",
        /// Publishing it.
        Started = "started",
        /// Done.
        Stopped = "stopped",
        /// Gone wrong; the reason says how.
        Failed = "failed",
    }
}

/// The work of an Experience Composer: a web page that is published into a session.
///
/// Fields that an answer leaves out, gives as null, or gives as something else are `None`.
///
/// Wire: [`WIRE.md`, "Experience Composer"](crate::wire).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Render {
    /// Its id.
    #[doc(alias = "renderId")]
    pub id: RenderId,
    /// Where it is.
    #[serde(default, deserialize_with = "lenient::word", skip_serializing_if = "Option::is_none")]
    pub status: Option<RenderStatus>,
    /// Why it stopped or failed, as a sentence whose wording varies.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub reason: Option<Box<str>>,
    /// The session it publishes into.
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
    /// The page.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub url: Option<Box<str>>,
    /// Width and height of the picture, as in `1280x720`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Box<str>>,
    /// The stream it publishes. `None` until it has started.
    #[serde(default, deserialize_with = "lenient::id", skip_serializing_if = "Option::is_none")]
    pub stream_id: Option<StreamId>,
    /// The name of that stream.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<Box<str>>,
    /// Where the service tells what becomes of it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub callback_url: Option<Box<str>>,
}

impl Render {
    /// Whose it is: the project, or the application.
    pub fn owner(&self) -> Option<&str> {
        self.project_id.as_deref().or(self.application_id.as_deref())
    }
}
