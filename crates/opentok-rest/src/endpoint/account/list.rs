use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::Project;

use crate::{
    AnswerError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Lists the account's projects. Wire: [`WIRE.md`, "Accounts"](crate::wire).
///
/// # Errors
///
/// None of its own.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct ListProjects;

impl ListProjects {
    /// Lists them all.
    pub const fn new() -> Self {
        Self
    }
}

impl Endpoint for ListProjects {
    type Output = Vec<Project>;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["v2", "project"]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Vec<Project>, AnswerError> {
        answer::list::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for ListProjects {
    const NAME: &'static str = "list_projects";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project";
    const SCOPE: Scope = Scope::Account;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::OpenTok;
}
