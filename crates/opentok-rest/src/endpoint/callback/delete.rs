use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{
    AnswerError, Call, CallbackId, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Deletes a registered callback. Wire: [`WIRE.md`, "Callbacks"](crate::wire).
///
/// # Errors
///
/// None of its own.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct DeleteCallback {
    callback: CallbackId,
}

impl DeleteCallback {
    /// Deletes this one.
    pub const fn new(callback: CallbackId) -> Self {
        Self { callback }
    }
}

impl Endpoint for DeleteCallback {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["callback", self.callback.as_str()]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for DeleteCallback {
    const NAME: &'static str = "delete_callback";
    const METHOD: Method = Method::DELETE;
    const PATH: &'static str = "/v2/project/{project}/callback/{callback}";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::OpenTok;
}
