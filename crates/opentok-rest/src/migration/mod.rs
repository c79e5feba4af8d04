//! What changes for a server that moves from one environment to the other, as values.
//!
//! ```
//! use opentok_rest::migration::{Case, Environment, Weight};
//!
//! let case = Case::new(Environment::Unified)
//!     .project("45676632".parse()?)
//!     .call("start_archive".parse()?)
//!     .call("query_insights".parse()?);
//! let findings = case.examine();
//! assert_eq!(findings[0].code(), "call_missing");
//! assert_eq!(findings[0].subject(), Some("query_insights"));
//! assert_eq!(findings[0].weight(), Weight::Blocked);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`Case`] is what is known of the server: who it is on either side, which calls it makes, which sessions it keeps,
//! which client tokens it hands out, how it receives webhooks. [`Case::examine`] says what becomes of each, the gravest
//! first. Nothing is asked of any service. What can be told from the calls themselves is: paths, hosts and where a call is
//! offered come from [`CALLS`](crate::CALLS) and [`Site`](crate::Site), lifetimes from [`opentok_token::limits`].
//!
//! What no public source settles is said to be not known, and weighs [`Weight::Review`].
//!
//! Wire: [`WIRE.md`, "From one environment to the other"](crate::wire#from-one-environment-to-the-other).

mod call;
mod case;
mod difference;
mod environment;
mod finding;
mod session;
mod side;

pub use call::{CallName, ParseCallNameError};
pub use case::{Case, ClientTokens, Webhooks};
pub use environment::Environment;
pub use finding::{Finding, Weight};
