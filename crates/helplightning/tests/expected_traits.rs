//! What people expect of a type, asserted of every public one when this is compiled.
//!
//! `cargo xtask public-types` refuses a type that is missing here.
#![cfg(feature = "sandbox")]

use core::error::Error;
use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::str::FromStr;

use serde::de::DeserializeOwned;

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
        helplightning::DecodeError,
        helplightning::ParseApiKeyError,
        helplightning::ParseEmailError,
        helplightning::ParseIdError,
        helplightning::ParseServiceError,
        helplightning::ParseTokenError,
    );
    assert_implemented!(
        Error + Clone + Debug + Eq + Send + Sync =>
        helplightning::AnswerError,
    );
    assert_implemented!(
        Error + Debug + Send + Sync =>
        helplightning::CallError,
    );
}

#[test]
fn names_are_read_printed_and_looked_up_by() {
    assert_implemented!(
        Clone + Debug + DeserializeOwned + Display + Eq + FromStr + Hash + Send + Sync =>
        helplightning::SessionId,
    );
    assert_implemented!(
        Clone + Debug + Display + Eq + FromStr + Hash + Send + Sync =>
        helplightning::SiteId,
    );
    assert_implemented!(
        Copy + Debug + DeserializeOwned + Display + Eq + FromStr + Hash + Ord + Send + Sync =>
        helplightning::UserId,
    );
}

#[test]
fn texts_that_are_read_are_not_all_shown() {
    assert_implemented!(
        Clone + Debug + DeserializeOwned + FromStr + Send + Sync =>
        helplightning::EnterpriseToken,
        helplightning::GssToken,
        helplightning::PartnerToken,
        helplightning::RefreshToken,
        helplightning::SessionToken,
        helplightning::UserToken,
    );
    assert_implemented!(
        Clone + Debug + Eq + FromStr + Send + Sync =>
        helplightning::EmailAddress,
        helplightning::Service,
    );
    assert_implemented!(
        Clone + Debug + FromStr + Send + Sync =>
        helplightning::ApiKey,
    );
}

#[test]
fn data_is_read() {
    assert_implemented!(
        Clone + Debug + DeserializeOwned + Send + Sync =>
        helplightning::LoginAccess,
        helplightning::SessionAccess,
        helplightning::UserAccess,
    );
    assert_implemented!(
        Clone + Debug + DeserializeOwned + PartialEq + Send + Sync =>
        helplightning::User,
        helplightning::UserPage,
    );
    assert_implemented!(
        Clone + Debug + DeserializeOwned + Eq + Send + Sync =>
        helplightning::OwnUser,
    );
}

#[test]
fn choices_are_compared_and_looked_up_by() {
    assert_implemented!(
        Copy + Debug + Default + Eq + Hash + Ord + Send + Sync =>
        helplightning::UnixSeconds,
    );
    assert_implemented!(
        Copy + Debug + Default + Eq + Hash + Send + Sync =>
        helplightning::Region,
    );
}

#[test]
fn values_are_compared() {
    assert_implemented!(
        Clone + Debug + Default + Display + Eq + Send + Sync =>
        helplightning::Detail,
    );
    assert_implemented!(
        Clone + Debug + Default + Eq + Send + Sync =>
        helplightning::ListUsers,
    );
    assert_implemented!(
        Clone + Debug + Eq + Send + Sync =>
        helplightning::ReadSession,
    );
    assert_implemented!(
        Copy + Debug + Default + Eq + Send + Sync =>
        helplightning::ReadOwnUser,
    );
    assert_implemented!(
        Copy + Debug + Eq + Send + Sync =>
        helplightning::ReadUser,
    );
}

#[test]
fn what_is_not_compared_can_be_copied() {
    assert_implemented!(
        Clone + Debug + Send + Sync =>
        helplightning::BlockingClient<http_endpoint::AnyTransport>,
        helplightning::Client<http_endpoint::AnyTransport>,
        helplightning::Clock,
        helplightning::CreateSession,
        helplightning::InviteUser,
        helplightning::Login,
        helplightning::PartnerKey,
        helplightning::Password,
        helplightning::RawCall,
        helplightning::RefreshLogin,
        helplightning::SessionVideo,
        helplightning::VideoAccess,
        helplightning::sandbox::Fault,
        helplightning::sandbox::Sandbox,
        helplightning::sandbox::SandboxTransport,
    );
    assert_implemented!(
        Copy + Debug + Default + Send + Sync =>
        helplightning::NoToken,
    );
}

#[test]
fn what_is_one_of_its_kind_stays_so() {
    assert_implemented!(
        Debug + Send + Sync =>
        helplightning::BlockingUsers<'static, http_endpoint::AnyTransport>,
        helplightning::Partner,
        helplightning::Users<'static, http_endpoint::AnyTransport>,
        helplightning::sandbox::Outcome,
    );
}
