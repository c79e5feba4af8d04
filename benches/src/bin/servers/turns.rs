use std::fs;

use opentok_benches::timing::quantile;

use crate::load::Load;

/// Two servers that were asked in turns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turns {
    /// Seconds a request of each, seen by who asks.
    pub(crate) seconds: [f64; 2],
    /// Seconds a request that each server's thread was running, the kernel's work for it included.
    pub(crate) server_seconds: [f64; 2],
}

impl Turns {
    /// Connections that ask at the same time.
    pub(crate) const CONNECTIONS: usize = 64;
    /// Rounds that count. In each, both have one turn.
    const ROUNDS: usize = 100;
    /// Rounds before those.
    const WARM_UP: usize = 5;
    /// Requests in a turn: a tenth of a second, so that some turns are disturbed and others are not.
    const REQUESTS: usize = 4_096;

    /// Asks both in turns, the order changing from round to round, so that whatever slows the machine slows both. What
    /// counts is the first tenth of each side's times in order, as in the other measurements.
    ///
    /// `threads` are the names of the threads that the servers run on.
    pub(crate) fn take(mut loads: [Load; 2], threads: [&str; 2]) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let (mut seconds, mut server_seconds) = ([const { Vec::new() }; 2], [const { Vec::new() }; 2]);
        for round in 0..Self::WARM_UP + Self::ROUNDS {
            for turn in 0..2 {
                let side = (round + turn) % 2;
                let before = running_seconds(threads[side]);
                let took = loads[side].run(&runtime, Self::CONNECTIONS, Self::REQUESTS);
                if round >= Self::WARM_UP {
                    seconds[side].push(took);
                    server_seconds[side].push((running_seconds(threads[side]) - before) / Self::REQUESTS as f64);
                }
            }
        }
        Self {
            seconds: seconds.map(|side| quantile(side, 0.1)),
            server_seconds: server_seconds.map(|side| quantile(side, 0.1)),
        }
    }

    /// The first divided by the second: lower is better.
    pub(crate) fn ratio(&self) -> f64 {
        self.seconds[0] / self.seconds[1]
    }
}

/// How long the thread of this name was running so far; NaN where the system does not tell.
fn running_seconds(name: &str) -> f64 {
    let find = || {
        let threads = fs::read_dir("/proc/self/task").ok()?.flatten();
        let named =
            |path: &std::path::Path| fs::read_to_string(path.join("comm")).is_ok_and(|comm| comm.trim() == name);
        let path = threads.map(|entry| entry.path()).find(|path| named(path))?;
        let stat = fs::read_to_string(path.join("schedstat")).ok()?;
        stat.split_whitespace().next()?.parse::<f64>().ok()
    };
    find().unwrap_or(f64::NAN) / 1e9
}
