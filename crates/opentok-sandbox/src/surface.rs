//! The control surface as methods: each does what the call of the same purpose does over HTTP.

use core::fmt;

use http::StatusCode;
use serde_json::{Value, json};

use crate::control;
use crate::wire::{Call, Refusal, Verb};
use crate::{Fault, Sandbox, WebhookKind};

/// The credentials that every sandbox has from the start.
#[derive(Clone)]
#[non_exhaustive]
pub struct Credentials {
    /// The key of the project.
    pub api_key: String,
    /// The secret of the project.
    pub api_secret: String,
    /// The id of the application.
    pub application_id: String,
    /// The private key of the application, as PEM.
    pub private_key: String,
    /// The key of the account.
    pub account_key: String,
    /// The secret of the account.
    pub account_secret: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("api_key", &self.api_key)
            .field("application_id", &self.application_id)
            .field("account_key", &self.account_key)
            .finish_non_exhaustive()
    }
}

/// A client that connects to a session.
#[derive(Clone, Copy)]
#[must_use]
pub struct Client<'a> {
    /// The field of the control surface that `value` goes into.
    field: &'static str,
    value: &'a str,
}

impl<'a> Client<'a> {
    /// One that shows a token, and is let in if the service would let it in.
    pub const fn with_token(token: &'a str) -> Self {
        Self {
            field: "token",
            value: token,
        }
    }

    /// One that is let in as a publisher, with this connection data.
    pub const fn with_data(data: &'a str) -> Self {
        Self {
            field: "data",
            value: data,
        }
    }
}

impl fmt::Debug for Client<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The value may be a token.
        f.debug_struct("Client")
            .field("with", &self.field)
            .finish_non_exhaustive()
    }
}

/// A stream to publish: from a camera, with sound, unless said otherwise.
#[derive(Clone, Debug)]
#[must_use]
pub struct Publication(Value);

impl Publication {
    /// A stream of a new client's.
    pub fn new() -> Self {
        Self(json!({}))
    }

    /// A stream of a client that is connected.
    pub fn of(connection_id: &str) -> Self {
        Self(json!({"connectionId": connection_id}))
    }

    /// Sets the name.
    pub fn name(self, name: &str) -> Self {
        self.with("name", name.into())
    }

    /// Sets where the picture comes from: `camera`, `screen` or `custom`.
    pub fn video_type(self, video_type: &str) -> Self {
        self.with("videoType", video_type.into())
    }

    /// Sets whether there is sound.
    pub fn has_audio(self, has_audio: bool) -> Self {
        self.with("hasAudio", has_audio.into())
    }

    /// Sets whether there is a picture.
    pub fn has_video(self, has_video: bool) -> Self {
        self.with("hasVideo", has_video.into())
    }

    fn with(mut self, name: &str, value: Value) -> Self {
        self.0[name] = value;
        self
    }
}

impl Default for Publication {
    fn default() -> Self {
        Self::new()
    }
}

/// The control surface refuses.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct SurfaceError {
    /// The status that it would have answered.
    pub status: StatusCode,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for SurfaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sandbox refuses with {}: {}", self.status.as_u16(), self.message)
    }
}

impl core::error::Error for SurfaceError {}

impl From<Refusal> for SurfaceError {
    fn from(refusal: Refusal) -> Self {
        Self {
            status: refusal.status,
            message: refusal.message.into_owned(),
        }
    }
}

/// The control surface. Every error is a [`SurfaceError`] with the status that the call over HTTP would have answered.
impl Sandbox {
    /// The credentials that are there from the start, as they were then.
    pub fn credentials(&self) -> Credentials {
        let about = self.ask(Verb::Get, &[], &Value::Null).unwrap_or_default();
        let text = |name: &str| about[name].as_str().unwrap_or_default().to_owned();
        Credentials {
            api_key: text("apiKey"),
            api_secret: text("apiSecret"),
            application_id: text("applicationId"),
            private_key: text("privateKey"),
            account_key: text("accountKey"),
            account_secret: text("accountSecret"),
        }
    }

    /// Adds a project of this key and secret, or gives the project of this key another secret.
    ///
    /// # Errors
    ///
    /// 400 for a key or secret that cannot be one, 409 for the account's key.
    pub fn add_project(&self, key: &str, secret: &str) -> Result<(), SurfaceError> {
        let body = json!({"key": key, "secret": secret});
        self.ask(Verb::Post, &["project"], &body).map(drop)
    }

    /// Adds an application with this public key, as PEM, or gives the application of this id another one.
    ///
    /// # Errors
    ///
    /// 400 for an id or a key that cannot be one.
    pub fn add_application(&self, id: &str, public_key: &str) -> Result<(), SurfaceError> {
        let body = json!({"applicationId": id, "publicKey": public_key});
        self.ask(Verb::Post, &["application"], &body).map(drop)
    }

    /// Lets a client connect. The connection's id.
    ///
    /// # Errors
    ///
    /// 403 if the service would not let it in, 404 for an unknown session, 409 for one that is full.
    pub fn connect(&self, session_id: &str, client: Client<'_>) -> Result<String, SurfaceError> {
        let made = self.ask(
            Verb::Post,
            &["session", session_id, "connection"],
            &json!({client.field: client.value}),
        )?;
        Ok(made["connectionId"].as_str().unwrap_or_default().to_owned())
    }

    /// Lets a client leave.
    ///
    /// # Errors
    ///
    /// 404 if it is not there.
    pub fn disconnect(&self, session_id: &str, connection_id: &str) -> Result<(), SurfaceError> {
        let path = ["session", session_id, "connection", connection_id];
        self.ask(Verb::Delete, &path, &Value::Null).map(drop)
    }

    /// Lets a client publish. The stream's id.
    ///
    /// # Errors
    ///
    /// 403 for a subscriber, 404 for an unknown session or connection, 409 for a session that is full.
    pub fn publish(&self, session_id: &str, publication: &Publication) -> Result<String, SurfaceError> {
        let made = self.ask(Verb::Post, &["session", session_id, "stream"], &publication.0)?;
        Ok(made["streamId"].as_str().unwrap_or_default().to_owned())
    }

    /// Ends a stream.
    ///
    /// # Errors
    ///
    /// 404 if it is not there.
    pub fn unpublish(&self, session_id: &str, stream_id: &str) -> Result<(), SurfaceError> {
        let path = ["session", session_id, "stream", stream_id];
        self.ask(Verb::Delete, &path, &Value::Null).map(drop)
    }

    /// Everything about a session, as JSON: `connections` with the `signals` they received, `streams`, `muted`,
    /// `archives`, `broadcasts`, `renders`, `captions`.
    ///
    /// # Errors
    ///
    /// 404 for an unknown session.
    pub fn session(&self, session_id: &str) -> Result<Value, SurfaceError> {
        self.ask(Verb::Get, &["session", session_id], &Value::Null)
    }

    /// What the service thinks of a client token: `valid`, `kind`, and `claims` or a `reason`.
    pub fn check_token(&self, token: &str) -> Value {
        let verdict = self.ask(Verb::Post, &["token"], &json!({"token": token}));
        verdict.unwrap_or_else(|error| json!({"valid": false, "reason": "malformed", "message": error.message}))
    }

    /// Scripts a failure.
    ///
    /// # Errors
    ///
    /// 400 for one that cannot be, or if there are too many.
    pub fn add_fault(&self, fault: &Fault) -> Result<(), SurfaceError> {
        self.ask(Verb::Post, &["fault"], &fault.to_json()).map(drop)
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        self.state().faults.clear();
    }

    /// The requests that came and the webhooks that were made, after the entry of this number, as JSON. Secrets are left
    /// out.
    pub fn log_after(&self, number: Option<u64>) -> Value {
        self.state().log.after(number)
    }

    /// Registers an address for webhooks of everybody's. They are signed if a secret is given.
    ///
    /// # Errors
    ///
    /// 400 for what is no address, 403 for one on another machine.
    pub fn register_webhook(&self, kind: WebhookKind, url: &str, secret: Option<&str>) -> Result<(), SurfaceError> {
        let body = json!({"kind": kind.as_str(), "url": url, "secret": secret});
        self.ask(Verb::Post, &["webhook"], &body).map(drop)
    }

    fn ask(&self, verb: Verb, path: &[&str], body: &Value) -> Result<Value, SurfaceError> {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let call = Call::of_surface(verb, path, body.into());
        control::handle(&mut self.state(), &call).map_err(SurfaceError::from)
    }
}
