use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{
    AnswerError, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Keeps archives at the service again, instead of in the project's own storage. Wire: [`WIRE.md`, "Storage of
/// archives"](crate::wire).
///
/// # Errors
///
/// Only those that any call has.
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "a call does nothing until it is sent"]
pub struct DeleteArchiveStorage(());

impl DeleteArchiveStorage {
    /// Forgets the project's own storage.
    pub const fn new() -> Self {
        Self(())
    }
}

impl Endpoint for DeleteArchiveStorage {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["archive", "storage"]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for DeleteArchiveStorage {
    const NAME: &'static str = "delete_archive_storage";
    const METHOD: Method = Method::DELETE;
    const PATH: &'static str = "/v2/project/{project}/archive/storage";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::OpenTok;
}
