//! What people expect of a type, asserted of every public one when this is compiled.
//!
//! `cargo xtask public-types` refuses a type that is missing here.
#![cfg(all(
    feature = "hyper",
    feature = "record",
    feature = "reqwest",
    feature = "tower",
    feature = "ureq"
))]

use core::error::Error;
use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::str::FromStr;

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
        Error + Copy + Debug + Eq + Send + Sync =>
        http_endpoint::BuildRequestError,
        http_endpoint::ParseBaseError,
        http_endpoint::ReplayError,
        http_endpoint::net::ParseProxyError,
        http_endpoint::net::TlsSettingsError,
    );
    assert_implemented!(
        Error + Debug + Send + Sync =>
        http_endpoint::ExchangeError<core::fmt::Error>,
        http_endpoint::ReadRecordingError,
        http_endpoint::TransportError,
        http_endpoint::net::BuildTransportError,
    );
}

#[test]
fn names_are_read_printed_and_looked_up_by() {
    assert_implemented!(
        Clone + Debug + Display + Eq + FromStr + Hash + Send + Sync =>
        http_endpoint::Base,
    );
}

#[test]
fn choices_are_compared_and_looked_up_by() {
    assert_implemented!(
        Copy + Debug + Display + Eq + Hash + Send + Sync =>
        http_endpoint::TransportErrorKind,
    );
    assert_implemented!(
        Copy + Debug + Eq + Hash + Ord + Send + Sync =>
        http_endpoint::Attempt,
    );
    assert_implemented!(
        Copy + Debug + Eq + Hash + Send + Sync =>
        http_endpoint::Safety,
    );
}

#[test]
fn values_are_compared() {
    assert_implemented!(
        Copy + Debug + Default + Eq + Send + Sync =>
        http_endpoint::TimeLimits,
    );
}

#[test]
fn what_is_not_compared_can_be_copied() {
    assert_implemented!(
        Clone + Debug + Send + Sync =>
        http_endpoint::AnyTransport,
        http_endpoint::Chance,
        http_endpoint::Deadline<http_endpoint::AnyTransport>,
        http_endpoint::HyperTransport,
        http_endpoint::RequestBuilder,
        http_endpoint::ReqwestTransport,
        http_endpoint::Retry<http_endpoint::AnyTransport>,
        http_endpoint::Sleeper,
        http_endpoint::TowerTransport<(), http_endpoint::Body>,
        http_endpoint::UreqTransport,
        http_endpoint::net::Identity,
        http_endpoint::net::Proxy,
        http_endpoint::net::Roots,
    );
    assert_implemented!(
        Clone + Debug + Default + Send + Sync =>
        http_endpoint::Redaction,
        http_endpoint::RetryBudget,
        http_endpoint::RetryPolicy,
        http_endpoint::net::NetSettings,
    );
    assert_implemented!(
        Copy + Debug + Send + Sync =>
        http_endpoint::FnTransport<fn()>,
    );
}

#[test]
fn what_is_one_of_its_kind_stays_so() {
    assert_implemented!(
        Debug + Send + Sync =>
        http_endpoint::Record<http_endpoint::AnyTransport, Vec<u8>>,
        http_endpoint::Replay,
    );
    assert_implemented!(
        Debug + Default + Send =>
        http_endpoint::Body,
    );
    assert_implemented!(
        Debug + Send =>
        http_endpoint::BlockingBody,
    );
}
