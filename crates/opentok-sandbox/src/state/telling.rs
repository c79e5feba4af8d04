use core::net::IpAddr;

use bytes::Bytes;
use serde_json::{Value, json};

use super::{OwnerId, Pending, Policy, SessionNumber, State, WebhookKind};

/// Webhooks come about here.
impl State {
    /// Tells everyone who wants to know. `event` is named like `connectionCreated`.
    pub(crate) fn tell(&mut self, kind: WebhookKind, owner: OwnerId, event: &str, payload: &Value) {
        let wants = |at: &usize| self.registrations[*at].wants(owner, kind, event);
        let wanted: Vec<_> = (0..self.registrations.len()).filter(wants).collect();
        if wanted.is_empty() {
            return;
        }
        let body = Bytes::from(payload.to_string());
        for at in wanted {
            let to = &self.registrations[at];
            let webhook = self.webhook(kind, owner, to.url.clone(), body.clone());
            let policy = if to.secret.is_some() {
                Policy::BackOff
            } else {
                webhook.policy
            };
            let webhook = Pending {
                registration: Some(to.id),
                secret: to.secret.clone(),
                policy,
                ..webhook
            };
            self.send(event, webhook);
        }
    }

    /// Tells the address that a call named for its own purpose.
    pub(crate) fn tell_at(
        &mut self,
        url: Option<&str>,
        kind: WebhookKind,
        owner: OwnerId,
        event: &str,
        payload: &Value,
    ) {
        if let Some(url) = url {
            let webhook = self.webhook(kind, owner, url.into(), Bytes::from(payload.to_string()));
            self.send(event, webhook);
        }
    }

    /// The fields that every event of a session has.
    pub(crate) fn session_event(&self, session: SessionNumber, event: &str) -> Value {
        let session = self.sessions.get(session);
        let (owner_name, owner) = self.owners.get(session.owner).text_field();
        json!({"sessionId": session.id, owner_name: owner, "event": event, "timestamp": self.now_ms})
    }

    /// Whether webhooks may go to this address.
    pub(crate) fn may_send_to(&self, url: &str) -> bool {
        self.options.remote_webhooks || is_on_this_machine(url)
    }

    fn webhook(&self, kind: WebhookKind, owner: OwnerId, url: Box<str>, body: Bytes) -> Pending {
        let owner = self.owners.get(owner);
        let (owner_name, policy) = if owner.is_application() {
            ("application_id", Policy::BackOff)
        } else {
            ("api_key", Policy::FourRepeats)
        };
        Pending {
            kind,
            url,
            body,
            registration: None,
            secret: None,
            owner: (owner_name, owner.name.clone()),
            policy,
            created_ms: self.now_ms,
            attempts: 0,
        }
    }

    fn send(&mut self, event: &str, webhook: Pending) {
        let is_sent = self.may_send_to(&webhook.url);
        self.log
            .webhook(self.now_ms, webhook.kind, event, &webhook.url, &webhook.body, is_sent);
        if is_sent {
            self.outbox.add(webhook);
        }
    }
}

/// Whether an address names this machine, by a literal address or as `localhost`.
fn is_on_this_machine(url: &str) -> bool {
    let Ok(uri) = url.parse::<http::Uri>() else {
        return false;
    };
    let host = uri.host().unwrap_or_default();
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || literal.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_told_from_others() {
        for url in [
            "http://127.0.0.1:80/x",
            "http://[::1]/",
            "https://localhost:8080",
            "http://LOCALHOST/",
        ] {
            assert!(is_on_this_machine(url), "{url}");
        }
        for url in [
            "https://app.example.net/",
            "http://localhost.example.net/",
            "http://127.0.0.1.example.net/",
            "http://10.0.0.1/",
            "http://127.0.0.1@example.net/",
            "/",
            "",
        ] {
            assert!(!is_on_this_machine(url), "{url}");
        }
    }
}
