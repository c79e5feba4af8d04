use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{
    AnswerError, Call, Environments, RenderId, Scope,
    endpoint::{answer, ask::ask},
};

/// Stops an Experience Composer. Wire: [`WIRE.md`, "Experience Composer"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is none of this id.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct StopRender {
    render: RenderId,
}

impl StopRender {
    /// Stops this one.
    pub const fn new(render: RenderId) -> Self {
        Self { render }
    }
}

impl Endpoint for StopRender {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["render", self.render.as_str()]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for StopRender {
    const NAME: &'static str = "stop_render";
    const METHOD: Method = Method::DELETE;
    const PATH: &'static str = "/v2/project/{project}/render/{render}";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
}
