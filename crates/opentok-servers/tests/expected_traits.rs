//! What people expect of a type, asserted of every public one when this is compiled.
//!
//! `cargo xtask public-types` refuses a type that is missing here.
#![cfg(all(feature = "redb", feature = "redis", feature = "sandbox", feature = "tls"))]

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
        opentok_servers::help_lightning::ParsePinError,
        opentok_servers::help_lightning::ParseSessionIdFormError,
        opentok_servers::store::ParseLocationError,
        opentok_servers::http::ParseNetworkError,
        opentok_servers::http::ParseOriginError,
        opentok_servers::http::ParseRateError,
        opentok_servers::log::ParseLogFormatError,
        opentok_servers::serve::ReadTlsError,
        opentok_servers::settings::ParseValueError,
        opentok_servers::tiny::ParseCallerError,

    );
    assert_implemented!(
        Error + Debug + Send + Sync =>
        opentok_servers::help_lightning::OpenError,
        opentok_servers::help_lightning::ReadKeyError,
        opentok_servers::help_lightning::StoreError,
        opentok_servers::tiny::StartError,
        opentok_servers::store::OpenStoreError,
        opentok_servers::tiny::store::RoomError<core::fmt::Error>,
    );
    assert_implemented!(
        Error + Clone + Debug + Default + Eq + Send + Sync =>
        opentok_servers::settings::Faults,
    );
    assert_implemented!(
        Error + Clone + Debug + Eq + Send + Sync =>
        opentok_servers::http::ApiError,
    );
    assert_implemented!(
        Error + Clone + Debug + Send + Sync =>
        opentok_servers::tiny::store::StoreError,
    );
}

#[test]
fn names_are_read_printed_and_looked_up_by() {
    assert_implemented!(
        Copy + Debug + Default + Display + Eq + FromStr + Hash + Send + Sync =>
        opentok_servers::help_lightning::SessionIdForm,
        opentok_servers::log::LogFormat,
        opentok_servers::settings::Switch,
        opentok_servers::tiny::TokenFormat,
    );
    assert_implemented!(
        Copy + Debug + Display + Eq + FromStr + Send + Sync =>
        opentok_servers::http::Network,
        opentok_servers::http::Rate,
        opentok_servers::settings::SettingDuration,
    );
    assert_implemented!(
        Copy + Debug + Default + Display + Eq + FromStr + Send + Sync =>
        opentok_servers::help_lightning::PinDigits,
    );
}

#[test]
fn texts_that_are_read_are_not_all_shown() {
    assert_implemented!(
        Clone + Debug + Display + FromStr + Send + Sync =>
        opentok_servers::store::StoreLocation,
        opentok_servers::tiny::store::StoreLocation,
    );
    assert_implemented!(
        Clone + Debug + Eq + FromStr + Hash + Send + Sync =>
        opentok_servers::help_lightning::Pin,
    );
    assert_implemented!(
        Copy + Debug + Default + DeserializeOwned + Eq + FromStr + Hash + Send + Serialize + Sync =>
        opentok_servers::tiny::MediaMode,
    );
    assert_implemented!(
        Copy + Debug + Default + Eq + FromStr + Send + Sync =>
        opentok_servers::tiny::Rights,
    );
}

#[test]
fn choices_are_compared_and_looked_up_by() {
    assert_implemented!(
        Copy + Debug + Eq + Hash + Send + Sync =>
        opentok_servers::help_lightning::Put,
        opentok_servers::help_lightning::Route,
        opentok_servers::http::MediaType,
        opentok_servers::log::Level,
        opentok_servers::tiny::Right,
        opentok_servers::tiny::Route,
    );
}

#[test]
fn values_are_compared() {
    assert_implemented!(
        Clone + Debug + Eq + Send + Sync =>
        opentok_servers::help_lightning::Held,
        opentok_servers::settings::Shown,
        opentok_servers::tiny::Record,
    );
    assert_implemented!(
        Clone + Debug + Display + Eq + Send + Sync =>
        opentok_servers::settings::Fault,
    );
    assert_implemented!(
        Copy + Debug + Eq + Send + Sync =>
        opentok_servers::help_lightning::TooMany,
    );
}

#[test]
fn what_is_not_compared_can_be_copied() {
    assert_implemented!(
        Clone + Debug + Send + Sync =>
        opentok_servers::help_lightning::Account,
        opentok_servers::help_lightning::Attempts,
        opentok_servers::help_lightning::Chance,
        opentok_servers::help_lightning::HelpLightning,
        opentok_servers::help_lightning::Proof,
        opentok_servers::help_lightning::WallClock,
        opentok_servers::http::Field<'static>,
        opentok_servers::http::Reply,
        opentok_servers::http::RouteTable<()>,
        opentok_servers::log::Log,
        opentok_servers::serve::Metrics,
        opentok_servers::serve::Shutdown,
        opentok_servers::serve::Tls,
    );
    assert_implemented!(
        Clone + Debug + Default + Send + Sync =>
        opentok_servers::http::Cors,
        opentok_servers::settings::Layer,
        opentok_servers::settings::Sources,
        opentok_servers::tiny::Callers,
    );
    assert_implemented!(
        Copy + Debug + Send + Sync =>
        opentok_servers::http::Matched<'static, ()>,
        opentok_servers::http::PathParameters<'static>,
        opentok_servers::log::Access<'static>,
        opentok_servers::tiny::Setting,
    );
    assert_implemented!(
        Copy + Debug + Default + Send + Sync =>
        opentok_servers::serve::Limits,
        opentok_servers::tiny::store::StoreSettings,
    );
}

#[test]
fn what_is_one_of_its_kind_stays_so() {
    assert_implemented!(
        Debug + Send + Sync =>
        opentok_servers::help_lightning::PartnerKeyFile,
        opentok_servers::help_lightning::Pins,
        opentok_servers::help_lightning::Settings,
        opentok_servers::http::Call,
        opentok_servers::http::Head,
        opentok_servers::http::RateLimiter,
        opentok_servers::http::RequestIds,
        opentok_servers::serve::Listeners,
        opentok_servers::serve::Options,
        opentok_servers::serve::Server<opentok_servers::help_lightning::HelpLightning>,
        opentok_servers::serve::ShutdownTrigger,
        opentok_servers::settings::Reader<'static>,
        opentok_servers::tiny::Config,
        opentok_servers::tiny::Running,
        opentok_servers::tiny::TinyServer<opentok_servers::tiny::store::MemoryStore>,
        opentok_servers::tiny::store::AnyStore,
        opentok_servers::tiny::store::FileStore,
        opentok_servers::tiny::store::MemoryStore,
        opentok_servers::tiny::store::RedisStore,
    );
    assert_implemented!(
        Debug + Default + Send + Sync =>
        opentok_servers::http::Fields<'static>,
    );
}
