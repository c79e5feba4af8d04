//! See `src/hl_requests.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| opentok_fuzz::hl_requests::run(data));
