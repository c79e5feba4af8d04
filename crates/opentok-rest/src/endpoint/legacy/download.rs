use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{
    AnswerError, ArchiveId, Call, Environments, ReadAnswerError, Scope, VideoId, archive::SignedUrl, endpoint::answer,
    error::excerpt,
};

/// Asks where a video of an archive can be downloaded. Fetch that address without any credentials.
/// Wire: [`WIRE.md`, "The API of 2011 to 2014"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such archive or video.
#[derive(Clone, Debug, Eq, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetLegacyArchiveUrl {
    archive: ArchiveId,
    video: VideoId,
}

/// What the service hands out for a video.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Download {
    /// An address that is good for an hour or so. All recorded answers are of this kind.
    Url(SignedUrl),
    /// The FLV file itself, as the first documentation has it.
    File(Bytes),
}

impl GetLegacyArchiveUrl {
    /// Asks for this video of this archive.
    pub const fn new(archive: ArchiveId, video: VideoId) -> Self {
        Self { archive, video }
    }

    /// The address of the call itself, which is all that SDKs before June 2012 returned.
    pub fn archive_url_path(&self, base: &Base) -> String {
        self.request(base).uri().to_string()
    }
}

impl Endpoint for GetLegacyArchiveUrl {
    type Output = Download;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let segments = ["archive", "url", self.archive.as_str(), self.video.as_str()];
        base.request(Self::METHOD, &segments).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Download, AnswerError> {
        answer::accept_document::<Self>(&response)?;
        let body = response.body();
        if body.starts_with(b"FLV") {
            return Ok(Download::File(body.clone()));
        }
        let text = String::from_utf8_lossy(body);
        match address(&text) {
            Some(url) => Ok(Download::Url(SignedUrl::new(url))),
            None => Err(answer::unreadable(
                &response,
                ReadAnswerError::Value {
                    field: "body",
                    text: excerpt(&text),
                },
            )),
        }
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

/// The text without blanks around it, if it is an address.
pub(super) fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_address = text.starts_with("http://") || text.starts_with("https://");
    let is_plain = !text.contains(|c: char| c.is_control() || c.is_whitespace());
    (is_address && is_plain).then_some(text)
}

impl Call for GetLegacyArchiveUrl {
    const NAME: &'static str = "get_legacy_archive_url";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/hl/archive/url/{archive}/{video}";
    const SCOPE: Scope = Scope::LegacyToken;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::Legacy;
}
