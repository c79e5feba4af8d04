//! One file for each call: options, request, answer, and how the answer is read.

pub(crate) mod answer;
pub(crate) mod archive;
pub(crate) mod ask;
