use bytes::Bytes;
use http::{Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde::Deserialize;
use serde_json::json;

use super::MAX_OBJECT;
use crate::{AnswerError, Call, EmailAddress, NoToken, Password, RefreshToken, UserToken, answer};

/// Logs a user in by password. Never repeated by itself: a service may count attempts.
///
/// Wire: [`WIRE.md`, "Log in"](crate::wire#log-in).
#[derive(Clone, Debug)]
#[must_use = "an endpoint does nothing until it is sent"]
pub struct Login {
    address: EmailAddress,
    password: Password,
}

/// What logging in gives.
#[derive(Clone, Debug, Deserialize)]
#[non_exhaustive]
pub struct LoginAccess {
    /// The user's token.
    pub token: UserToken,
    /// For [`RefreshLogin`](crate::RefreshLogin), where the service gives one.
    #[serde(default)]
    pub refresh_token: Option<RefreshToken>,
}

impl Login {
    /// Logs in by address and password.
    pub fn new(address: &EmailAddress, password: &Password) -> Self {
        Self {
            address: address.clone(),
            password: password.clone(),
        }
    }
}

impl Endpoint for Login {
    type Output = LoginAccess;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let body = json!({ "email": self.address.as_str(), "password": self.password.expose() });
        base.post(&["v1", "auth"]).json_body(body.to_string()).build()
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

impl Call<NoToken> for Login {}
