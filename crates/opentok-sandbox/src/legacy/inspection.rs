//! Calls by which the SDKs of the time tested their own tokens and sessions. Only the names of the elements are known.

use core::fmt::Write as _;

use http::StatusCode;
use opentok_token::{Role, TokenKind};

use super::{answers, caller};
use crate::state::{MediaMode, State};
use crate::wire::{Call, Reply, Verb, escape_xml};

/// `token/validate`: what the token says, and what its bearer may do.
pub(super) fn token(state: &State, call: &Call) -> Reply {
    if call.verb != Some(Verb::Post) {
        return answers::wrong_method();
    }
    let (role, details) = if let Some(role) = caller::test_role(state, call) {
        (role, String::new())
    } else if let Some(claims) = caller::token(state, call).filter(|claims| claims.kind() == TokenKind::T1) {
        let mut details = format!("<session_id>{}</session_id>", claims.session());
        if let Some(data) = claims.data() {
            let _ = write!(details, "<connection_data>{}</connection_data>", escape_xml(data));
        }
        let _ = write!(details, "<expire_time>{}</expire_time>", claims.expires().get());
        (claims.role(), details)
    } else {
        return answers::wrong_credentials(&state.options.legacy);
    };
    let permissions: &[&str] = match role {
        Role::Moderator => &[
            "subscribe",
            "publish",
            "signal",
            "forceunpublish",
            "forcedisconnect",
            "record",
            "playback",
        ],
        Role::Publisher => &["subscribe", "publish", "signal"],
        Role::PublisherOnly => &["publish"],
        _ => &["subscribe"],
    };
    let permissions: String = permissions.iter().map(|name| format!("<{name}/>")).collect();
    document(&format!(
        "<token><role>{role}</role>{details}<permissions>{permissions}</permissions></token>"
    ))
}

/// `session/{session}`: how the session was made.
pub(super) fn session(state: &State, call: &Call, id: &str) -> Reply {
    if call.verb != Some(Verb::Post) {
        return answers::wrong_method();
    }
    let owner = caller::token(state, call).and_then(|claims| state.owners.find(claims.issuer()));
    let session = state.sessions.find(id).map(|number| state.sessions.get(number));
    let Some(session) = session.filter(|session| Some(session.owner) == owner) else {
        return answers::wrong_credentials(&state.options.legacy);
    };
    let preference = if session.media_mode == MediaMode::Relayed {
        "enabled"
    } else {
        "disabled"
    };
    document(&format!(
        "<Session><session_id>{id}</session_id><properties><p2p><preference>{preference}</preference></p2p></properties>\
         </Session>"
    ))
}

fn document(content: &str) -> Reply {
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{content}");
    Reply::text(StatusCode::OK, answers::XML, body)
}
