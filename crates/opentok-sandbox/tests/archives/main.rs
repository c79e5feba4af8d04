//! Archives: what they may be started with, how they go on by themselves, and what is left of them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod change;
mod kept;
mod life;
mod starting;
#[path = "../support/mod.rs"]
mod support;

use serde_json::json;

use support::Caller;

fn start(caller: &Caller, session: &str) -> String {
    let archive = caller.post("/archive", &json!({"sessionId": session})).expect(200);
    archive["id"].as_str().unwrap().to_owned()
}

fn status(caller: &Caller, archive: &str) -> String {
    let archive = caller.get(&format!("/archive/{archive}")).expect(200);
    archive["status"].as_str().unwrap().to_owned()
}
