use helplightning::UserToken;
use http::StatusCode;
use serde::Serialize;

use crate::help_lightning::{Held, Pin, SessionIdForm};
use crate::http::Reply;

/// What creator and contact are told: the same keys, each with the tokens of who asks.
#[derive(Serialize)]
pub(super) struct SessionReply<'a> {
    sid: &'a str,
    session_id: SessionId<'a>,
    session_token: &'a str,
    user_token: &'a str,
    url: &'a str,
    ws_url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum SessionId<'a> {
    List([&'a str; 1]),
    String(&'a str),
}

pub(super) fn session(form: SessionIdForm, pin: &Pin, held: &Held, session_token: &str, caller: &UserToken) -> Reply {
    let id = held.session.as_str();
    let reply = SessionReply {
        sid: pin.as_str(),
        session_id: match form {
            SessionIdForm::List => SessionId::List([id]),
            SessionIdForm::String => SessionId::String(id),
        },
        session_token,
        user_token: caller.expose(),
        url: &held.url,
        ws_url: held.ws_url.as_deref(),
    };
    Reply::json(StatusCode::OK, &reply)
}
