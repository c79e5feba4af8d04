use alloc::collections::VecDeque;

use bytes::Bytes;
use serde_json::{Value, json};

use super::WebhookKind;
use super::redact::{redact_body, redact_text};

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
/// How much of a request's path and query is kept, in bytes.
const MAX_TARGET: usize = 2_048;

#[derive(Debug)]
struct Entry {
    number: u64,
    at_ms: u64,
    what: What,
    /// The body, if it is short; of a long one its beginning, with what is secret left out already.
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
            target: beginning(&seen.target, MAX_TARGET).into(),
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
        // A copy: a slice would keep the whole of what the request was read into. Secrets are left out of a long body before
        // it is cut: where a part of it is secret cannot be seen afterwards.
        let body = if body.len() <= MAX_BODY {
            Bytes::copy_from_slice(body)
        } else {
            let shown = match redact_body(body) {
                Value::String(text) => text,
                json => json.to_string(),
            };
            Bytes::copy_from_slice(beginning(&shown, MAX_BODY).as_bytes())
        };
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
                "kind": "request", "method": method.as_str(), "path": redact_text(target), "auth": auth, "status": status,
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

/// As much of a text as fits into `most` bytes.
fn beginning(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    fn shown(target: &str, body: String) -> String {
        let mut log = Log::default();
        let seen = Seen {
            method: Method::POST,
            target: target.into(),
            auth: "",
            body: body.into(),
        };
        log.request(0, seen, 200, false);
        log.after(None).to_string()
    }

    #[test]
    fn a_long_body_shows_no_secret_either() {
        for len in [MAX_BODY - 200, MAX_BODY, MAX_BODY + 200] {
            let body = json!({"a": {"password": "hunter2", "secretKey": "hunter3"}, "z": "x".repeat(len)});
            let shown = shown("/", body.to_string());
            assert!(shown.contains("(redacted)") && !shown.contains("hunter"), "{shown}");
        }
    }

    #[test]
    fn a_token_in_the_query_is_not_shown() {
        let shown = shown("/v2/project?token=T1==abc&offset=7", String::new());
        assert!(shown.contains("offset=7") && !shown.contains("abc"), "{shown}");
    }

    #[test]
    fn the_beginning_of_long_texts_is_kept() {
        let shown = shown(&format!("/{}", "p".repeat(MAX_TARGET)), "\u{fc}".repeat(MAX_BODY));
        assert_eq!(shown.matches('p').count(), MAX_TARGET - 1 + "path".matches('p').count());
        assert_eq!(shown.matches('\u{fc}').count(), MAX_BODY / 2);
    }
}
