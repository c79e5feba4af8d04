use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{AnswerError, ArchiveId, Call, Environments, Scope, endpoint::answer};

/// Deletes an archive and its videos. Wire: [`WIRE.md`, "The API of 2011 to 2014"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such archive, it is of another project, or the token
/// is not a moderator's.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct DeleteLegacyArchive {
    archive: ArchiveId,
}

impl DeleteLegacyArchive {
    /// Deletes this one.
    pub const fn new(archive: ArchiveId) -> Self {
        Self { archive }
    }
}

impl Endpoint for DeleteLegacyArchive {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let segments = ["archive", "delete", self.archive.as_str()];
        base.request(Self::METHOD, &segments).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::accept_document::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for DeleteLegacyArchive {
    const NAME: &'static str = "delete_legacy_archive";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/hl/archive/delete/{archive}";
    const SCOPE: Scope = Scope::LegacyToken;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Legacy;
}
