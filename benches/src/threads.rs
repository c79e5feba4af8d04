//! Whether two threads get twice as much done.

use core::time::Duration;
use std::sync::Barrier;
use std::time::Instant;

use crate::timing::Contest;

/// Pairs of runs, one thread and two.
const ROUNDS: usize = 15;

/// Far longer than a thread takes to start or a scheduler's slice lasts.
const TURN: Duration = Duration::from_millis(40);

/// Two threads that work together, against one alone: of all rounds the one whose ratio is in the middle.
pub fn scaling(work: &(impl Fn() + Sync)) -> Contest {
    let round = |_| Contest {
        yardstick: 1e9 / throughput(1, work),
        ours: 1e9 / throughput(2, work),
    };
    let mut rounds: Vec<Contest> = (0..ROUNDS).map(round).collect();
    rounds.sort_by(|one, other| one.ratio().total_cmp(&other.ratio()));
    rounds[ROUNDS / 2]
}

/// Calls a second, over all threads together.
fn throughput(threads: usize, work: &(impl Fn() + Sync)) -> f64 {
    let barrier = Barrier::new(threads);
    let run = || {
        barrier.wait();
        let (start, mut calls) = (Instant::now(), 0_u32);
        while start.elapsed() < TURN {
            // Reading the clock costs a tenth of a token: once in a hundred calls it costs nothing.
            for _ in 0..100 {
                work();
            }
            calls += 100;
        }
        f64::from(calls) / start.elapsed().as_secs_f64()
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
        let own = run();
        own + others
            .into_iter()
            .map(|other| other.join().expect("work does not panic"))
            .sum::<f64>()
    })
}
