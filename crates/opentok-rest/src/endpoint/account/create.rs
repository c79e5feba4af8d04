use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use serde::Serialize;

use super::Project;

use crate::{
    AnswerError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
    json,
};

/// Creates a project. Wire: [`WIRE.md`, "Accounts"](crate::wire).
///
/// # Errors
///
/// None of its own.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct CreateProject {
    name: Option<Box<str>>,
}

impl CreateProject {
    /// A project without a name.
    pub const fn new() -> Self {
        Self { name: None }
    }

    /// Sets the project's name.
    pub fn name(mut self, name: impl Into<Box<str>>) -> Self {
        self.name = Some(name.into());
        self
    }
}

impl Endpoint for CreateProject {
    type Output = Project;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let ask = ask::<Self>(base, &["v2", "project"]);
        match &self.name {
            Some(name) => ask.json_body(json::write(&Body { name })).build(),
            None => ask.build(),
        }
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Project, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for CreateProject {
    const NAME: &'static str = "create_project";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project";
    const SCOPE: Scope = Scope::Account;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::OpenTok;
}

#[derive(Serialize)]
struct Body<'a> {
    name: &'a str,
}
