use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::Broadcast;
use crate::{
    AnswerError, BroadcastId, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
    json,
    option::Layout,
};

/// Arranges the streams of a broadcast anew. The service may answer with the broadcast, or with nothing. Wire:
/// [`WIRE.md`, "Layouts"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::Invalid`](crate::RefusalKind::Invalid) if the layout is refused,
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such broadcast.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct SetBroadcastLayout {
    broadcast: BroadcastId,
    layout: Layout,
}

impl SetBroadcastLayout {
    /// Arranges this one like this.
    pub fn new(broadcast: BroadcastId, layout: impl Into<Layout>) -> Self {
        Self {
            broadcast,
            layout: layout.into(),
        }
    }
}

impl Endpoint for SetBroadcastLayout {
    type Output = Option<Broadcast>;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["broadcast", self.broadcast.as_str(), "layout"])
            .json_body(json::write(&self.layout))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Option<Broadcast>, AnswerError> {
        answer::maybe_json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for SetBroadcastLayout {
    const NAME: &'static str = "set_broadcast_layout";
    const METHOD: Method = Method::PUT;
    const PATH: &'static str = "/v2/project/{project}/broadcast/{broadcast}/layout";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
}
