use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;
use serde::Serialize;

use super::{Broadcast, Outputs, OutputsBody};
use crate::{
    AnswerError, Call, Environments, RefusalKind, Resolution, Scope,
    endpoint::{answer, ask::ask},
    json,
    option::{Layout, MaxBitrate, Media, StreamMode},
};

/// Begins to broadcast a session. It needs someone connected, and a session that is routed.
///
/// ```
/// use opentok_rest::broadcast::{Hls, MaxDuration, Outputs, RtmpTarget, StartBroadcast};
/// use opentok_rest::{
///     Resolution,
///     option::{Arrangement, MaxBitrate},
/// };
///
/// let target = RtmpTarget::new("rtmps://live.example.net/app".parse()?, "stream-key")?.id("backup")?;
/// let outputs = Outputs::from(Hls::LowLatency).and_rtmp(target)?;
/// let start = StartBroadcast::new("1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?, outputs)
///     .layout(Arrangement::HorizontalPresentation)
///     .max_duration(MaxDuration::new(5400)?)
///     .max_bitrate(MaxBitrate::new(1_500_000)?)
///     .resolution(Resolution::Hd);
/// # drop(start);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`RefusalKind::NotFound`] if there is no such session; [`RefusalKind::AlreadyRunning`] if it is broadcast already
/// under the same tag.
///
/// Wire: [`WIRE.md`, "Start a broadcast"](crate::wire).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct StartBroadcast {
    session: SessionId,
    outputs: Outputs,
    layout: Option<Layout>,
    max_duration: Option<MaxDuration>,
    max_bitrate: Option<MaxBitrate>,
    resolution: Option<Resolution>,
    stream_mode: Option<StreamMode>,
    media: Media,
    tag: Option<Box<str>>,
}

crate::option::ranged! {
    /// The longest that a broadcast goes on, in seconds: a minute to ten hours.
    MaxDuration = "maxDuration", 60..=36_000
}

impl StartBroadcast {
    /// Broadcasts all streams of `session` to `outputs`, for four hours at most.
    pub fn new(session: SessionId, outputs: impl Into<Outputs>) -> Self {
        Self {
            session,
            outputs: outputs.into(),
            layout: None,
            max_duration: None,
            max_bitrate: None,
            resolution: None,
            stream_mode: None,
            media: Media::default(),
            tag: None,
        }
    }

    /// How the streams are arranged. Default: the best fit.
    pub fn layout(mut self, layout: impl Into<Layout>) -> Self {
        self.layout = Some(layout.into());
        self
    }

    /// The longest it goes on. Default of the service: four hours.
    pub fn max_duration(mut self, duration: MaxDuration) -> Self {
        self.max_duration = Some(duration);
        self
    }

    /// The greatest bit rate. Default: as the service thinks best.
    pub fn max_bitrate(mut self, rate: MaxBitrate) -> Self {
        self.max_bitrate = Some(rate);
        self
    }

    /// The size of the picture. Default: 640 × 480.
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.resolution = Some(resolution);
        self
    }

    /// Who chooses the streams. With [`StreamMode::Manual`] nothing is broadcast until
    /// [`AddBroadcastStream`](super::AddBroadcastStream). Default: all are.
    pub fn stream_mode(mut self, mode: StreamMode) -> Self {
        self.stream_mode = Some(mode);
        self
    }

    /// Broadcasts sound, picture or both. Default: both.
    pub fn media(mut self, media: Media) -> Self {
        self.media = media;
        self
    }

    /// What tells this broadcast from others of the same session at the same time. A second one needs a tag, and one
    /// that no other has.
    #[doc(alias = "multiBroadcastTag")]
    pub fn tag(mut self, tag: impl Into<Box<str>>) -> Self {
        self.tag = Some(tag.into());
        self
    }

    fn body(&self) -> Body<'_> {
        Body {
            session_id: self.session.as_str(),
            outputs: OutputsBody(&self.outputs),
            layout: self.layout.as_ref(),
            max_duration: self.max_duration,
            max_bitrate: self.max_bitrate,
            resolution: self.resolution.as_ref(),
            stream_mode: self.stream_mode.as_ref(),
            has_audio: (self.media == Media::VideoOnly).then_some(false),
            has_video: (self.media == Media::AudioOnly).then_some(false),
            multi_broadcast_tag: self.tag.as_deref(),
        }
    }
}

impl Endpoint for StartBroadcast {
    type Output = Broadcast;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["broadcast"])
            .json_body(json::write(&self.body()))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Broadcast, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for StartBroadcast {
    const NAME: &'static str = "start_broadcast";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/broadcast";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(409, RefusalKind::AlreadyRunning)];
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    session_id: &'a str,
    outputs: OutputsBody<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    layout: Option<&'a Layout>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_duration: Option<MaxDuration>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_bitrate: Option<MaxBitrate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<&'a Resolution>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream_mode: Option<&'a StreamMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    has_audio: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    has_video: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multi_broadcast_tag: Option<&'a str>,
}
