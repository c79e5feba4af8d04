use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::Archive;
use crate::{
    AnswerError, ArchiveId, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Reads one archive. Ask again for a fresh address of its media: each is good for ten minutes. Wire: [`WIRE.md`,
/// "Archives"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such archive.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetArchive {
    archive: ArchiveId,
}

impl GetArchive {
    /// Reads this one.
    pub const fn new(archive: ArchiveId) -> Self {
        Self { archive }
    }
}

impl Endpoint for GetArchive {
    type Output = Archive;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["archive", self.archive.as_str()]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Archive, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for GetArchive {
    const NAME: &'static str = "get_archive";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project/{project}/archive/{archive}";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::Both;
}
