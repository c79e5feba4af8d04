use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;
use serde::Serialize;

use super::{AudioConnector, WebSocketBody, WebSocketTarget};
use crate::{
    AnswerError, Call, Environments, RefusalKind, Scope,
    endpoint::{answer, ask::ask},
    json,
    option::ClientToken,
};

/// Sends the sound of a session that is routed to a WebSocket. The other end must be up within six seconds.
///
/// ```
/// use opentok_rest::connect::{StartAudioConnector, WebSocketTarget};
/// use opentok_rest::option::ClientToken;
///
/// let session = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
/// let token = ClientToken::new("T1==cGFydG5lcl9pZD00NTY3NjYzMg==")?;
/// let start = StartAudioConnector::new(session, token, WebSocketTarget::new("wss://audio.example.net/in".parse()?));
/// # drop(start);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`RefusalKind::NotRouted`] if the session is relayed.
///
/// Wire: [`WIRE.md`, "Start an Audio Connector"](crate::wire).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct StartAudioConnector {
    session: SessionId,
    token: ClientToken,
    target: WebSocketTarget,
}

impl StartAudioConnector {
    /// Sends the sound of `session`, which the service joins by `token`, to `target`.
    pub fn new(session: SessionId, token: impl Into<ClientToken>, target: WebSocketTarget) -> Self {
        Self {
            session,
            token: token.into(),
            target,
        }
    }
}

impl Endpoint for StartAudioConnector {
    type Output = AudioConnector;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["connect"])
            .json_body(json::write(&Body {
                session_id: self.session.as_str(),
                token: self.token.expose(),
                websocket: WebSocketBody(&self.target),
            }))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<AudioConnector, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for StartAudioConnector {
    const NAME: &'static str = "start_audio_connector";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/connect";
    const SCOPE: Scope = Scope::Project;
    const SAFETY: Safety = Safety::Once;
    const ENVIRONMENTS: Environments = Environments::Both;
    const REFUSALS: &'static [(u16, RefusalKind)] = &[(409, RefusalKind::NotRouted)];
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    session_id: &'a str,
    token: &'a str,
    websocket: WebSocketBody<'a>,
}
