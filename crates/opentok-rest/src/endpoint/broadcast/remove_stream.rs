use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{
    AnswerError, BroadcastId, Call, Environments, RefusalKind, Scope, StreamId,
    endpoint::{answer, ask::ask, mixed},
};

/// Takes a stream out of a broadcast whose streams are chosen by hand. Wire: [`WIRE.md`, "Streams of archives and
/// broadcasts"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`] if there is no such broadcast or stream, [`RefusalKind::StreamMode`] if the broadcast
/// takes all streams by itself.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct RemoveBroadcastStream {
    broadcast: BroadcastId,
    stream: StreamId,
}

impl RemoveBroadcastStream {
    /// Takes out this stream.
    pub const fn new(broadcast: BroadcastId, stream: StreamId) -> Self {
        Self { broadcast, stream }
    }
}

impl Endpoint for RemoveBroadcastStream {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["broadcast", self.broadcast.as_str(), "streams"])
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

impl Call for RemoveBroadcastStream {
    const NAME: &'static str = "remove_broadcast_stream";
    const METHOD: Method = Method::PATCH;
    const PATH: &'static str = "/v2/project/{project}/broadcast/{broadcast}/streams";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(405, RefusalKind::StreamMode)];
}
