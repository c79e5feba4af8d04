//! A caller with credentials, and what it gets for an answer.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(dead_code, reason = "each test file uses its part")]

use core::task::{Context, Poll, Waker};

use bytes::Bytes;
use compact_jws::{Hs256Key, RsaPrivateKey, SigningKey};
use http::{HeaderMap, Method, Request, StatusCode};
use opentok_sandbox::{Options, Sandbox};
use opentok_token::{ApiSecret, Grant, Nonce, Project, Role, SessionId, Signer, UnixSeconds};
use serde_json::{Value, json};

/// A sandbox, and a caller who holds the keys of one of its owners.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) sandbox: Sandbox,
    pub(crate) owner: String,
    pub(crate) auth: Auth,
}

/// How a caller signs.
#[derive(Clone, Debug)]
pub(crate) enum Auth {
    Project { key: String, secret: String },
    Application { id: String, pem: String },
    Account { key: String, secret: String },
    Header { name: &'static str, value: String },
    Nobody,
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {:?} {:?}", self.status, self.body))
    }

    pub(crate) fn text(&self) -> &str {
        core::str::from_utf8(&self.body).unwrap()
    }

    /// The JSON of an answer that must have this status.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
        if self.body.is_empty() { Value::Null } else { self.json() }
    }
}

impl Caller {
    /// The default project of a fresh sandbox.
    pub(crate) fn project() -> Self {
        Self::project_of(Sandbox::new(Options::new().seed(1)))
    }

    pub(crate) fn project_of(sandbox: Sandbox) -> Self {
        let about = send(&sandbox, Method::GET, "/sandbox", &[], "").json();
        let key = about["apiKey"].as_str().unwrap().to_owned();
        let secret = about["apiSecret"].as_str().unwrap().to_owned();
        Self {
            sandbox,
            owner: key.clone(),
            auth: Auth::Project { key, secret },
        }
    }

    /// The default application of a fresh sandbox.
    pub(crate) fn application() -> Self {
        let sandbox = Sandbox::new(Options::new().seed(1));
        let about = send(&sandbox, Method::GET, "/sandbox", &[], "").json();
        let id = about["applicationId"].as_str().unwrap().to_owned();
        let pem = include_str!("../../data/sandbox_application_private.pem").to_owned();
        Self {
            sandbox,
            owner: id.clone(),
            auth: Auth::Application { id, pem },
        }
    }

    /// The same sandbox, called with other credentials.
    pub(crate) fn with(&self, auth: Auth) -> Self {
        Self { auth, ..self.clone() }
    }

    pub(crate) fn account(&self) -> Self {
        let about = self.control(Method::GET, "", "").json();
        self.with(Auth::Account {
            key: about["accountKey"].as_str().unwrap().to_owned(),
            secret: about["accountSecret"].as_str().unwrap().to_owned(),
        })
    }

    pub(crate) fn now_s(&self) -> u64 {
        self.sandbox.now_ms() / 1000
    }

    /// The header that says who calls.
    pub(crate) fn credentials(&self) -> Option<(&'static str, String)> {
        let now = self.now_s();
        match &self.auth {
            Auth::Project { key, secret } => Some(("x-opentok-auth", rest_jwt(key, secret, "project", now, 180))),
            Auth::Account { key, secret } => Some(("x-opentok-auth", rest_jwt(key, secret, "account", now, 180))),
            Auth::Application { id, pem } => {
                let key = RsaPrivateKey::from_pem(pem).unwrap();
                let claims = json!({"application_id": id, "iat": now, "exp": now + 900, "jti": "x"});
                Some(("authorization", format!("Bearer {}", sign(&key, &claims))))
            }
            Auth::Header { name, value } => Some((name, value.clone())),
            Auth::Nobody => None,
        }
    }

    /// A call with credentials and `Accept: application/json`.
    pub(crate) fn call(&self, method: Method, path: &str, body: impl AsRef<str>) -> Answer {
        self.call_as(method, path, body.as_ref(), Some("application/json"))
    }

    pub(crate) fn call_as(&self, method: Method, path: &str, body: &str, accept: Option<&str>) -> Answer {
        let mut headers = vec![("content-type", "application/json".to_owned())];
        headers.extend(accept.map(|accept| ("accept", accept.to_owned())));
        headers.extend(self.credentials());
        send(&self.sandbox, method, path, &headers, body)
    }

    /// A call below the owner's own path.
    pub(crate) fn own(&self, method: Method, path: &str, body: &Value) -> Answer {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        self.call(method, &format!("/v2/project/{}{path}", self.owner), body)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.own(Method::GET, path, &Value::Null)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.own(Method::POST, path, body)
    }

    pub(crate) fn put(&self, path: &str, body: &Value) -> Answer {
        self.own(Method::PUT, path, body)
    }

    pub(crate) fn patch(&self, path: &str, body: &Value) -> Answer {
        self.own(Method::PATCH, path, body)
    }

    pub(crate) fn delete(&self, path: &str) -> Answer {
        self.own(Method::DELETE, path, &Value::Null)
    }

    /// A call to the control surface.
    pub(crate) fn control(&self, method: Method, path: &str, body: &str) -> Answer {
        send(&self.sandbox, method, &format!("/sandbox{path}"), &[], body)
    }

    /// Moves the clock.
    pub(crate) fn wait_s(&self, seconds: u64) {
        self.sandbox.advance(core::time::Duration::from_secs(seconds));
    }

    /// A session made with this form.
    pub(crate) fn session(&self, form: &str) -> String {
        let sessions = self.call(Method::POST, "/session/create", form).expect(200);
        sessions[0]["session_id"].as_str().unwrap().to_owned()
    }

    /// A routed session.
    pub(crate) fn routed(&self) -> String {
        self.session("p2p.preference=disabled")
    }

    /// A client in a session; its connection id.
    pub(crate) fn connect(&self, session: &str, body: &Value) -> String {
        let made = self.control(
            Method::POST,
            &format!("/session/{session}/connection"),
            &body.to_string(),
        );
        made.expect(200)["connectionId"].as_str().unwrap().to_owned()
    }

    /// A stream in a session; its id.
    pub(crate) fn publish(&self, session: &str, body: &Value) -> String {
        let made = self.control(Method::POST, &format!("/session/{session}/stream"), &body.to_string());
        made.expect(200)["streamId"].as_str().unwrap().to_owned()
    }

    /// A client's token for a session of the project that the sandbox has from the start.
    pub(crate) fn token(&self, session: &str, role: Role) -> String {
        let credentials = self.sandbox.credentials();
        let secret = ApiSecret::new(&credentials.api_secret);
        let project = Project::new(credentials.api_key.parse().unwrap(), secret);
        let session: SessionId = session.parse().unwrap();
        let grant = Grant::new(&session).role(role).data("sip=true");
        let signed = Signer::new(project).sign_t1(&grant, UnixSeconds::new(self.now_s()), Nonce::new(1));
        signed.unwrap().expose().to_owned()
    }

    /// The state of a session.
    pub(crate) fn look(&self, session: &str) -> Value {
        self.control(Method::GET, &format!("/session/{session}"), "")
            .expect(200)
    }
}

/// A JWT for REST calls.
pub(crate) fn rest_jwt(key: &str, secret: &str, level: &str, now: u64, life: u64) -> String {
    let claims = json!({"iss": key, "ist": level, "iat": now, "exp": now + life});
    sign(&Hs256Key::new(secret.as_bytes()), &claims)
}

/// A JWT with these claims.
pub(crate) fn sign(key: &impl SigningKey, claims: &Value) -> String {
    let claims = claims.as_object().unwrap();
    let write = |writer: &mut compact_jws::json::ObjectWriter<'_>| {
        for (name, value) in claims {
            writer.raw(name, &value.to_string());
        }
    };
    compact_jws::sign(key, 1024, write).unwrap()
}

pub(crate) fn send(sandbox: &Sandbox, method: Method, path: &str, headers: &[(&str, String)], body: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let response = sandbox.respond(request.body(Bytes::copy_from_slice(body.as_bytes())).unwrap());
    let (parts, body) = response.into_parts();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: ready(body.collect(1 << 30)).unwrap(),
    }
}

/// The value of a future that has nothing to wait for.
pub(crate) fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut future = core::pin::pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the sandbox keeps nobody waiting"),
    }
}
