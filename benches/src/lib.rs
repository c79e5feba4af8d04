//! What is measured, with what, and against what. The program of this package does the measuring.

pub mod bare_rest;
pub mod inputs;
pub mod judge;
pub mod loopback;
pub mod manifests;
pub mod memory;
pub mod rest;
pub mod sandbox;
pub mod threads;
pub mod timing;
pub mod yardstick;
