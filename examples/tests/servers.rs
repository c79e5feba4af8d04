//! The token servers hand out tickets that open one session for each room.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use opentok_token::{SessionId, t1::UntrustedT1};
use serde_json::Value;
use support::{Server, program};

fn hands_out_tickets(server: &Server) {
    let ticket = |room: &str| -> Value {
        let (status, body) = server.get(&format!("/rooms/{room}"));
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    };
    let (first, second, other) = (ticket("garden"), ticket("garden"), ticket("attic"));
    assert_eq!(first["sessionId"], second["sessionId"]);
    assert_ne!(first["sessionId"], other["sessionId"]);
    assert_ne!(first["token"], second["token"]);

    let session: SessionId = first["sessionId"].as_str().unwrap().parse().unwrap();
    assert_eq!(session.payload().owner(), first["owner"]);
    let token = first["token"].as_str().unwrap();
    let mut scratch = vec![0; token.len()];
    let token = UntrustedT1::parse(token, &mut scratch).unwrap();
    assert_eq!(token.partner_id(), first["owner"]);

    assert_eq!(server.get("/rooms/no%20room").0, 404);
    assert_eq!(server.get(&format!("/rooms/{}", "a".repeat(65))).0, 404);
    assert_eq!(server.get("/").0, 404);
}

#[test]
fn the_one_of_axum() {
    hands_out_tickets(&Server::start(program!("token_server_axum")));
}

#[cfg(feature = "actix")]
#[test]
fn the_one_of_actix() {
    hands_out_tickets(&Server::start(program!("token_server_actix")));
}
