//! What commands print: for people, aligned lines; for programs, JSON.

mod console;
mod facts;
mod json_value;
mod printable;

pub(crate) use console::Console;
pub(crate) use facts::{Fact, Facts};
pub(crate) use json_value::json_fact;
pub(crate) use printable::Printable;
