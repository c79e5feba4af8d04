use bytes::Bytes;
use http::{Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde_json::{Map, Value};

use super::MAX_OBJECT;
use crate::{AnswerError, Call, EmailAddress, EnterpriseToken, PartnerToken, UserAccess, answer};

/// Invites somebody into the enterprise. Never repeated by itself: it sends mail.
///
/// Wire: [`WIRE.md`, "Invite a user"](crate::wire#invite-a-user).
#[derive(Clone)]
#[must_use = "an endpoint does nothing until it is sent"]
pub struct InviteUser {
    body: Map<String, Value>,
}

impl InviteUser {
    /// Invites somebody by name and address.
    pub fn new(name: &str, address: &EmailAddress) -> Self {
        let mut body = Map::new();
        body.insert("name".to_owned(), name.into());
        body.insert("email".to_owned(), address.as_str().into());
        Self { body }
    }

    /// Sets one more member of the request: role, or whether to send mail, by the names your documents give them.
    pub fn member(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.body.insert(name.to_owned(), value.into());
        self
    }
}

impl Endpoint for InviteUser {
    type Output = UserAccess;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        base.post(&["v1r1", "enterprise", "users"])
            .json_body(Value::Object(self.body.clone()).to_string())
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<UserAccess, AnswerError> {
        answer::read(response)
    }

    fn safety(&self) -> Safety {
        Safety::Once
    }

    fn max_body(&self) -> usize {
        MAX_OBJECT
    }
}

impl Call<PartnerToken> for InviteUser {}
impl Call<EnterpriseToken> for InviteUser {}

impl core::fmt::Debug for InviteUser {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("InviteUser(..)")
    }
}
