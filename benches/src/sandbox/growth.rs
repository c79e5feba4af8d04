use std::fs;
use std::time::Instant;

use http::Method;
use serde_json::{Value, json};

use super::Caller;
use crate::timing::quantile;

/// A sandbox with some things in it.
#[derive(Debug)]
pub struct Filled {
    /// Who calls it.
    pub caller: Caller,
    /// How much memory each thing took, in bytes.
    pub bytes_each: f64,
}

impl Filled {
    /// So many sessions.
    pub fn sessions(count: usize) -> Self {
        let caller = Caller::new();
        let before = resident();
        for _ in 0..count {
            drop(caller.create());
        }
        let bytes_each = (resident() - before) / count as f64;
        Self { caller, bytes_each }
    }

    /// So many archives that have ended, of one session.
    pub fn archives(count: usize) -> Self {
        let caller = Caller::new();
        let before = resident();
        let created = caller.create().into_body();
        let created = read(created);
        let session = created[0]["session_id"].as_str().expect("it has an id").to_owned();
        let publish = format!("/sandbox/session/{session}/stream");
        caller.call(Method::POST, &publish, "application/json", b"{}");
        let path = format!("/v2/project/{}/archive", caller.key);
        let start = json!({"sessionId": session}).to_string();
        for _ in 0..count {
            let started = read(
                caller
                    .call(Method::POST, &path, "application/json", start.as_bytes())
                    .into_body(),
            );
            let id = started["id"].as_str().expect("it has an id");
            drop(caller.call(Method::POST, &format!("{path}/{id}/stop"), "application/json", b""));
        }
        let bytes_each = (resident() - before) / count as f64;
        Self { caller, bytes_each }
    }

    /// Lists the last 50 archives.
    pub fn list(&self) {
        let path = format!("/v2/project/{}/archive?count=50", self.caller.key);
        drop(self.caller.call(Method::GET, &path, "application/json", b""));
    }
}

/// Nanoseconds a call of `work`, among many things and among few, in turns. `few` makes the place with few things anew for
/// each turn, since the work may add to them.
pub fn growth(many: &Filled, few: impl Fn() -> Filled, calls: usize, work: impl Fn(&Filled)) -> (f64, f64) {
    let time = |filled: &Filled| {
        work(filled);
        let begun = Instant::now();
        (0..calls).for_each(|_| work(filled));
        begun.elapsed().as_secs_f64() * 1e9 / calls as f64
    };
    let (mut large, mut small) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        small.push(time(&few()));
        large.push(time(many));
    }
    (quantile(large, 0.1), quantile(small, 0.1))
}

const TURNS: usize = 60;

/// The memory of this process, in bytes.
fn resident() -> f64 {
    let pages = fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|pages| pages.split(' ').nth(1)?.parse::<f64>().ok());
    pages.map_or(f64::NAN, |pages| pages * 4096.0)
}

fn read(body: http_endpoint::Body) -> Value {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("threads are there");
    let bytes = runtime
        .block_on(body.collect(1 << 20))
        .expect("the sandbox keeps nobody waiting");
    serde_json::from_slice(&bytes).expect("it is JSON")
}
