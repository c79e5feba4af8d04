//! See `src/webhook.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| opentok_fuzz::webhook::run(data));
