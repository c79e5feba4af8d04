use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use super::Broadcast;
use crate::{
    AnswerError, BroadcastId, Call, Environments, RefusalKind, Scope,
    endpoint::{answer, ask::ask},
};

/// Stops a broadcast. Wire: [`WIRE.md`, "Broadcasts"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotRunning`] if there is no such broadcast, or it has stopped already: the service does not tell
/// one from the other.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct StopBroadcast {
    broadcast: BroadcastId,
}

impl StopBroadcast {
    /// Stops this one.
    pub const fn new(broadcast: BroadcastId) -> Self {
        Self { broadcast }
    }
}

impl Endpoint for StopBroadcast {
    type Output = Broadcast;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["broadcast", self.broadcast.as_str(), "stop"]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<Broadcast, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for StopBroadcast {
    const NAME: &'static str = "stop_broadcast";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/broadcast/{broadcast}/stop";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(404, RefusalKind::NotRunning), (409, RefusalKind::NotRunning)];
}
