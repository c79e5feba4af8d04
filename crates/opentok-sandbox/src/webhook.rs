use core::fmt;

use bytes::Bytes;
use compact_jws::Hs256Key;
use http::{HeaderValue, Method, Request, Uri, header};
use http_endpoint::Transport;
use sha2::{Digest, Sha256};

use crate::Sandbox;
use crate::state::{Pending, WebhookKind};

/// A webhook that is due, as [`Sandbox::due_webhooks`] hands it out.
#[derive(Clone)]
pub struct Webhook {
    number: u64,
    pending: Pending,
    authorization: Option<HeaderValue>,
}

impl Webhook {
    /// Its number, by which its sending is [reported](Sandbox::webhook_sent). Numbers rise in the order in which events
    /// came about.
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// What it is about.
    pub const fn kind(&self) -> WebhookKind {
        self.pending.kind
    }

    /// Where it goes.
    pub fn url(&self) -> &str {
        &self.pending.url
    }

    /// What it says, as JSON.
    pub const fn body(&self) -> &Bytes {
        &self.pending.body
    }

    /// How often it was tried before.
    pub const fn attempts(&self) -> u32 {
        self.pending.attempts
    }

    /// The request to send. Signed if its receiver gave a secret.
    pub fn request(&self) -> Request<Bytes> {
        let mut request = Request::new(self.pending.body.clone());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.pending.url.parse().unwrap_or_else(|_| Uri::from_static("/"));
        let headers = request.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static("opentok-sandbox"));
        if let Some(authorization) = &self.authorization {
            headers.insert(header::AUTHORIZATION, authorization.clone());
        }
        request
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("number", &self.number)
            .field("kind", &self.pending.kind)
            .field("url", &self.pending.url)
            .finish_non_exhaustive()
    }
}

/// Sending webhooks: whoever runs the sandbox takes what is due, sends it and tells what came of it.
impl Sandbox {
    /// Takes the webhooks that are due, in the order of their events. Each has to be [reported](Self::webhook_sent).
    pub fn due_webhooks(&self) -> Vec<Webhook> {
        let mut state = self.state();
        let now_ms = state.now_ms();
        let due = state.outbox.take_due(now_ms);
        let sign = |(number, pending): (u64, Pending)| {
            let jti = pending.secret.is_some().then(|| state.chance.uuid().to_string());
            let authorization = jti.and_then(|jti| sign(&pending, now_ms / 1000, &jti));
            Webhook {
                number,
                pending,
                authorization,
            }
        };
        due.into_iter().map(sign).collect()
    }

    /// Tells what came of a webhook. `arrived` is whether its receiver answered 200; if not, it is due again as its
    /// delivery policy has it.
    pub fn webhook_sent(&self, number: u64, arrived: bool) {
        let mut state = self.state();
        let now_ms = state.now_ms();
        let failed = state.outbox.settle(number, arrived, now_ms);
        state.log.delivery(now_ms, number, arrived);
        if let Some(failed) = failed {
            let registration = state
                .registrations
                .iter_mut()
                .find(|one| Some(one.id) == failed.registration);
            if let Some(registration) = registration {
                registration.note_failure(failed.policy, now_ms);
            }
        }
    }

    /// When the clock reaches a moment at which something happens by itself, or a webhook is due; in milliseconds since
    /// 1970.
    pub fn next_ms(&self) -> Option<u64> {
        self.state().next_ms()
    }

    /// Sends whatever is due through `transport`, one after the other. How many arrived.
    pub async fn deliver_webhooks(&self, transport: &impl Transport) -> usize {
        let mut count = 0;
        for webhook in self.due_webhooks() {
            let answer = transport.send(webhook.request()).await;
            let arrived = answer.is_ok_and(|response| response.status() == http::StatusCode::OK);
            self.webhook_sent(webhook.number(), arrived);
            count += usize::from(arrived);
        }
        count
    }
}

/// The bearer token that proves where a webhook comes from and that nobody changed it.
fn sign(pending: &Pending, now_s: u64, jti: &str) -> Option<HeaderValue> {
    let key = Hs256Key::new(pending.secret.as_ref()?.expose().as_bytes());
    let digest = Sha256::digest(&pending.body);
    let hash = base16(&digest);
    let (owner_name, owner) = &pending.owner;
    let token = compact_jws::sign(&key, 512, |claims| {
        claims.text("iss", "Vonage").unsigned("iat", now_s).text("jti", jti);
        claims.text("payload_hash", &hash).text(owner_name, owner);
    });
    HeaderValue::from_str(&format!("Bearer {}", token.ok()?)).ok()
}

fn base16(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
