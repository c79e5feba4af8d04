//! What is measured, with what, and against what. The program of this package does the measuring.

pub mod inputs;
pub mod judge;
pub mod sandbox;
pub mod threads;
pub mod timing;
pub mod yardstick;
