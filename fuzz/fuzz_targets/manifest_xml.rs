//! See `src/archive.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| opentok_fuzz::archive::manifest_xml(data));
