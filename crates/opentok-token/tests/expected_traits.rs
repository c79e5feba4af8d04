//! What people expect of a type, asserted of every public one when this is compiled.
//!
//! `cargo xtask public-types` refuses a type that is missing here.
#![cfg(all(feature = "arbitrary", feature = "rs256", feature = "serde"))]

use core::error::Error;
use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::str::FromStr;

use serde::Serialize;
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
        opentok_token::MintError,
        opentok_token::ParseApiKeyError,
        opentok_token::ParseApplicationIdError,
        opentok_token::ParseNonceError,
        opentok_token::ParseRoleError,
        opentok_token::ParseT1Error,
        opentok_token::RandomError,
        opentok_token::SessionIdError,
        opentok_token::SignError,
        opentok_token::VerifyError,
        opentok_token::t1::ParseProfileError,
    );
}

#[test]
fn names_are_read_printed_and_looked_up_by() {
    assert_implemented!(
        Copy + Debug + DeserializeOwned + Display + Eq + FromStr + Hash + Ord + Send + Serialize + Sync =>
        opentok_token::ApiKey,
        opentok_token::ApplicationId,
        opentok_token::Nonce,
        opentok_token::SessionId,
    );
    assert_implemented!(
        Copy + Debug + Default + DeserializeOwned + Display + Eq + FromStr + Hash + Send + Serialize + Sync =>
        opentok_token::Role,
    );
    assert_implemented!(
        Copy + Debug + Default + Display + Eq + FromStr + Hash + Send + Sync =>
        opentok_token::t1::Profile,
    );
}

#[test]
fn data_is_read_and_written() {
    assert_implemented!(
        Clone + Debug + DeserializeOwned + Eq + Send + Serialize + Sync =>
        opentok_token::GrantBuf,
    );
    assert_implemented!(
        Copy + Debug + Default + DeserializeOwned + Display + Eq + Hash + Ord + Send + Serialize + Sync =>
        opentok_token::UnixSeconds,
    );
    assert_implemented!(
        Copy + Debug + Default + DeserializeOwned + Display + Eq + Hash + Send + Serialize + Sync =>
        opentok_token::jwt::Level,
    );
    assert_implemented!(
        Copy + Debug + DeserializeOwned + Display + Eq + Hash + Send + Serialize + Sync =>
        opentok_token::TokenKind,
    );
}

#[test]
fn data_is_written() {
    assert_implemented!(
        Clone + Debug + Eq + Send + Serialize + Sync =>
        opentok_token::ClaimsBuf,
        opentok_token::jwt::RestClaimsBuf,
        opentok_token::t1::InspectedT1,
    );
    assert_implemented!(
        Copy + Debug + Eq + Send + Serialize + Sync =>
        opentok_token::Claims<'static>,
        opentok_token::jwt::RestClaims<'static>,
        opentok_token::jwt::help_lightning::PartnerClaims<'static>,
    );
    assert_implemented!(
        Copy + Debug + Display + Eq + Send + Serialize + Sync =>
        opentok_token::doctor::Finding,
    );
    assert_implemented!(
        Copy + Debug + Eq + Hash + Ord + Send + Serialize + Sync =>
        opentok_token::doctor::Severity,
    );
}

#[test]
fn choices_are_compared_and_looked_up_by() {
    assert_implemented!(
        Copy + Debug + Eq + Hash + Send + Sync =>
        opentok_token::JwtId,
        opentok_token::SessionCreated<'static>,
        opentok_token::TokenUse<'static>,
        opentok_token::doctor::Fault,
    );
    assert_implemented!(
        Copy + Debug + Default + Eq + Hash + Send + Sync =>
        opentok_token::doctor::Use,
    );
}

#[test]
fn values_are_compared() {
    assert_implemented!(
        Copy + Debug + Default + Eq + Send + Sync =>
        opentok_token::Policy,
    );
    assert_implemented!(
        Copy + Debug + Display + Eq + Send + Sync =>
        opentok_token::t1::FormText<'static>,
    );
    assert_implemented!(
        Copy + Debug + Eq + Send + Sync =>
        opentok_token::JwtIdText,
    );
}

#[test]
fn what_is_not_compared_can_be_copied() {
    assert_implemented!(
        Clone + Debug + Send + Sync =>
        opentok_token::Project,
        opentok_token::SignedToken,
        opentok_token::Signer,
        opentok_token::Token,
        opentok_token::Verifier<opentok_token::Project>,
        opentok_token::jwt::ApplicationSigner<compact_jws::RsaPrivateKey>,
        opentok_token::jwt::ApplicationVerifier<compact_jws::RsaPublicKey>,
        opentok_token::t1::Pairs<'static>,
    );
    assert_implemented!(
        Copy + Debug + Send + Sync =>
        opentok_token::ApiSecret<'static>,
        opentok_token::Grant<'static>,
        opentok_token::SessionPayload,
        opentok_token::t1::UntrustedT1<'static>,
    );
    assert_implemented!(
        Clone + Debug =>
        opentok_token::doctor::Case<'static>,
    );
}

#[test]
fn what_is_one_of_its_kind_stays_so() {
    assert_implemented!(
        Debug + Default + Send + Sync =>
        opentok_token::NonceBlock,
    );
}
