use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::ApiKey;

use crate::{
    AnswerError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Deletes a project. Wire: [`WIRE.md`, "Accounts"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if the account has no such project.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct DeleteProject {
    key: ApiKey,
}

impl DeleteProject {
    /// The project with this key.
    pub const fn new(key: ApiKey) -> Self {
        Self { key }
    }
}

impl Endpoint for DeleteProject {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["v2", "project", self.key.as_str()]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for DeleteProject {
    const NAME: &'static str = "delete_project";
    const METHOD: Method = Method::DELETE;
    const PATH: &'static str = "/v2/project/{project}";
    const SCOPE: Scope = Scope::Account;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::OpenTok;
}
