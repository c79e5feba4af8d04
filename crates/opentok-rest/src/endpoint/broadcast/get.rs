use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::Broadcast;
use crate::{
    AnswerError, BroadcastId, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Reads one broadcast. Wire: [`WIRE.md`, "Broadcasts"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is no such broadcast, or it ended long ago.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct GetBroadcast {
    broadcast: BroadcastId,
}

impl GetBroadcast {
    /// Reads this one.
    pub const fn new(broadcast: BroadcastId) -> Self {
        Self { broadcast }
    }
}

impl Endpoint for GetBroadcast {
    type Output = Broadcast;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["broadcast", self.broadcast.as_str()]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Broadcast, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for GetBroadcast {
    const NAME: &'static str = "get_broadcast";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/v2/project/{project}/broadcast/{broadcast}";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Safe;
    const ENVIRONMENTS: Environments = Environments::Both;
}
