use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{
    AnswerError, AudioConnectorId, Call, Environments, Scope,
    endpoint::{answer, ask::ask},
};

/// Stops an Audio Connector. Disconnecting its connection does the same in both environments. Wire: [`WIRE.md`,
/// "Audio Connector"](crate::wire).
///
/// # Errors
///
/// [`RefusalKind::NotFound`](crate::RefusalKind::NotFound) if there is none of this id, or the environment does not
/// have this call.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct StopAudioConnector {
    connector: AudioConnectorId,
}

impl StopAudioConnector {
    /// Stops this one.
    pub const fn new(connector: AudioConnectorId) -> Self {
        Self { connector }
    }
}

impl Endpoint for StopAudioConnector {
    type Output = ();
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["connect", self.connector.as_str(), "stop"]).build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<(), AnswerError> {
        answer::nothing::<Self>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for StopAudioConnector {
    const NAME: &'static str = "stop_audio_connector";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/connect/{connector}/stop";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Idempotent;
    const ENVIRONMENTS: Environments = Environments::Unified;
}
