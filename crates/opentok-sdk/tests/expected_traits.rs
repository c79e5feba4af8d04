//! What people expect of a type, asserted of every public one when this is compiled.
//!
//! `cargo xtask public-types` refuses a type that is missing here.

use core::error::Error;
use core::fmt::{Debug, Display};

/// Does not compile unless each of the types implements all of the traits.
macro_rules! assert_implemented {
    ($first:ident $(+ $more:ident)* => $($type:ty),+ $(,)?) => {{
        const fn check<T: $first $(+ $more)*>() {}
        $(check::<$type>();)+
    }};
}

#[test]
fn errors_are_errors() {
    assert_implemented!(
        Error + Debug + Send + Sync =>
        opentok_sdk::Error,
        opentok_sdk::ReadEnvironmentError,
    );
}

#[test]
fn what_is_not_compared_can_be_copied() {
    assert_implemented!(
        Clone + Debug + Send + Sync =>
        opentok_sdk::OpenTok<opentok_sdk::transport::AnyTransport>,
        opentok_sdk::blocking::OpenTok<std::sync::Arc<dyn opentok_sdk::transport::BlockingTransport>>,
    );
    assert_implemented!(
        Clone + Debug + Display + Send + Sync =>
        opentok_sdk::Environment,
    );
}
