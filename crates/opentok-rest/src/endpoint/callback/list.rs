use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::Callback;

use crate::{
    AnswerError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Lists the registered callbacks. Wire: [`WIRE.md`, "Callbacks"](crate::wire).
///
/// # Errors
///
/// None of its own.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct ListCallbacks;

impl ListCallbacks {
    /// Lists them all.
    pub const fn new() -> Self {
        Self
    }
}

impl Endpoint for ListCallbacks {
    type Output = Vec<Callback>;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["callback"]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Vec<Callback>, AnswerError> {
        answer::list::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for ListCallbacks {
    const NAME: &'static str = "list_callbacks";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project/{project}/callback";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::OpenTok;
}
