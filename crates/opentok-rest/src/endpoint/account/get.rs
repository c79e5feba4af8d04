use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::ApiKey;

use super::Project;

use crate::{
    AnswerError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Describes a project. Wire: [`WIRE.md`, "Accounts"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if the account has no such project.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetProject {
    key: ApiKey,
}

impl GetProject {
    /// The project with this key.
    pub const fn new(key: ApiKey) -> Self {
        Self { key }
    }
}

impl Endpoint for GetProject {
    type Output = Project;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["v2", "project", self.key.as_str()]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Project, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for GetProject {
    const NAME: &'static str = "get_project";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project/{project}";
    const SCOPE: Scope = Scope::Account;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::OpenTok;
}
