//! See `src/sandbox_requests.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| opentok_fuzz::sandbox_requests::run(data));
