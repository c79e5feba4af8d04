use alloc::collections::VecDeque;

use bytes::Bytes;
use serde_json::{Value, json};

use super::WebhookKind;
use super::redact::redact_body;

/// What happened: requests that came and webhooks that went, the last ones.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    next: u64,
}

/// How many entries are kept.
const MAX_ENTRIES: usize = 4_096;
/// How much of a body is kept, in bytes.
const MAX_BODY: usize = 4_096;

#[derive(Debug)]
struct Entry {
    number: u64,
    at_ms: u64,
    what: What,
    body: Bytes,
}

#[derive(Debug)]
enum What {
    Request {
        method: http::Method,
        target: Box<str>,
        auth: &'static str,
        status: u16,
        is_faulted: bool,
    },
    Webhook {
        kind: WebhookKind,
        event: Box<str>,
        url: Box<str>,
        is_sent: bool,
    },
    Delivery {
        number: u64,
        arrived: bool,
    },
}

/// A request, as far as it is logged.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) method: http::Method,
    /// Path and query.
    pub(crate) target: Box<str>,
    /// The header that carried credentials.
    pub(crate) auth: &'static str,
    pub(crate) body: Bytes,
}

impl Log {
    pub(crate) fn request(&mut self, at_ms: u64, seen: Seen, status: u16, is_faulted: bool) {
        let what = What::Request {
            method: seen.method,
            target: seen.target,
            auth: seen.auth,
            status,
            is_faulted,
        };
        self.push(at_ms, what, &seen.body);
    }

    pub(crate) fn webhook(
        &mut self,
        at_ms: u64,
        kind: WebhookKind,
        event: &str,
        url: &str,
        body: &Bytes,
        is_sent: bool,
    ) {
        let what = What::Webhook {
            kind,
            event: event.into(),
            url: url.into(),
            is_sent,
        };
        self.push(at_ms, what, body);
    }

    pub(crate) fn delivery(&mut self, at_ms: u64, number: u64, arrived: bool) {
        self.push(at_ms, What::Delivery { number, arrived }, &Bytes::new());
    }

    /// What came after the entry of this number, with secrets left out.
    pub(crate) fn after(&self, number: Option<u64>) -> Value {
        let later = self
            .entries
            .iter()
            .filter(|entry| number.is_none_or(|number| entry.number > number));
        later.map(Entry::to_json).collect()
    }

    fn push(&mut self, at_ms: u64, what: What, body: &Bytes) {
        if self.entries.len() == MAX_ENTRIES {
            self.entries.pop_front();
        }
        self.next += 1;
        let number = self.next;
        // A copy: a slice would keep the whole of what the request was read into.
        let body = Bytes::copy_from_slice(&body[..body.len().min(MAX_BODY)]);
        self.entries.push_back(Entry {
            number,
            at_ms,
            what,
            body,
        });
    }
}

impl Entry {
    fn to_json(&self) -> Value {
        let mut fields = match &self.what {
            What::Request {
                method,
                target,
                auth,
                status,
                is_faulted,
            } => json!({
                "kind": "request", "method": method.as_str(), "path": target, "auth": auth, "status": status,
                "fault": is_faulted,
            }),
            What::Webhook {
                kind,
                event,
                url,
                is_sent,
            } => json!({"kind": "webhook", "about": kind.as_str(), "event": event, "url": url, "sent": is_sent}),
            What::Delivery { number, arrived } => json!({"kind": "delivery", "webhook": number, "arrived": arrived}),
        };
        fields["number"] = self.number.into();
        fields["at"] = self.at_ms.into();
        if !self.body.is_empty() {
            fields["body"] = redact_body(&self.body);
        }
        fields
    }
}
