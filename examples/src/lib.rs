//! The programs are in `src/bin`. Here are examples that a crate tells and must not run itself, because they use crates that
//! it must not know.

#[cfg(doctest)]
#[doc = include_str!("../../crates/opentok-sandbox/GUIDE.md")]
struct SandboxGuide;
