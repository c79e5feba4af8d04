//! See `src/t1_inspect.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| opentok_fuzz::t1_inspect::run(data));
