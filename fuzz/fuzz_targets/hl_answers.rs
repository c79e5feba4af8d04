//! See `src/helplightning.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| opentok_fuzz::helplightning::answers(data));
