use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::Archive;
use crate::{
    AnswerError, ArchiveId, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
    json,
    option::Layout,
};

/// Arranges the streams of an archive anew while it is recorded. It must be a composed one. The service may answer
/// with the archive, or with nothing. Wire: [`WIRE.md`, "Layouts"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::Invalid`](crate::RefusalKind::Invalid) if the layout is refused,
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such archive.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct SetArchiveLayout {
    archive: ArchiveId,
    layout: Layout,
}

impl SetArchiveLayout {
    /// Arranges this one like this.
    pub fn new(archive: ArchiveId, layout: impl Into<Layout>) -> Self {
        Self {
            archive,
            layout: layout.into(),
        }
    }
}

impl Endpoint for SetArchiveLayout {
    type Output = Option<Archive>;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["archive", self.archive.as_str(), "layout"])
            .json_body(json::write(&self.layout))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Option<Archive>, AnswerError> {
        answer::maybe_json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for SetArchiveLayout {
    const NAME: &'static str = "set_archive_layout";
    const METHOD: Method = Method::PUT;
    const PATH: &'static str = "/v2/project/{project}/archive/{archive}/layout";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
}
