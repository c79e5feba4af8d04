use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::Render;
use crate::{
    AnswerError, Call, Environments, RenderId, Scope,
    endpoint::{answer, ask::ask},
};

/// Reads what becomes of an Experience Composer. Wire: [`WIRE.md`, "Experience Composer"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is none of this id.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetRender {
    render: RenderId,
}

impl GetRender {
    /// Reads this one.
    pub const fn new(render: RenderId) -> Self {
        Self { render }
    }
}

impl Endpoint for GetRender {
    type Output = Render;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["render", self.render.as_str()]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Render, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for GetRender {
    const NAME: &'static str = "get_render";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project/{project}/render/{render}";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::Both;
}
