//! `sandbox_requests`: whatever is sent to the sandbox, it answers, and never with 500.
//!
//! An input is a few requests, each `<who> <method> <path>`, headers, an empty line and a body, with `\n===\n` between
//! them. `who` is `p` for the project, `u` for the application, `a` for the account, and anything else for nobody. `$K`,
//! `$S`, `$C`, `$T`, `$A` and `$B` stand for the key and for a session, a connection, a stream, an archive and a broadcast
//! that are there.

use std::time::Duration;

use compact_jws::{Hs256Key, RsaPrivateKey, SigningKey};
use http::{HeaderName, HeaderValue, Method, Request, Uri};
use opentok_sandbox::{Client, Credentials, Options, Publication, Sandbox};

/// The most requests of an input.
const MAX_REQUESTS: usize = 8;

/// Sends everything there is in `data`.
pub fn run(data: &[u8]) {
    let stage = Stage::new();
    for request in split(data, b"\n===\n").take(MAX_REQUESTS) {
        stage.send(request);
    }
    // What was begun goes on by itself.
    stage.sandbox.advance(Duration::from_secs(5 * 3_600));
}

/// A sandbox with something in it.
struct Stage {
    sandbox: Sandbox,
    credentials: Credentials,
    names: Vec<(&'static str, String)>,
}

impl Stage {
    fn new() -> Self {
        let sandbox = Sandbox::new(Options::new().needs_clients(false));
        let credentials = sandbox.credentials();
        let names = vec![("$K", credentials.api_key.clone())];
        let mut stage = Self {
            sandbox,
            credentials,
            names,
        };
        let made = stage.ask("/session/create", "p2p.preference=disabled");
        let session = text_of(&made, "session_id");
        let connection = stage
            .sandbox
            .connect(&session, Client::with_data("x"))
            .expect("the session is there");
        let stream = stage
            .sandbox
            .publish(&session, &Publication::of(&connection))
            .expect("the client is there");
        stage
            .names
            .extend([("$S", session), ("$C", connection), ("$T", stream)]);
        let archive = stage.ask("/v2/project/$K/archive", r#"{"sessionId":"$S"}"#);
        stage.names.push(("$A", text_of(&archive, "id")));
        let broadcast = stage.ask("/v2/project/$K/broadcast", r#"{"sessionId":"$S","outputs":{"hls":{}}}"#);
        stage.names.push(("$B", text_of(&broadcast, "id")));
        stage
    }

    /// A call of the project's that must succeed.
    fn ask(&self, path: &str, body: &str) -> serde_json::Value {
        let uri = self.fill(path.as_bytes());
        let mut request = Request::new(self.fill(body.as_bytes()).into());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::try_from(uri).expect("a path");
        let (name, value) = self.authorize(b"p").expect("the project has credentials");
        request.headers_mut().insert(name, value);
        request
            .headers_mut()
            .insert("accept", HeaderValue::from_static("application/json"));
        let response = self.sandbox.respond(request);
        assert_eq!(response.status(), 200);
        let body = crate::ready(response.into_body().collect(1 << 20)).expect("the body is there");
        serde_json::from_slice(&body).expect("the body is JSON")
    }

    /// Sends a request, if it is one that HTTP could carry.
    fn send(&self, text: &[u8]) {
        let mut halves = text.splitn(2, |byte| *byte == b'\n');
        let line = halves.next().unwrap_or_default();
        let rest = halves.next().unwrap_or_default();
        let mut words = line.splitn(3, |byte| *byte == b' ');
        let (Some(who), Some(method), Some(path)) = (words.next(), words.next(), words.next()) else {
            return;
        };
        let (Ok(method), Ok(uri)) = (Method::from_bytes(method), Uri::try_from(self.fill(path))) else {
            return;
        };
        // A fault may be told to answer 500.
        if uri.path().contains("fault") {
            return;
        }
        let at = rest.windows(2).position(|two| two == b"\n\n");
        let (head, body) = match at {
            Some(at) => (&rest[..at], &rest[at + 2..]),
            None => (rest, &b""[..]),
        };
        let mut request = Request::new(self.fill(body).into());
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        for header in head.split(|byte| *byte == b'\n') {
            let mut parts = header.splitn(2, |byte| *byte == b':');
            let name = parts.next().and_then(|name| HeaderName::from_bytes(name).ok());
            let value = parts
                .next()
                .and_then(|value| HeaderValue::from_bytes(value.trim_ascii()).ok());
            if let (Some(name), Some(value)) = (name, value) {
                request.headers_mut().append(name, value);
            }
        }
        if let Some((name, value)) = self.authorize(who) {
            request.headers_mut().insert(name, value);
        }
        let status = self.sandbox.respond(request).status();
        assert_ne!(status, 500, "{}", String::from_utf8_lossy(text));
    }

    fn fill(&self, text: &[u8]) -> Vec<u8> {
        let mut out = String::from_utf8_lossy(text).into_owned();
        for (name, value) in &self.names {
            out = out.replace(name, value);
        }
        out.into_bytes()
    }

    fn authorize(&self, who: &[u8]) -> Option<(&'static str, HeaderValue)> {
        let own = &self.credentials;
        let hs256 = |secret: &str| Hs256Key::new(secret.as_bytes());
        let (name, token) = match who {
            b"p" => (
                "x-opentok-auth",
                self.sign(&hs256(&own.api_secret), "iss", &own.api_key, "project"),
            ),
            b"a" => (
                "x-opentok-auth",
                self.sign(&hs256(&own.account_secret), "iss", &own.account_key, "account"),
            ),
            b"u" => {
                let key = RsaPrivateKey::from_pem(&own.private_key).expect("the shipped key is sound");
                let token = self.sign(&key, "application_id", &own.application_id, "project");
                ("authorization", format!("Bearer {token}"))
            }
            _ => return None,
        };
        Some((name, HeaderValue::try_from(token).expect("a token is ASCII")))
    }

    fn sign(&self, key: &impl SigningKey, issuer_name: &str, issuer: &str, level: &str) -> String {
        let now = self.sandbox.now_ms() / 1000;
        let signed = compact_jws::sign(key, 1024, |claims| {
            claims.text(issuer_name, issuer).text("ist", level);
            claims.unsigned("iat", now).unsigned("exp", now + 60);
        });
        signed.expect("the claims are short")
    }
}

fn text_of(value: &serde_json::Value, name: &str) -> String {
    let object = value.get(0).unwrap_or(value);
    object[name].as_str().expect("the field is there").to_owned()
}

/// The parts of `data` between separators.
fn split<'d>(data: &'d [u8], separator: &'static [u8]) -> impl Iterator<Item = &'d [u8]> {
    let mut rest = Some(data);
    core::iter::from_fn(move || {
        let data = rest?;
        let at = data.windows(separator.len()).position(|window| window == separator);
        rest = at.map(|at| &data[at + separator.len()..]);
        Some(&data[..at.unwrap_or(data.len())])
    })
}
