//! What a call leaves in traces, and what it does not.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "tracing")]

extern crate alloc;

mod support;

use alloc::sync::Arc;
use core::fmt::{Debug, Write};
use std::sync::Mutex;

use http_endpoint::{Body, FnTransport, Retry, RetryPolicy, Sleeper};
use opentok_rest::session::{GetStream, Signal, SignalConnection};
use support::{
    SECRET, client,
    samples::{SESSION, session},
};
use tracing::{
    Event, Id, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Record},
};

/// Writes everything down.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>);

impl Visit for Notes {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().unwrap(), " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("opentok_rest")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.0.lock().unwrap().push_str(span.metadata().name());
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn notes_of(run: impl AsyncFnOnce()) -> String {
    let notes = Notes::default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    tracing::subscriber::with_default(notes.clone(), || runtime.block_on(run()));
    let text = notes.0.lock().unwrap();
    text.clone()
}

#[test]
fn a_span_has_name_status_attempt_and_trace_id() {
    let notes = notes_of(async || {
        let transport = FnTransport(|_| async {
            let response = http::Response::builder().header("x-opentok-trace", "u=7");
            Ok(response.body(Body::from(r#"{"id":"s1"}"#)).unwrap())
        });
        let chance = http_endpoint::Chance::hash_keys();
        let retry = Retry::new(transport, RetryPolicy::new(), Sleeper::thread(), chance);
        let call = GetStream::new(session(), "s1".parse().unwrap());
        client(retry).call(&call).await.unwrap();
    });
    assert_eq!(
        notes,
        r#"opentok_call call="get_stream" status=200 attempt=1 trace_id="u=7""#
    );
}

#[test]
fn a_failure_is_one_word_and_nobody_is_named() {
    let notes = notes_of(async || {
        let transport = FnTransport(|_| async {
            let response = http::Response::builder().status(404);
            Ok(response.body(Body::from(r#"{"message":"person-7"}"#)).unwrap())
        });
        let signal = Signal::new("private words").kind("private-kind");
        let call = SignalConnection::new(session(), "person-7".parse().unwrap(), signal);
        client(transport).call(&call).await.unwrap_err();
    });
    assert_eq!(
        notes,
        r#"opentok_call call="signal_connection" status=404 error="not_connected""#
    );
    for private in ["person-7", "private", SESSION, SECRET, "10000001", "eyJ"] {
        assert!(!notes.contains(private));
    }
}
