//! Whether two threads get twice as much done.

use core::time::Duration;
use std::sync::Barrier;
use std::time::Instant;

use crate::timing::quantile;

/// Pairs of runs, one thread and two.
const ROUNDS: usize = 15;

/// Far longer than a thread takes to start or a scheduler's slice lasts.
const TURN: Duration = Duration::from_millis(40);

/// The throughput of two threads divided by that of one: the median over the rounds.
pub fn scaling(work: &(impl Fn() + Sync)) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let alone = throughput(1, work);
        throughput(2, work) / alone
    });
    quantile(rounds.collect(), 0.5)
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
