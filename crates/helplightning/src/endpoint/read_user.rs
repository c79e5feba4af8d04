use bytes::Bytes;
use http::{Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::MAX_OBJECT;
use crate::{AnswerError, Call, DecodeError, EnterpriseToken, PartnerToken, UserAccess, UserId, answer};

/// Reads one user, and with it the user's token.
///
/// Wire: [`WIRE.md`, "Read a user"](crate::wire#read-a-user).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[must_use = "an endpoint does nothing until it is sent"]
pub struct ReadUser {
    user: UserId,
}

impl ReadUser {
    /// Reads this user.
    pub const fn new(user: UserId) -> Self {
        Self { user }
    }
}

impl Endpoint for ReadUser {
    type Output = UserAccess;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        base.get(&["v1r1", "enterprise", "users", &self.user.to_string()])
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<UserAccess, AnswerError> {
        let access: UserAccess = answer::read(response)?;
        if access.user.id != self.user {
            return Err(AnswerError::Decode(DecodeError::Other));
        }
        Ok(access)
    }

    fn safety(&self) -> Safety {
        Safety::Safe
    }

    fn max_body(&self) -> usize {
        MAX_OBJECT
    }
}

impl Call<PartnerToken> for ReadUser {}
impl Call<EnterpriseToken> for ReadUser {}
