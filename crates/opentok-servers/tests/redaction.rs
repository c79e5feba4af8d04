//! Types that hold secrets have no trait by which one would get out unnoticed.

use core::{fmt::Display, hash::Hash, ops::Deref};

use opentok_servers::{help_lightning, settings, tiny};
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
        help_lightning::Account,
        help_lightning::PartnerKeyFile,
        help_lightning::Proof,
        help_lightning::Settings,
        settings::Layer,
        settings::Reader<'static>,
        settings::Sources,
        tiny::Callers,
        tiny::Config,
    );
}
