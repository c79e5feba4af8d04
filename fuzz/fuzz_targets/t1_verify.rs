//! See `src/t1_verify.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| opentok_fuzz::t1_verify::run(data));
