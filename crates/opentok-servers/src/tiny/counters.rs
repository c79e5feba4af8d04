use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;

use crate::serve::Metrics;

/// What a tiny server counts besides requests.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counters {
    upstream: Family<Upstream, Counter>,
    pub(crate) store_errors: Counter,
    pub(crate) sessions: Counter,
    pub(crate) tokens: Counter,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct Upstream {
    call: &'static str,
    outcome: &'static str,
}

impl Counters {
    pub(crate) fn new(metrics: &Metrics) -> Self {
        let counters = Self::default();
        metrics.register(
            "upstream_calls",
            "Calls to the service, by outcome",
            counters.upstream.clone(),
        );
        metrics.register("store_errors", "Failures of the store", counters.store_errors.clone());
        metrics.register("sessions", "Sessions made", counters.sessions.clone());
        metrics.register("tokens", "Tokens handed out", counters.tokens.clone());
        counters
    }

    pub(crate) fn upstream(&self, call: &'static str, outcome: &'static str) {
        self.upstream.get_or_create(&Upstream { call, outcome }).inc();
    }
}
