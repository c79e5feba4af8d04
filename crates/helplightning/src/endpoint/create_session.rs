use bytes::Bytes;
use http::{Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde::Deserialize;
use serde_json::json;

use super::MAX_OBJECT;
use crate::{AnswerError, Call, SessionId, SessionToken, UserToken, answer};

/// Creates a session between the user whose token it is sent with and some contacts.
///
/// Wire: [`WIRE.md`, "Create a session"](crate::wire#create-a-session).
#[derive(Clone, Debug)]
#[must_use = "an endpoint does nothing until it is sent"]
pub struct CreateSession {
    contacts: Box<[UserToken]>,
}

/// A session, and one participant's part in it.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct SessionAccess {
    /// The session.
    pub id: SessionId,
    /// The part of the user who asked.
    pub token: SessionToken,
}

impl CreateSession {
    /// Creates a session with these contacts, each named by a user token of theirs.
    pub fn new(contacts: &[UserToken]) -> Self {
        Self {
            contacts: contacts.into(),
        }
    }
}

impl Endpoint for CreateSession {
    type Output = SessionAccess;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let contacts: Vec<_> = self.contacts.iter().map(UserToken::expose).collect();
        base.post(&["v1", "sessions"])
            .json_body(json!({ "contact_tokens": contacts }).to_string())
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<SessionAccess, AnswerError> {
        answer::read(response)
    }

    fn safety(&self) -> Safety {
        Safety::Once
    }

    fn max_body(&self) -> usize {
        MAX_OBJECT
    }
}

impl Call<UserToken> for CreateSession {}
