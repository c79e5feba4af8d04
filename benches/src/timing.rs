//! Two things against each other, in turns.

use core::time::Duration;
use std::time::Instant;

/// How two things compare that ran in turns on the same machine.
#[derive(Clone, Copy, Debug)]
pub struct Contest {
    /// Nanoseconds a call of the first.
    pub ours: f64,
    /// Nanoseconds a call of the second.
    pub yardstick: f64,
}

/// Rounds that count. In each, both have one turn.
const ROUNDS: usize = 1000;

/// Rounds before those: caches, branch predictors and the processor's clock settle.
const WARM_UP: usize = 50;

/// Short enough that most turns end before the scheduler gives the processor to somebody else.
const TURN: Duration = Duration::from_micros(250);

impl Contest {
    /// Runs both in turns, the order changing from round to round, so that whatever slows the machine slows both.
    ///
    /// What counts is the first tenth of each side's times in order: the turns that nobody disturbed, without the one
    /// lucky turn that the very best would be.
    pub fn run(ours: impl FnMut(), yardstick: impl FnMut()) -> Self {
        Self::rounds(ROUNDS, ours, yardstick)
    }

    /// The same with fewer rounds, for work that takes far longer than a turn should.
    pub fn rounds(rounds: usize, mut ours: impl FnMut(), mut yardstick: impl FnMut()) -> Self {
        let calls = (calls_per_turn(&mut ours), calls_per_turn(&mut yardstick));
        let warm_up = WARM_UP * rounds / ROUNDS;
        let mut times = (Vec::with_capacity(rounds), Vec::with_capacity(rounds));
        for round in 0..warm_up + rounds {
            if round == warm_up {
                times.0.clear();
                times.1.clear();
            }
            if round % 2 == 0 {
                times.0.push(time(&mut ours, calls.0));
            }
            times.1.push(time(&mut yardstick, calls.1));
            if round % 2 == 1 {
                times.0.push(time(&mut ours, calls.0));
            }
        }
        Self {
            ours: quantile(times.0, 0.1),
            yardstick: quantile(times.1, 0.1),
        }
    }

    /// The first divided by the second: lower is better.
    pub fn ratio(&self) -> f64 {
        self.ours / self.yardstick
    }
}

/// The value below which `share` of `values` lie; there must be one.
pub fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() as f64 * share) as usize]
}

/// Nanoseconds a call, over `calls` of them.
fn time(work: &mut impl FnMut(), calls: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        work();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
}

/// How often `work` can be called within a turn.
fn calls_per_turn(work: &mut impl FnMut()) -> u32 {
    let mut calls = 1;
    while calls < 1 << 20 && time(work, calls) * f64::from(calls) < TURN.as_secs_f64() * 1e9 {
        calls *= 2;
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_one_of_the_values() {
        let values: Vec<_> = (0..100).rev().map(f64::from).collect();
        assert_eq!(quantile(values.clone(), 0.1), 10.0);
        assert_eq!(quantile(values, 0.5), 50.0);
        assert_eq!(quantile(vec![3.0], 0.5), 3.0);
    }
}
