use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::ApiKey;
use serde::Serialize;

use super::{Project, ProjectStatus};

use crate::{
    AnswerError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
    json,
};

/// Suspends a project, or lets it go on. Wire: [`WIRE.md`, "Accounts"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if the account has no such project.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct SetProjectStatus {
    key: ApiKey,
    status: ProjectStatus,
}

impl SetProjectStatus {
    /// Sets the status of the project with this key.
    pub const fn new(key: ApiKey, status: ProjectStatus) -> Self {
        Self { key, status }
    }
}

impl Endpoint for SetProjectStatus {
    type Output = Project;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["v2", "project", self.key.as_str()])
            .json_body(json::write(&Body { status: &self.status }))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Project, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for SetProjectStatus {
    const NAME: &'static str = "set_project_status";
    const METHOD: Method = Method::PUT;
    const PATH: &'static str = "/v2/project/{project}";
    const SCOPE: Scope = Scope::Account;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::OpenTok;
}

#[derive(Serialize)]
struct Body<'a> {
    status: &'a ProjectStatus,
}
