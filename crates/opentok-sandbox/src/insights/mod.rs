//! Insights: the small part of GraphQL that its queries are made of, and the figures the sandbox has.

mod answer;
mod query;

pub(crate) use answer::answer;
pub(crate) use query::{Field, parse};
