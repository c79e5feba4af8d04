//! What people expect of a type, asserted of every public one when this is compiled.
//!
//! `cargo xtask public-types` refuses a type that is missing here.
#![cfg(feature = "serve")]

use core::error::Error;
use core::fmt::Debug;
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
        Error + Debug + Send + Sync =>
        opentok_sandbox::legacy::StoreArchiveError,
        opentok_sandbox::serve::MakeCertificateError,
    );
    assert_implemented!(
        Error + Clone + Debug + Eq + Send + Sync =>
        opentok_sandbox::SurfaceError,
    );
}

#[test]
fn choices_are_compared_and_looked_up_by() {
    assert_implemented!(
        Copy + Debug + Default + Eq + Hash + Send + Sync =>
        opentok_sandbox::legacy::Environment,
        opentok_sandbox::legacy::Era,
        opentok_sandbox::legacy::VideoAddress,
        opentok_sandbox::media::Tracks,
    );
    assert_implemented!(
        Copy + Debug + Eq + Hash + Send + Sync =>
        opentok_sandbox::PeerAddress,
        opentok_sandbox::WebhookKind,
        opentok_sandbox::media::Broadcasting,
    );
}

#[test]
fn values_are_compared() {
    assert_implemented!(
        Copy + Debug + Default + Eq + Send + Sync =>
        opentok_sandbox::Disturbance,
    );
}

#[test]
fn what_is_not_compared_can_be_copied() {
    assert_implemented!(
        Clone + Debug + Send + Sync =>
        opentok_sandbox::Clock,
        opentok_sandbox::Credentials,
        opentok_sandbox::Sandbox,
        opentok_sandbox::SandboxTransport,
        opentok_sandbox::Webhook,
        opentok_sandbox::media::MediaFile,
        opentok_sandbox::serve::Certificate,
        opentok_sandbox::serve::Server,
    );
    assert_implemented!(
        Clone + Debug + Default + Send + Sync =>
        opentok_sandbox::Fault,
        opentok_sandbox::Options,
        opentok_sandbox::Publication,
        opentok_sandbox::legacy::Legacy,
    );
    assert_implemented!(
        Copy + Debug + Default + Send + Sync =>
        opentok_sandbox::serve::Limits,
    );
    assert_implemented!(
        Copy + Debug + Send + Sync =>
        opentok_sandbox::Client<'static>,
    );
}

#[test]
fn what_is_one_of_its_kind_stays_so() {
    assert_implemented!(
        Debug + Send + Sync =>
        opentok_sandbox::media::MediaBody,
        opentok_sandbox::serve::Running,
    );
}
