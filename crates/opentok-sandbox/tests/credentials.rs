//! Who may call: JWTs of both environments, the old header, and what each refusal says.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use compact_jws::{Hs256Key, RsaPrivateKey};
use http::Method;
use opentok_sandbox::{Options, Sandbox};
use serde_json::{Value, json};
use support::{Auth, Caller, rest_jwt, sign};

fn secret(caller: &Caller) -> String {
    caller.sandbox.credentials().api_secret
}

/// The caller with a JWT of these claims, on top of sound ones.
fn with_claims(caller: &Caller, header: &'static str, more: &Value) -> Caller {
    let now = caller.now_s();
    let mut claims = json!({"iss": caller.owner, "ist": "project", "iat": now, "exp": now + 180});
    for (name, value) in more.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    let token = sign(&Hs256Key::new(secret(caller).as_bytes()), &claims);
    caller.with(Auth::Header {
        name: header,
        value: token,
    })
}

#[test]
fn every_answer_tells_the_time_by_which_credentials_are_judged() {
    let caller = Caller::project();
    let date = |caller: &Caller| caller.get("/archive").headers["date"].clone();
    assert_eq!(date(&caller), "Thu, 01 Jan 2026 00:00:00 GMT");
    caller.wait_s(86_400);
    assert_eq!(date(&caller.with(Auth::Nobody)), "Fri, 02 Jan 2026 00:00:00 GMT");
}

fn status(caller: &Caller) -> u16 {
    caller.get("/archive").status.as_u16()
}

fn message(caller: &Caller, expected: u16) -> String {
    let refused = caller.get("/archive").expect(expected);
    assert_eq!(refused["message"], refused["description"]);
    refused["message"].as_str().unwrap().to_owned()
}

#[test]
fn claims_are_taken_in_every_form_that_sdks_write() {
    let caller = Caller::project();
    let now = caller.now_s();
    for more in [
        json!({}),
        json!({"ist": null}),
        json!({"iss": 10_000_001}),
        json!({"jti": "abc"}),
        json!({"jti": 18_446_744_073_709_551_615_u64}),
        json!({"jti": "0.123"}),
        json!({"exp": now + 300}),
        json!({"iat": now + 60, "exp": now + 300}),
        json!({"iat": now - 239, "exp": now - 59}),
        json!({"exp": now as f64 + 100.5}),
    ] {
        assert_eq!(status(&with_claims(&caller, "x-opentok-auth", &more)), 200, "{more}");
    }
}

#[test]
fn a_level_in_the_header_counts() {
    let caller = Caller::project();
    let now = caller.now_s();
    for (level, expected) in [("project", 200), ("account", 403), ("other", 403)] {
        let head = format!(r#"{{"alg":"HS256","typ":"JWT","ist":"{level}"}}"#);
        let claims = json!({"iss": caller.owner, "iat": now, "exp": now + 180}).to_string();
        let encode = |text: &str| {
            use base64ct::Encoding;
            base64ct::Base64UrlUnpadded::encode_string(text.as_bytes())
        };
        let input = format!("{}.{}", encode(&head), encode(&claims));
        let mut mac = [0; 32];
        compact_jws::SigningKey::sign(&Hs256Key::new(secret(&caller).as_bytes()), input.as_bytes(), &mut mac).unwrap();
        let signature = {
            use base64ct::Encoding;
            base64ct::Base64UrlUnpadded::encode_string(&mac)
        };
        let value = format!("{input}.{signature}");
        let auth = Auth::Header {
            name: "x-opentok-auth",
            value,
        };
        assert_eq!(status(&caller.with(auth)), expected, "{level}");
    }
}

#[test]
fn each_fault_of_a_jwt_is_named() {
    let caller = Caller::project();
    let now = caller.now_s();
    for (more, expected) in [
        (json!({"iss": "99999999"}), "Issuer not found"),
        (json!({"iss": null}), "Invalid issuer format"),
        (json!({"iss": [1]}), "Invalid issuer format"),
        (
            json!({"iat": now + 61, "exp": now + 200}),
            "issued time cannot be great",
        ),
        (json!({"nbf": now + 61}), "issued time cannot be great"),
        (json!({"iat": now - 300, "exp": now - 60}), "Token expired"),
        (json!({"exp": now + 301}), "Token lives longer than 300 seconds"),
        (json!({"exp": null}), "Missing exp"),
        (json!({"iat": null}), "Missing iat"),
        (json!({"exp": "soon"}), "Invalid exp"),
        (json!({"scope": "session.connect"}), "Invalid token"),
    ] {
        let told = message(&with_claims(&caller, "x-opentok-auth", &more), 403);
        assert!(told.starts_with(expected), "{more}: {told}");
    }
    let wrong = rest_jwt(&caller.owner, "another secret", "project", now, 180);
    let wrong = caller.with(Auth::Header {
        name: "x-opentok-auth",
        value: wrong,
    });
    assert_eq!(message(&wrong, 403), "Invalid signature");
    for value in ["", "a.b", "a.b.c", "T1==abc"] {
        let auth = Auth::Header {
            name: "x-opentok-auth",
            value: value.into(),
        };
        assert_eq!(status(&caller.with(auth)), 403, "{value}");
    }
    assert_eq!(status(&caller.with(Auth::Nobody)), 403);
}

#[test]
fn a_project_has_only_its_own_path() {
    let caller = Caller::project();
    caller.sandbox.add_project("20000002", "secret of another").unwrap();
    let other = Auth::Project {
        key: "20000002".into(),
        secret: "secret of another".into(),
    };
    let told = message(&caller.with(other), 403);
    assert_eq!(told, "Id in the token does not match the one in the url");
}

#[test]
fn an_application_calls_with_rs256_in_either_header() {
    let caller = Caller::application();
    assert_eq!(status(&caller), 200);
    let Auth::Application { id, pem } = &caller.auth else {
        unreachable!("an application")
    };
    let key = RsaPrivateKey::from_pem(pem).unwrap();
    let now = caller.now_s();
    let token = |life: u64| {
        sign(
            &key,
            &json!({"application_id": id, "iss": id, "ist": "project", "iat": now, "exp": now + life}),
        )
    };
    for (name, value, expected) in [
        ("x-opentok-auth", token(900), 200),
        ("authorization", format!("bearer {}", token(900)), 200),
        ("authorization", format!("Bearer {}", token(901)), 401),
        ("authorization", format!("Basic {}", token(900)), 401),
        ("authorization", "Bearer".into(), 401),
        ("authorization", format!("Bearer {}x", token(900)), 401),
    ] {
        assert_eq!(status(&caller.with(Auth::Header { name, value })), expected, "{name}");
    }
}

#[test]
fn neither_environment_takes_the_signatures_of_the_other() {
    let caller = Caller::application();
    let now = caller.now_s();
    // A shared secret where a key pair belongs, as in the attack on libraries that trust the header.
    let public = include_str!("../data/sandbox_application_public.pem");
    let forged = sign(
        &Hs256Key::new(public.as_bytes()),
        &json!({"application_id": caller.owner, "iat": now, "exp": now + 60}),
    );
    let value = format!("Bearer {forged}");
    assert_eq!(
        status(&caller.with(Auth::Header {
            name: "authorization",
            value
        })),
        401
    );
    let project = Caller::project();
    let token = rest_jwt(&project.owner, &secret(&project), "project", project.now_s(), 180);
    let value = format!("Bearer {token}");
    assert_eq!(
        status(&project.with(Auth::Header {
            name: "authorization",
            value
        })),
        401
    );
}

#[test]
fn an_application_of_ones_own_is_added_with_its_key() {
    let caller = Caller::application();
    let id = "a1b2c3d4-0000-4000-8000-0123456789ab";
    let public = include_str!("../data/sandbox_application_public.pem");
    caller.sandbox.add_application(id, public).unwrap();
    let Auth::Application { pem, .. } = caller.auth.clone() else {
        unreachable!("an application")
    };
    let mine = Caller {
        owner: id.into(),
        ..caller.with(Auth::Application { id: id.into(), pem })
    };
    assert_eq!(status(&mine), 200);
    assert!(caller.sandbox.add_application(id, "no key").is_err());
}

#[test]
fn the_old_header_opens_todays_calls_only_if_it_is_switched_on() {
    let header = |caller: &Caller, pair: String| {
        caller.with(Auth::Header {
            name: "x-tb-partner-auth",
            value: pair,
        })
    };
    let closed = Caller::project();
    assert_eq!(
        status(&header(&closed, format!("{}:{}", closed.owner, secret(&closed)))),
        403
    );
    let open = Caller::project_of(Sandbox::new(Options::new().partner_auth(true)));
    let right = secret(&open);
    for (pair, expected) in [
        (format!("{}:{right}", open.owner), 200),
        (format!("{}/{right}", open.owner), 200),
        (format!("{}:{right}x", open.owner), 403),
        (format!("{}:", open.owner), 403),
        ("99999999:x".into(), 403),
        ("nothing".into(), 403),
    ] {
        assert_eq!(status(&header(&open, pair)), expected);
    }
    let right = header(&open, format!("{}:{right}", open.owner));
    right
        .call(Method::GET, &format!("/v2/partner/{}/archive", open.owner), "")
        .expect(200);
}

#[test]
fn checks_come_in_the_documented_order() {
    let caller = Caller::project();
    let nobody = caller.with(Auth::Nobody);
    // Route, method, credentials, body, resource.
    nobody.get("/nothing").expect(404);
    nobody.call(Method::GET, "/nothing", "").expect(404);
    nobody.delete("/archive").expect(405);
    nobody.call(Method::GET, "/session/create", "").expect(405);
    let path = "/archive/30b3ebf1-ba36-4f5b-8def-6f70d9986fe9/layout";
    nobody
        .call(Method::PUT, &format!("/v2/project/{}{path}", caller.owner), "{")
        .expect(403);
    caller
        .call(Method::PUT, &format!("/v2/project/{}{path}", caller.owner), "{")
        .expect(400);
    caller.put(path, &json!({"type": "pip"})).expect(404);
    caller
        .call(Method::OPTIONS, &format!("/v2/project/{}/archive", caller.owner), "")
        .expect(405);
}

#[test]
fn a_suspended_project_is_refused_until_it_is_active_again() {
    let caller = Caller::project();
    let path = format!("/v2/project/{}", caller.owner);
    caller
        .account()
        .call(Method::PUT, &path, r#"{"status":"SUSPENDED"}"#)
        .expect(200);
    assert_eq!(message(&caller, 403), "Project is suspended");
    caller.call(Method::POST, "/session/create", "").expect(403);
    caller
        .account()
        .call(Method::PUT, &path, r#"{"status":"ACTIVE"}"#)
        .expect(200);
    assert_eq!(status(&caller), 200);
}
