use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::Captions;
use crate::{
    AnswerError, Call, CaptionsId, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Reads what becomes of live captions. Wire: [`WIRE.md`, "Live captions"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there are no such captions, or the environment does not
/// have this call.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetCaptions {
    captions: CaptionsId,
}

impl GetCaptions {
    /// Reads these.
    pub const fn new(captions: CaptionsId) -> Self {
        Self { captions }
    }
}

impl Endpoint for GetCaptions {
    type Output = Captions;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["captions", self.captions.as_str()]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Captions, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for GetCaptions {
    const NAME: &'static str = "get_captions";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project/{project}/captions/{captions}";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::Unified;
}
