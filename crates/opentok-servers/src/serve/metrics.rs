use alloc::sync::Arc;
use core::fmt;
use std::sync::{Mutex, PoisonError, RwLock};

use prometheus_client::encoding::{EncodeLabelSet, text::encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Metric, Registry};

use crate::log::Access;

/// Counters of a server, read as Prometheus text. Cheap to clone.
///
/// No label holds an id, a token or anything else that a caller chooses.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Mutex<Registry>>,
    requests: Family<Request, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    answered: Arc<RwLock<Vec<Answered>>>,
    pub(crate) connections: Gauge,
    pub(crate) refused_connections: Counter,
    pub(crate) panics: Counter,
}

/// The counters of one kind of request, found without hashing labels. There are as many as kinds that were asked for: a
/// few.
#[derive(Clone)]
struct Answered {
    kind: Request,
    requests: Counter,
    seconds: Histogram,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct Request {
    route: &'static str,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct Route {
    route: &'static str,
}

impl Metrics {
    /// Counters whose names begin with `prefix`, such as `tiny_opentok`.
    pub fn new(prefix: &str) -> Self {
        let metrics = Self {
            registry: Arc::new(Mutex::new(Registry::with_prefix(prefix))),
            requests: Family::default(),
            seconds: Family::new_with_constructor(seconds),
            answered: Arc::default(),
            connections: Gauge::default(),
            refused_connections: Counter::default(),
            panics: Counter::default(),
        };
        metrics.register("requests", "Answered requests", metrics.requests.clone());
        metrics.register(
            "request_duration_seconds",
            "Time from a request's head to its reply",
            metrics.seconds.clone(),
        );
        metrics.register("connections", "Open connections", metrics.connections.clone());
        metrics.register(
            "refused_connections",
            "Connections refused because too many were open",
            metrics.refused_connections.clone(),
        );
        metrics.register("panics", "Requests that ended in a bug", metrics.panics.clone());
        metrics.register(
            "build",
            "What is running",
            Info::new([("version", env!("CARGO_PKG_VERSION"))]),
        );
        metrics
    }

    /// Adds a counter of the server's own.
    pub fn register(&self, name: &str, help: &str, metric: impl Metric) {
        let mut registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        registry.register(name, help, metric);
    }

    /// Counts one request.
    pub(crate) fn count(&self, access: &Access<'_>) {
        let request = Request {
            route: access.route,
            method: access.method,
            status: access.status,
        };
        let seconds = access.time.as_secs_f64();
        let answered = self.answered.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = answered.iter().find(|known| known.kind == request) {
            known.count(seconds);
            return;
        }
        drop(answered);
        let route = Route { route: access.route };
        let new = Answered {
            requests: self.requests.get_or_create_owned(&request),
            seconds: self.seconds.get_or_create_owned(&route),
            kind: request,
        };
        new.count(seconds);
        let mut answered = self.answered.write().unwrap_or_else(PoisonError::into_inner);
        if answered.iter().all(|known| known.kind != new.kind) {
            answered.push(new);
        }
    }

    /// Everything, in the text format of OpenMetrics 1.0, which Prometheus reads.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        // Writing to a String does not fail.
        let _ = encode(&mut text, &registry);
        text
    }
}

impl Answered {
    fn count(&self, seconds: f64) {
        self.requests.inc();
        self.seconds.observe(seconds);
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics(..)")
    }
}

/// From what a token costs to what an upstream call may take.
fn seconds() -> Histogram {
    Histogram::new([
        0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0,
    ])
}

#[cfg(test)]
mod tests {
    use core::net::{IpAddr, Ipv4Addr};
    use core::time::Duration;

    use super::*;

    #[test]
    fn each_kind_of_request_has_its_counter_and_each_route_its_times() {
        let metrics = Metrics::new("t");
        let count = |method, route, status| {
            metrics.clone().count(&Access {
                method,
                route,
                status,
                time: Duration::from_millis(1),
                bytes: 0,
                id: "",
                client: IpAddr::V4(Ipv4Addr::LOCALHOST),
            });
        };
        for (method, route, status) in [
            ("POST", "/a", 201),
            ("POST", "/a", 404),
            ("POST", "/a", 201),
            ("GET", "/a", 201),
            ("POST", "/b", 201),
        ] {
            count(method, route, status);
        }
        let text = metrics.to_text();
        for line in [
            r#"t_requests_total{route="/a",method="POST",status="201"} 2"#,
            r#"t_requests_total{route="/a",method="POST",status="404"} 1"#,
            r#"t_requests_total{route="/a",method="GET",status="201"} 1"#,
            r#"t_requests_total{route="/b",method="POST",status="201"} 1"#,
            r#"t_request_duration_seconds_count{route="/a"} 4"#,
            r#"t_request_duration_seconds_count{route="/b"} 1"#,
        ] {
            assert!(text.lines().any(|known| known == line), "{line} is not in {text}");
        }
    }
}
