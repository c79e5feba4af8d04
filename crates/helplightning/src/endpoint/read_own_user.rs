use bytes::Bytes;
use http::{Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde::Deserialize;
use serde_json::Value;

use super::MAX_OBJECT;
use crate::{AnswerError, Call, UserToken, answer};

/// Reads the user whose token it is sent with: whether the token is good, more than anything.
///
/// Wire: [`WIRE.md`, "Own user"](crate::wire#own-user).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[must_use = "an endpoint does nothing until it is sent"]
#[non_exhaustive]
pub struct ReadOwnUser;

/// What is known of the answer to [`ReadOwnUser`]: it is a JSON object, and names the enterprise.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq)]
#[non_exhaustive]
pub struct OwnUser {
    /// The number of the user, where there is one.
    #[serde(default, deserialize_with = "number")]
    pub id: Option<u64>,
    /// The number of the enterprise, where there is one.
    #[serde(default, deserialize_with = "number")]
    pub enterprise_id: Option<u64>,
}

impl ReadOwnUser {
    /// Reads the user.
    pub const fn new() -> Self {
        Self
    }
}

impl Endpoint for ReadOwnUser {
    type Output = OwnUser;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        base.get(&["v1r1", "user"]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<OwnUser, AnswerError> {
        answer::read(response)
    }

    fn safety(&self) -> Safety {
        Safety::Safe
    }

    fn max_body(&self) -> usize {
        MAX_OBJECT
    }
}

impl Call<UserToken> for ReadOwnUser {}

fn number<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(Value::deserialize(deserializer)?.as_u64())
}
