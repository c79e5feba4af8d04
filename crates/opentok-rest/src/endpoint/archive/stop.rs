use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::Archive;
use crate::{
    AnswerError, ArchiveId, Call, Environments, RefusalKind, Scope,
    endpoint::{answer, ask::ask},
};

/// Stops recording an archive. Wire: [`WIRE.md`, "Archives"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`] if there is no such archive, [`RefusalKind::NotRunning`] if it is not being recorded.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct StopArchive {
    archive: ArchiveId,
}

impl StopArchive {
    /// Stops this one.
    pub const fn new(archive: ArchiveId) -> Self {
        Self { archive }
    }
}

impl Endpoint for StopArchive {
    type Output = Archive;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["archive", self.archive.as_str(), "stop"]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Archive, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for StopArchive {
    const NAME: &'static str = "stop_archive";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/archive/{archive}/stop";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(409, RefusalKind::NotRunning)];
}
