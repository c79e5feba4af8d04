//! People join by their tokens, and the service holds them to their roles.

use opentok_rest::session::Signal;
use opentok_token::SessionId;
use serde_json::{Value, json};

use super::failed;
use super::stage::Stage;
use super::tickets::Tickets;
use crate::failure::Failure;

/// Who has come.
pub(super) struct Arrival {
    /// The connections of Ann, Bob and Cleo.
    pub(super) connections: [String; 3],
    /// What the service says to the forged token.
    pub(super) forged: String,
    /// What it says when Cleo, a subscriber, publishes.
    pub(super) subscriber: String,
    /// How many of the three have received the signal that the server sent to all.
    pub(super) signalled: u64,
}

/// Lets everybody join, and tries what must not work.
pub(super) async fn join(stage: &Stage, session: &SessionId, tickets: &Tickets) -> Result<Arrival, Failure> {
    let [ann, bob, cleo] = &tickets.tickets;
    let connections = [
        connect(stage, session, ann.token.expose()).await?,
        connect(stage, session, bob.token.expose()).await?,
        connect(stage, session, cleo.token.expose()).await?,
    ];
    let door = ["session", session.as_str(), "connection"];
    let forged = json!({"token": tickets.forged.0});
    let forged = stage
        .control
        .forbidden("turn away a forged token", &door, &forged)
        .await?;
    let camera = json!({"connectionId": connections[2], "name": cleo.name});
    let streams = ["session", session.as_str(), "stream"];
    let subscriber = stage
        .control
        .forbidden("keep a subscriber from publishing", &streams, &camera)
        .await?;

    const SIGNAL: &str = "send a signal";
    let signal = Signal::new("welcome").kind("greeting");
    let sent = stage.client.signal_session(*session, signal).await;
    sent.map_err(failed::call(SIGNAL))?;
    let room = stage.control.get(SIGNAL, &["session", session.as_str()]).await?;
    let people = room["connections"].as_array().map(Vec::as_slice).unwrap_or_default();
    let signalled = people.iter().filter(|person| has_been_greeted(person)).count();
    failed::require(SIGNAL, signalled == connections.len(), || {
        format!("{signalled} of {} clients have received it", connections.len())
    })?;
    Ok(Arrival {
        connections,
        forged,
        subscriber,
        signalled: signalled as u64,
    })
}

/// A client connects with a token: its connection's id.
pub(super) async fn connect(stage: &Stage, session: &SessionId, token: &str) -> Result<String, Failure> {
    const STEP: &str = "join the session";
    let path = ["session", session.as_str(), "connection"];
    let made = stage.control.post(STEP, &path, &json!({"token": token})).await?;
    let id = made["connectionId"].as_str();
    id.map(str::to_owned)
        .ok_or_else(|| failed::told(STEP, "the answer names no connection"))
}

fn has_been_greeted(person: &Value) -> bool {
    let signals = person["signals"].as_array().map(Vec::as_slice).unwrap_or_default();
    signals
        .iter()
        .any(|signal| signal["type"] == "greeting" && signal["data"] == "welcome")
}
