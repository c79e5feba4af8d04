use opentok_archive::session::Session;
use opentok_token::Role;

use crate::service::{KEY, NOW_S, PARTNER, SECRET, Service, token_of};

#[test]
fn a_token_says_what_its_bearer_may_do() {
    let service = Service::production();
    for (role, permissions) in [
        (Role::Subscriber, vec!["subscribe"]),
        (Role::Publisher, vec!["subscribe", "publish", "signal"]),
        (
            Role::Moderator,
            vec![
                "subscribe",
                "publish",
                "signal",
                "forceunpublish",
                "forcedisconnect",
                "record",
                "playback",
            ],
        ),
    ] {
        let answer = service.post("/token/validate", ("x-tb-token-auth", &service.token(role)), "");
        let listed: String = permissions.iter().map(|name| format!("<{name}/>")).collect();
        assert!(
            answer.text().contains(&format!("<permissions>{listed}</permissions>")),
            "{}",
            answer.text()
        );
    }
    assert!(
        service
            .post("/token/validate", ("x-tb-token-auth", "T1==x"), "")
            .text()
            .starts_with("<Errors>")
    );
}

#[test]
fn a_session_says_how_it_was_made() {
    let service = Service::production();
    for preference in ["enabled", "disabled"] {
        let made = service.post("/session/create", PARTNER, &format!("p2p.preference={preference}"));
        let id = Session::parse(&made.body).unwrap().session_id;
        let token = token_of(KEY, SECRET, &id, Role::Publisher, NOW_S);
        let answer = service.post(&format!("/session/{id}?extended=true"), ("x-tb-token-auth", &token), "");
        assert!(
            answer
                .text()
                .contains(&format!("<preference>{preference}</preference>")),
            "{}",
            answer.text()
        );
    }
}
