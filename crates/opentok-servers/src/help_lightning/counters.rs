use core::fmt;

use helplightning::{AnswerError, CallError};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;

use crate::serve::Metrics;

/// Counts of this server's own.
#[derive(Clone, Default)]
pub(crate) struct Counters {
    upstream: Family<Upstream, Counter>,
    store_errors: Counter,
    sessions: Counter,
    joins: Counter,
    lock_outs: Counter,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct Upstream {
    call: &'static str,
    outcome: &'static str,
}

impl Counters {
    pub(crate) fn new(metrics: &Metrics) -> Self {
        let counters = Self::default();
        metrics.register("upstream_calls", "Calls of the service", counters.upstream.clone());
        metrics.register("store_errors", "Failures of the store", counters.store_errors.clone());
        metrics.register("sessions", "Sessions created", counters.sessions.clone());
        metrics.register("joins", "Sessions joined by PIN", counters.joins.clone());
        metrics.register(
            "lock_outs",
            "Requests refused after too many failures",
            counters.lock_outs.clone(),
        );
        counters
    }

    pub(crate) fn upstream<T>(&self, call: &'static str, result: &Result<T, CallError>) {
        let outcome = outcome(result.as_ref().err());
        self.upstream.get_or_create(&Upstream { call, outcome }).inc();
    }

    pub(crate) fn store_error(&self) {
        self.store_errors.inc();
    }

    pub(crate) fn session(&self) {
        self.sessions.inc();
    }

    pub(crate) fn join(&self) {
        self.joins.inc();
    }

    pub(crate) fn lock_out(&self) {
        self.lock_outs.inc();
    }
}

fn outcome(error: Option<&CallError>) -> &'static str {
    match error {
        None => "ok",
        Some(CallError::Transport(error)) => error.kind().as_str(),
        Some(CallError::Sign(_)) => "sign",
        Some(CallError::Answer(error)) => match error {
            AnswerError::Decode(_) => "bad_response",
            AnswerError::RateLimited { .. } => "rate_limited",
            AnswerError::Api { status, .. } if status.is_server_error() => "server_error",
            _ => "refused",
        },
        Some(_) => "other",
    }
}

impl fmt::Debug for Counters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Counters(..)")
    }
}
