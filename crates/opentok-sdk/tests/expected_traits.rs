//! What people expect of a type, asserted of every public one when this is compiled.
//!
//! `cargo xtask public-types` refuses a type that is missing here.

use core::error::Error;
use core::fmt::{Debug, Display};

use opentok_sdk::transport::FnTransport;

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
        Error + Debug + Display + Send + Sync =>
        opentok_sdk::Error,
        opentok_sdk::ReadEnvironmentError,
    );
}

#[test]
fn objects_are_shared_and_show_no_more_than_they_may() {
    // Also over a transport that is neither cloned nor shown.
    assert_implemented!(
        Clone + Debug + Send + Sync =>
        opentok_sdk::OpenTok,
        opentok_sdk::OpenTok<FnTransport<fn()>>,
        opentok_sdk::blocking::OpenTok,
        opentok_sdk::blocking::OpenTok<Box<dyn opentok_sdk::transport::BlockingTransport>>,
    );
}

#[test]
fn environments_are_kept_and_told() {
    assert_implemented!(
        Clone + Debug + Display + Send + Sync =>
        opentok_sdk::Environment,
    );
}
