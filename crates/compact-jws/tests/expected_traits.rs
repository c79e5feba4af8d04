//! What people expect of a type, asserted of every public one when this is compiled.
//!
//! `cargo xtask public-types` refuses a type that is missing here.
#![cfg(all(feature = "alloc", feature = "rs256"))]

use core::error::Error;
use core::fmt::{Debug, Display};
use core::hash::Hash;

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
        compact_jws::KeyError,
        compact_jws::ParseError,
        compact_jws::SignError,
        compact_jws::VerifyError,
        compact_jws::json::JsonError,
    );
}

#[test]
fn choices_are_compared_and_looked_up_by() {
    assert_implemented!(
        Copy + Debug + Display + Eq + Hash + Send + Sync =>
        compact_jws::Algorithm,
        compact_jws::Segment,
        compact_jws::json::JsonErrorKind,
    );
}

#[test]
fn values_are_compared() {
    assert_implemented!(
        Copy + Debug + Display + Eq + Send + Sync =>
        compact_jws::json::Text<'static>,
    );
}

#[test]
fn what_is_not_compared_can_be_copied() {
    assert_implemented!(
        Clone + Debug + Send + Sync =>
        compact_jws::Hs256Key,
        compact_jws::RsaPrivateKey,
        compact_jws::RsaPublicKey,
        compact_jws::UnsignedJws,
        compact_jws::json::Chars<'static>,
        compact_jws::json::Items<'static>,
        compact_jws::json::Members<'static>,
    );
    assert_implemented!(
        Copy + Debug + Send + Sync =>
        compact_jws::UntrustedJws<'static>,
        compact_jws::UnverifiedJws<'static>,
        compact_jws::VerifiedJws<'static>,
        compact_jws::json::Array<'static>,
        compact_jws::json::Object<'static>,
        compact_jws::json::Value<'static>,
    );
    assert_implemented!(
        Copy + Debug + Display + Send + Sync =>
        compact_jws::json::Number<'static>,
    );
}

#[test]
fn what_is_one_of_its_kind_stays_so() {
    assert_implemented!(
        Debug + Send + Sync =>
        compact_jws::json::ObjectWriter<'static>,
    );
}
