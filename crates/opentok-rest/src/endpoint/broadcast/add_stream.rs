use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{
    AnswerError, BroadcastId, Call, Environments, RefusalKind, Scope, StreamId,
    endpoint::{answer, ask::ask, mixed},
    option::Media,
};

/// Adds a stream to a broadcast whose streams are chosen by hand, or says anew what of it is broadcast. Wire:
/// [`WIRE.md`, "Streams of archives and broadcasts"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`] if there is no such broadcast or stream, [`RefusalKind::StreamMode`] if the broadcast
/// takes all streams by itself.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct AddBroadcastStream {
    broadcast: BroadcastId,
    stream: StreamId,
    media: Media,
}

impl AddBroadcastStream {
    /// Adds the sound of this stream, its picture, or both.
    pub const fn new(broadcast: BroadcastId, stream: StreamId, media: Media) -> Self {
        Self {
            broadcast,
            stream,
            media,
        }
    }
}

impl Endpoint for AddBroadcastStream {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["broadcast", self.broadcast.as_str(), "streams"])
            .json_body(mixed::addition(&self.stream, self.media))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for AddBroadcastStream {
    const NAME: &'static str = "add_broadcast_stream";
    const METHOD: Method = Method::PATCH;
    const PATH: &'static str = "/v2/project/{project}/broadcast/{broadcast}/streams";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(405, RefusalKind::StreamMode)];
}
