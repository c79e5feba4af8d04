use opentok_token::SessionId;

use super::side::Side;
use super::{Finding, Weight};

/// What becomes of a session that the server keeps.
pub(super) fn kept(session: &SessionId, from: &Side, to: &Side) -> Finding {
    let payload = session.payload();
    let owner = payload.owner();
    let finding = if to.owner() == Some(owner) {
        let there = format!("a session of {}", to.called());
        Finding::new(
            "session_there",
            Weight::Handled,
            there.clone(),
            there,
            "it can be used as it is",
        )
    } else if from.owner().is_none_or(|own| own == owner) {
        Finding::new(
            "session",
            Weight::Change,
            format!("a session of {owner}"),
            format!("a new session of {}", to.called()),
            "create it again with `create_session` and keep the new id: no public source says that sessions are taken over",
        )
    } else {
        Finding::new(
            "session_foreign",
            Weight::Blocked,
            format!("a session of {owner}, not of {}", from.called()),
            "no session that this server could give tokens for",
            "find out whose it is, or forget it",
        )
    };
    finding.about(session.as_str())
}
