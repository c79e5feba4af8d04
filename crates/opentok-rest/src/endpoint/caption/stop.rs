use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{
    AnswerError, Call, CaptionsId, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Stops live captions. Wire: [`WIRE.md`, "Live captions"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there are no such captions.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct StopCaptions {
    captions: CaptionsId,
}

impl StopCaptions {
    /// Stops these.
    pub const fn new(captions: CaptionsId) -> Self {
        Self { captions }
    }
}

impl Endpoint for StopCaptions {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["captions", self.captions.as_str(), "stop"]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for StopCaptions {
    const NAME: &'static str = "stop_captions";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/captions/{captions}/stop";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
}
