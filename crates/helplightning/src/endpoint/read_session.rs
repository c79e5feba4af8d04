use bytes::Bytes;
use http::{Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde::Deserialize;

use super::{MAX_OBJECT, SessionAccess};
use crate::{AnswerError, Call, DecodeError, SessionId, SessionToken, UserToken, answer};

/// Reads a session as one who takes part in it. Anybody else is refused.
///
/// Wire: [`WIRE.md`, "Read a session"](crate::wire#read-a-session).
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "an endpoint does nothing until it is sent"]
pub struct ReadSession {
    session: SessionId,
}

impl ReadSession {
    /// Reads this session.
    pub const fn new(session: SessionId) -> Self {
        Self { session }
    }
}

impl Endpoint for ReadSession {
    type Output = SessionAccess;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        base.get(&["v1", "sessions", self.session.as_str()]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<SessionAccess, AnswerError> {
        #[derive(Deserialize)]
        struct Wire {
            #[serde(default)]
            id: Option<SessionId>,
            token: SessionToken,
        }
        let Wire { id, token } = answer::read(response)?;
        if id.is_some_and(|id| id != self.session) {
            return Err(AnswerError::Decode(DecodeError::Other));
        }
        Ok(SessionAccess {
            id: self.session.clone(),
            token,
        })
    }

    fn safety(&self) -> Safety {
        Safety::Safe
    }

    fn max_body(&self) -> usize {
        MAX_OBJECT
    }
}

impl Call<UserToken> for ReadSession {}
