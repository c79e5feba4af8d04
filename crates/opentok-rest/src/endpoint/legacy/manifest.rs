use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_archive::{
    Options,
    manifest::{Manifest, Warning},
};

use crate::{AnswerError, ArchiveId, Call, Environments, ReadAnswerError, Scope, endpoint::answer};

/// Fetches the manifest of an archive: its videos, and when each played.
/// Wire: [`WIRE.md`, "The API of 2011 to 2014"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such archive, also when the service says so in an
/// answer with status 200.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetLegacyManifest {
    archive: ArchiveId,
}

/// A manifest, and what was odd about it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LegacyManifest {
    /// The manifest.
    pub manifest: Manifest,
    /// What was odd, and how it was taken.
    pub warnings: Vec<Warning>,
}

impl GetLegacyManifest {
    /// Fetches the manifest of this archive.
    pub const fn new(archive: ArchiveId) -> Self {
        Self { archive }
    }
}

impl Endpoint for GetLegacyManifest {
    type Output = LegacyManifest;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let segments = ["archive", "getmanifest", self.archive.as_str()];
        base.request(Self::METHOD, &segments).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<LegacyManifest, AnswerError> {
        answer::accept_document::<Self>(&response)?;
        match Manifest::parse(response.body(), &Options::lenient()) {
            Ok((manifest, warnings)) => Ok(LegacyManifest { manifest, warnings }),
            Err(error) => {
                let error = ReadAnswerError::Manifest(Box::new(error));
                Err(answer::unreadable(&response, error))
            }
        }
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for GetLegacyManifest {
    const NAME: &'static str = "get_legacy_manifest";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/hl/archive/getmanifest/{archive}";
    const SCOPE: Scope = Scope::LegacyToken;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::Legacy;
}
