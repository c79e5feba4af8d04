use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{
    AnswerError, ArchiveId, Call, Environments, RefusalKind, Scope,
    endpoint::{answer, ask::ask},
};

/// Deletes an archive that is available or uploaded. What is in the project's own storage stays there. Wire:
/// [`WIRE.md`, "Archives"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`] if there is no such archive, [`RefusalKind::NotDeletable`] if it is in another state.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct DeleteArchive {
    archive: ArchiveId,
}

impl DeleteArchive {
    /// Deletes this one.
    pub const fn new(archive: ArchiveId) -> Self {
        Self { archive }
    }
}

impl Endpoint for DeleteArchive {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["archive", self.archive.as_str()]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for DeleteArchive {
    const NAME: &'static str = "delete_archive";
    const METHOD: Method = Method::DELETE;
    const PATH: &'static str = "/v2/project/{project}/archive/{archive}";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(409, RefusalKind::NotDeletable)];
}
