//! Types that hold secrets have no trait by which one would get out unnoticed.

use core::{fmt::Display, hash::Hash, ops::Deref};

use http_endpoint::AnyTransport;
use opentok_rest as rest;
use serde::Serialize;

/// Does not compile if one of the types implements one of the traits: which `check` is meant would then be ambiguous.
macro_rules! assert_not_implemented {
    ($($trait:path),+ => $($type:ty),+ $(,)?) => {{
        trait Ambiguous<Because> {
            fn check() {}
        }
        impl<T: ?Sized> Ambiguous<()> for T {}
        $({
            struct Implemented;
            impl<T: ?Sized + $trait> Ambiguous<Implemented> for T {}
        })+
        $(<$type as Ambiguous<_>>::check();)+
    }};
}

#[test]
fn what_holds_a_secret_is_neither_shown_nor_compared() {
    assert_not_implemented!(
        Display, Serialize, PartialEq, Hash, AsRef<str>, Deref =>
        rest::Client<AnyTransport>,
        rest::Credentials,
        rest::LegacyPartner,
        rest::LegacyToken,
        rest::OpenTok,
        rest::OpenTokAccount,
        rest::Vonage,
        rest::account::ProjectSecret,
        rest::blocking::Client<AnyTransport>,
        rest::broadcast::RtmpTarget,
        rest::captions::StartCaptions,
        rest::connect::StartAudioConnector,
        rest::connect::WebSocketTarget,
        rest::option::ClientToken,
        rest::option::Secret,
        rest::render::StartRender,
        rest::sip::Dial,
        rest::sip::SipTarget,
        rest::storage::Azure,
        rest::storage::S3,
        rest::storage::SetArchiveStorage,
        rest::storage::StorageTarget,
        rest::webhook::Receiver,
        rest::webhook::Verifier,
    );
}

#[test]
fn what_was_chosen_is_told_and_not_compared() {
    assert_not_implemented!(
        Serialize, PartialEq, Hash, AsRef<str>, Deref =>
        rest::Chosen,
    );
}
