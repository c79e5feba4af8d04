use bytes::Bytes;
use http::{Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde_json::json;

use super::{LoginAccess, MAX_OBJECT};
use crate::{AnswerError, Call, NoToken, RefreshToken, answer};

/// Trades a refresh token for a new user token. Never repeated by itself: it may be good once only.
///
/// Wire: [`WIRE.md`, "Refresh"](crate::wire#refresh).
#[derive(Clone, Debug)]
#[must_use = "an endpoint does nothing until it is sent"]
pub struct RefreshLogin {
    token: RefreshToken,
}

impl RefreshLogin {
    /// Trades this token.
    pub fn new(token: &RefreshToken) -> Self {
        Self { token: token.clone() }
    }
}

impl Endpoint for RefreshLogin {
    type Output = LoginAccess;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        base.post(&["v1", "auth", "refresh"])
            .json_body(json!({ "refresh_token": self.token.expose() }).to_string())
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<LoginAccess, AnswerError> {
        answer::read(response)
    }

    fn safety(&self) -> Safety {
        Safety::Once
    }

    fn max_body(&self) -> usize {
        MAX_OBJECT
    }
}

impl Call<NoToken> for RefreshLogin {}
