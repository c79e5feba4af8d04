use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, header};
use http_endpoint::{Base, Endpoint, Safety};

use super::download::address;
use crate::{AnswerError, ArchiveId, Call, Environments, ReadAnswerError, Scope, archive::SignedUrl, endpoint::answer};

/// Has the videos of an archive, at most four, put together into one MP4 file. Ask again until it is
/// [`Ready`](Stitch::Ready). Wire: [`WIRE.md`, "The API of 2011 to 2014"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such archive.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct StitchLegacyArchive {
    archive: ArchiveId,
}

/// How far the stitching is.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Stitch {
    /// Not done yet.
    Processing,
    /// Done. The address is good for a day; fetch it without any credentials.
    Ready(SignedUrl),
}

impl StitchLegacyArchive {
    /// Stitches this one.
    pub const fn new(archive: ArchiveId) -> Self {
        Self { archive }
    }
}

impl Endpoint for StitchLegacyArchive {
    type Output = Stitch;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let segments = ["archive", self.archive.as_str(), "stitch"];
        base.request(Self::METHOD, &segments).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Stitch, AnswerError> {
        answer::accept_document::<Self>(&response)?;
        if response.status() == StatusCode::ACCEPTED {
            return Ok(Stitch::Processing);
        }
        let location = response.headers().get(header::LOCATION);
        match location.and_then(|location| address(location.to_str().ok()?)) {
            Some(url) => Ok(Stitch::Ready(SignedUrl::new(url))),
            None => Err(answer::unreadable(
                &response,
                ReadAnswerError::Missing { field: "Location" },
            )),
        }
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for StitchLegacyArchive {
    const NAME: &'static str = "stitch_legacy_archive";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/hl/archive/{archive}/stitch";
    const SCOPE: Scope = Scope::LegacyPartner;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Legacy;
}
