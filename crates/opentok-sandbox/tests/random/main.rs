//! Whatever is called in whatever order: nothing panics, and what must always be true is. 10,000 sequences of calls.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod invariants;
mod step;
#[path = "../support/mod.rs"]
mod support;
mod world;

use proptest::prelude::*;

use step::step;
use world::World;

/// Declares a test for each part of the sequences, so that they share the machine's cores.
macro_rules! parts {
    ($($part:ident)*) => {
        proptest! {
            #![proptest_config(ProptestConfig { cases: SEQUENCES / [$(stringify!($part)),*].len() as u32, ..ProptestConfig::default() })]

            $(#[test]
            fn $part(steps in prop::collection::vec(step(), 1..40)) {
                let mut world = World::new();
                steps.iter().for_each(|step| world.take(step));
                invariants::check(&world);
            })*
        }
    };
}

const SEQUENCES: u32 = 10_000;

parts! {
    what_must_be_true_stays_true_in_the_first_part
    what_must_be_true_stays_true_in_the_second_part
    what_must_be_true_stays_true_in_the_third_part
    what_must_be_true_stays_true_in_the_fourth_part
}
