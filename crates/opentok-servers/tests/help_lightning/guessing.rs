use core::time::Duration;

use opentok_servers::help_lightning::Attempts;

use crate::server::TestServer;

const ALICE: &str = "alice@example.com";
const BOB: &str = "bob@example.com";
const CAROL: &str = "carol@example.com";

#[test]
fn a_guessed_pin_and_any_other_token_show_nothing_of_the_contact() {
    let server = TestServer::start(&[]);
    let [alice, bob, carol] = [ALICE, BOB, CAROL].map(|address| server.token(address));
    let created = server.create(&alice, BOB);
    let pin = created.json["sid"].as_str().unwrap();
    let joined = server.join(&bob, pin);
    assert_eq!(joined.status, 200);
    let secrets = [&joined.json, &created.json].map(|json| json["session_token"].as_str().unwrap().to_owned());

    for (caller, refusal) in [
        (carol.as_str(), (403, "not_a_participant")),
        ("anything", (401, "invalid_authorization")),
        ("Bearer anything", (401, "invalid_authorization")),
        (&secrets[0], (401, "invalid_authorization")),
    ] {
        let reply = server.join(caller, pin);
        assert_eq!(reply.refusal(), refusal);
        let text = reply.json.to_string();
        for secret in [&bob, &alice, &secrets[0], &secrets[1]] {
            assert!(!text.contains(secret.as_str()) && !reply.headers.contains(secret.as_str()));
        }
        assert!(!text.contains("gss"), "{text}");
    }
    assert_eq!(
        server.get(&format!("/session?sid={pin}"), &[]).refusal(),
        (401, "missing_authorization")
    );
}

#[test]
fn the_creator_rejoins_with_tokens_of_their_own() {
    let server = TestServer::start(&[]);
    let [alice, bob] = [ALICE, BOB].map(|address| server.token(address));
    let pin = server.create(&alice, BOB).json["sid"].as_str().unwrap().to_owned();
    let [creator, contact] = [&alice, &bob].map(|caller| server.join(caller, &pin).json);
    assert_eq!(creator["user_token"], alice.as_str());
    assert_eq!(contact["user_token"], bob.as_str());
    assert_ne!(creator["session_token"], contact["session_token"]);
}

#[test]
fn too_many_wrong_pins_lock_out_and_the_right_one_is_refused_too() {
    let server = TestServer::start(&[("HLSERVER_PIN_MAX_FAILURES", "3"), ("HLSERVER_PIN_TTL", "1h")]);
    let [alice, bob] = [ALICE, BOB].map(|address| server.token(address));
    let pin = server.create(&alice, BOB).json["sid"].as_str().unwrap().to_owned();
    let wrong = if pin == "0000" { "0001" } else { "0000" };
    for _ in 0..3 {
        assert_eq!(server.join(&bob, wrong).refusal(), (404, "unknown_sid"));
    }
    let locked = server.join(&bob, &pin);
    assert_eq!(locked.refusal(), (429, "too_many_attempts"));
    assert!(locked.headers.contains("retry-after: 300\r\n"), "{}", locked.headers);
    server.advance(Attempts::LOCK_OUT);
    assert_eq!(server.join(&bob, &pin).status, 200);
}

#[test]
fn joining_is_no_failure_however_often() {
    let server = TestServer::start(&[("HLSERVER_PIN_MAX_FAILURES", "2")]);
    let [alice, bob] = [ALICE, BOB].map(|address| server.token(address));
    let pin = server.create(&alice, BOB).json["sid"].as_str().unwrap().to_owned();
    for _ in 0..5 {
        assert_eq!(server.join(&bob, &pin).status, 200);
    }
}

#[test]
fn whom_the_service_does_not_know_learns_nothing_about_accounts() {
    let server = TestServer::start(&[("HLSERVER_PIN_MAX_FAILURES", "100")]);
    for contact in [BOB, "nobody@example.com", "gone@example.com"] {
        assert_eq!(
            server.create("anything", contact).refusal(),
            (401, "invalid_authorization"),
            "{contact}"
        );
    }
    // A token that anybody can write, and that says it is Bob's (`{"sub":"User:102"}`).
    let forged = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJVc2VyOjEwMiJ9.c2ln";
    assert_eq!(server.create(forged, BOB).refusal(), (401, "invalid_authorization"));

    let alice = server.token(ALICE);
    for contact in ["nobody@example.com", "gone@example.com"] {
        assert_eq!(
            server.create(&alice, contact).refusal(),
            (404, "contact_not_found"),
            "{contact}"
        );
    }
    assert_eq!(
        server.create(&alice, "Alice@Example.com").refusal(),
        (400, "contact_is_caller")
    );
}

#[test]
fn looking_contacts_up_has_a_limit() {
    let server = TestServer::start(&[("HLSERVER_PIN_MAX_FAILURES", "2")]);
    let alice = server.token(ALICE);
    for _ in 0..2 {
        assert_eq!(
            server.create(&alice, "nobody@example.com").refusal(),
            (404, "contact_not_found")
        );
    }
    assert_eq!(server.create(&alice, BOB).refusal(), (429, "rate_limited"));
}

#[test]
fn every_reason_to_give_no_token_looks_the_same() {
    let server = TestServer::start(&[]);
    let replies =
        ["nobody@example.com", "gone@example.com"].map(|address| server.get(&format!("/auth?email={address}"), &[]));
    for mut reply in replies {
        assert_eq!(reply.refusal(), (401, "authentication_failed"));
        assert!(reply.headers.contains("www-authenticate: bearer\r\n"));
        reply.json["requestId"] = "".into();
        assert_eq!(reply.json.as_object().unwrap().len(), 3);
    }
}

#[test]
fn a_proxy_vouches_or_nobody_gets_a_token() {
    let server = TestServer::start(&[("HLSERVER_TRUSTED_HEADER", "x-auth-email")]);
    let path = "/auth?email=alice@example.com";
    assert_eq!(server.get(path, &[]).refusal(), (401, "authentication_required"));
    assert_eq!(server.get(path, &[("x-auth-email", BOB)]).refusal(), (403, "forbidden"));
    assert_eq!(server.get(path, &[("x-auth-email", ALICE)]).status, 200);
    let elsewhere = [
        ("HLSERVER_TRUSTED_HEADER", "x-auth-email"),
        ("HLSERVER_TRUSTED_PROXIES", "10.0.0.0/8"),
    ];
    let server = TestServer::start(&elsewhere);
    let reply = server.get(path, &[("x-auth-email", ALICE)]);
    assert_eq!(reply.refusal(), (401, "authentication_required"));
    let never = TestServer::start(&[("HLSERVER_INSECURE_DEMO", "off")]);
    assert_eq!(
        never.get(path, &[("x-auth-email", ALICE)]).refusal(),
        (401, "authentication_required")
    );
}

#[test]
fn the_log_holds_neither_tokens_nor_pins_nor_addresses() {
    let server = TestServer::start(&[]);
    let [alice, bob] = [ALICE, BOB].map(|address| server.token(address));
    let created = server.create(&alice, BOB).json;
    let pin = created["sid"].as_str().unwrap();
    server.join(&bob, pin);
    std::thread::sleep(Duration::from_millis(50));
    let log = server.log();
    assert!(log.lines().count() >= 4, "{log}");
    let joined = format!("sid={pin}");
    for secret in [
        &alice,
        &bob,
        &joined,
        ALICE,
        BOB,
        created["session_token"].as_str().unwrap(),
        "sandbox-api-key",
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
