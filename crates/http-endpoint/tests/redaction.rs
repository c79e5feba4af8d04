//! Types that hold secrets have no trait by which one would get out unnoticed.
#![cfg(feature = "hyper")]

use core::{fmt::Display, hash::Hash, ops::Deref};

use http_endpoint::net::{Identity, NetSettings, Proxy};

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
        Display, PartialEq, Hash, AsRef<str>, Deref =>
        Identity,
        NetSettings,
        Proxy,
    );
}
