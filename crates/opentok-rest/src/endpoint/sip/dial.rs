use bytes::Bytes;
use http::{Method, Request, Response};
use http_endpoint::{Base, Endpoint, Safety};
use opentok_token::SessionId;
use serde::Serialize;

use super::{SipBody, SipCall, SipTarget};
use crate::{
    AnswerError, Call, Environments, RefusalKind, Scope,
    endpoint::{answer, ask::ask},
    json,
    option::ClientToken,
};

/// Calls someone over SIP, into a session that is routed.
///
/// ```
/// use opentok_rest::option::ClientToken;
/// use opentok_rest::sip::{Dial, SipTarget};
///
/// let session = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
/// let token = ClientToken::new("T1==cGFydG5lcl9pZD00NTY3NjYzMg==")?;
/// let target = SipTarget::new("sip:+15551234567@sip.example.net;transport=tls".parse()?).encrypted();
/// let dial = Dial::new(session, token, target);
/// # drop(dial);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`RefusalKind::NotFound`] if there is no such session, [`RefusalKind::NotRouted`] if it is relayed.
///
/// Wire: [`WIRE.md`, "Dial"](crate::wire).
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Dial {
    session: SessionId,
    token: ClientToken,
    target: SipTarget,
}

impl Dial {
    /// Calls `target`, which joins `session` by `token`.
    pub fn new(session: SessionId, token: impl Into<ClientToken>, target: SipTarget) -> Self {
        Self {
            session,
            token: token.into(),
            target,
        }
    }
}

impl Endpoint for Dial {
    type Output = SipCall;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        ask::<Self>(base, &["dial"])
            .json_body(json::write(&Body {
                session_id: self.session.as_str(),
                token: self.token.expose(),
                sip: SipBody(&self.target),
            }))
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<SipCall, AnswerError> {
        answer::json::<Self, _>(&response)
    }

    fn safety(&self) -> Safety {
        Self::SAFETY
    }
}

impl Call for Dial {
    const NAME: &'static str = "dial";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/v2/project/{project}/dial";
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
    sip: SipBody<'a>,
}
