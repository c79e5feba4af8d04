use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;
use serde::Serialize;

use super::{Archive, Composed, Output, Quality, Transcription};
use crate::{
    AnswerError, Call, Environments, Resolution, Scope,
    endpoint::{answer, ask::ask},
    json,
    option::{Layout, Media, StreamMode},
};

/// Begins to record a session. It needs someone connected, and a session that is routed.
///
/// ```
/// use opentok_rest::archive::{Composed, StartArchive};
/// use opentok_rest::{Resolution, option::Media};
///
/// let start = StartArchive::new("1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?)
///     .name("weekly call")
///     .media(Media::AudioAndVideo)
///     .output(Composed::new().resolution(Resolution::Hd));
/// # drop(start);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such session, or nobody is connected to it;
/// [`RefusalKind::Conflict`](crate::RefusalKind::Conflict) if it is relayed, or recorded already under the same tag.
///
/// Wire: [`WIRE.md`, "Start an archive"](crate::wire).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct StartArchive {
    session: SessionId,
    name: Option<Box<str>>,
    media: Media,
    stream_mode: Option<StreamMode>,
    tag: Option<Box<str>>,
    output: Option<Output>,
}

impl StartArchive {
    /// Records all streams of `session` into one video.
    pub fn new(session: SessionId) -> Self {
        Self {
            session,
            name: None,
            media: Media::default(),
            stream_mode: None,
            tag: None,
            output: None,
        }
    }

    /// Its name. Default: none.
    pub fn name(mut self, name: impl Into<Box<str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Records sound, picture or both. Default: both.
    pub fn media(mut self, media: Media) -> Self {
        self.media = media;
        self
    }

    /// Who chooses the streams. With [`StreamMode::Manual`] nothing is recorded until [`AddArchiveStream`](super::AddArchiveStream).
    /// Default: all are recorded.
    pub fn stream_mode(mut self, mode: StreamMode) -> Self {
        self.stream_mode = Some(mode);
        self
    }

    /// What tells this archive from others that record the same session at the same time. A second one needs a tag, and
    /// one that no other has.
    #[doc(alias = "multiArchiveTag")]
    pub fn tag(mut self, tag: impl Into<Box<str>>) -> Self {
        self.tag = Some(tag.into());
        self
    }

    /// What it becomes: [`Composed`], [`Output::Individual`], or that with a [`Transcription`]. Default: composed.
    #[doc(alias = "outputMode")]
    #[doc(alias = "hasTranscription")]
    pub fn output(mut self, output: impl Into<Output>) -> Self {
        self.output = Some(output.into());
        self
    }

    fn body(&self) -> Body<'_> {
        let mut body = Body {
            session_id: self.session.as_str(),
            name: self.name.as_deref(),
            has_audio: (self.media == Media::VideoOnly).then_some(false),
            has_video: (self.media == Media::AudioOnly).then_some(false),
            stream_mode: self.stream_mode.as_ref(),
            multi_archive_tag: self.tag.as_deref(),
            ..Body::default()
        };
        match &self.output {
            None => {}
            Some(Output::Composed(composed)) => body.compose(composed),
            Some(Output::Individual) => body.output_mode = Some("individual"),
            Some(Output::Transcribed(transcription)) => {
                body.output_mode = Some("individual");
                body.has_audio = None;
                body.has_transcription = Some(true);
                body.transcription_properties = (!transcription.is_default()).then_some(transcription);
            }
        }
        body
    }
}

impl Endpoint for StartArchive {
    type Output = Archive;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["archive"])
            .json_body(json::write(&self.body()))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Archive, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for StartArchive {
    const NAME: &'static str = "start_archive";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/archive";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::Both;
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    session_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    has_audio: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    has_video: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_mode: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    layout: Option<&'a Layout>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<&'a Resolution>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_mode: Option<&'a StreamMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multi_archive_tag: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_bitrate: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantization_parameter: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    has_transcription: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    transcription_properties: Option<&'a Transcription>,
}

impl<'a> Body<'a> {
    fn compose(&mut self, composed: &'a Composed) {
        self.output_mode = Some("composed");
        self.layout = composed.layout.as_ref();
        self.resolution = composed.resolution.as_ref();
        match composed.quality {
            None => {}
            Some(Quality::MaxBitrate(rate)) => self.max_bitrate = Some(rate.get()),
            Some(Quality::Quantization(parameter)) => self.quantization_parameter = Some(parameter.get()),
        }
    }
}
