use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{
    AnswerError, ArchiveId, Call, Environments, RefusalKind, Scope, StreamId,
    endpoint::{answer, ask::ask, mixed},
};

/// Takes a stream out of an archive whose streams are chosen by hand. Wire: [`WIRE.md`, "Streams of archives and
/// broadcasts"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`] if there is no such archive or stream, [`RefusalKind::StreamMode`] if the archive takes
/// all streams by itself.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct RemoveArchiveStream {
    archive: ArchiveId,
    stream: StreamId,
}

impl RemoveArchiveStream {
    /// Takes out this stream.
    pub const fn new(archive: ArchiveId, stream: StreamId) -> Self {
        Self { archive, stream }
    }
}

impl Endpoint for RemoveArchiveStream {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["archive", self.archive.as_str(), "streams"])
            .json_body(mixed::removal(&self.stream))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for RemoveArchiveStream {
    const NAME: &'static str = "remove_archive_stream";
    const METHOD: Method = Method::PATCH;
    const PATH: &'static str = "/v2/project/{project}/archive/{archive}/streams";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(405, RefusalKind::StreamMode)];
}
