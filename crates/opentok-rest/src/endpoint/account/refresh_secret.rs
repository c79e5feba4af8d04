use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::ApiKey;

use super::Project;

use crate::{
    AnswerError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Gives a project a new secret, which the answer holds; the old one is void at once. Wire: [`WIRE.md`, "Accounts"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if the account has no such project.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct RefreshSecret {
    key: ApiKey,
}

impl RefreshSecret {
    /// The project with this key.
    pub const fn new(key: ApiKey) -> Self {
        Self { key }
    }
}

impl Endpoint for RefreshSecret {
    type Output = Project;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["v2", "project", self.key.as_str(), "refreshSecret"]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Project, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for RefreshSecret {
    const NAME: &'static str = "refresh_secret";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/refreshSecret";
    const SCOPE: Scope = Scope::Account;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::OpenTok;
}
