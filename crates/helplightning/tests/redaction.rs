//! Secrets are shown by nothing.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::{fmt::Display, hash::Hash, ops::Deref};

use helplightning::{
    ApiKey, CreateSession, InviteUser, ListUsers, Login, Partner, PartnerKey, Password, RawCall, RefreshLogin,
    RefreshToken, Service, SessionVideo, UserToken, authorize,
};
use http_endpoint::{AnyTransport, Endpoint as _};
use serde::Serialize;

const SECRET: &str = "hush-hush-hush";

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
fn no_debug_shows_a_secret() {
    let user = UserToken::new(SECRET).unwrap();
    let refresh = RefreshToken::new(SECRET).unwrap();
    let key = PartnerKey::from_pem(include_str!("data/partner_pkcs8.pem")).unwrap();
    let address = "hush@example.com".parse().unwrap();
    let partner = Partner::new("1".parse().unwrap(), key.clone(), helplightning::Clock::system());
    let shown = [
        format!("{user:?}"),
        format!("{:?}", helplightning::PartnerToken::new(SECRET).unwrap()),
        format!("{:?}", helplightning::EnterpriseToken::new(SECRET).unwrap()),
        format!("{:?}", helplightning::SessionToken::new(SECRET).unwrap()),
        format!("{:?}", helplightning::GssToken::new(SECRET).unwrap()),
        format!("{refresh:?}"),
        format!("{:?}", ApiKey::new(SECRET).unwrap()),
        format!("{:?}", Password::new(SECRET)),
        format!("{:?}", CreateSession::new(core::slice::from_ref(&user))),
        format!("{:?}", SessionVideo::new(&user)),
        format!("{:?}", RefreshLogin::new(&refresh)),
        format!("{:?}", Login::new(&address, &Password::new(SECRET))),
        format!("{:?}", ListUsers::new().email(&address)),
        format!("{:?}", InviteUser::new(SECRET, &address)),
        format!("{:?}", RawCall::post(&["a"]).query("b", SECRET).json(SECRET.into())),
        format!("{key:?} {partner:?}"),
    ];
    for text in shown {
        assert!(!text.contains("hush"), "{text}");
        assert!(!text.contains("PRIVATE"), "{text}");
    }
}

#[test]
fn headers_that_hold_secrets_are_marked() {
    let mut request = ListUsers::new().request(Service::us().base());
    let token = helplightning::PartnerToken::new(SECRET).unwrap();
    authorize(&mut request, &ApiKey::new(SECRET).unwrap(), &token);
    assert_eq!(request.headers()["authorization"], SECRET);
    assert_eq!(request.headers()["x-helplightning-api-key"], SECRET);
    assert!(!format!("{:?}", request.headers()).contains("hush"));
}

#[test]
fn equal_tokens_are_the_same_and_others_are_not() {
    let token = |text| UserToken::new(text).unwrap();
    assert!(token("a").is_same_as(&token("a")));
    assert!(!token("a").is_same_as(&token("b")) && !token("a").is_same_as(&token("aa")));
}

#[test]
fn what_holds_a_secret_is_neither_shown_nor_compared() {
    assert_not_implemented!(
        Display, Serialize, PartialEq, Hash, AsRef<str>, Deref =>
        helplightning::BlockingClient<AnyTransport>,
        helplightning::Client<AnyTransport>,
        helplightning::EnterpriseToken,
        helplightning::GssToken,
        helplightning::PartnerToken,
        helplightning::SessionToken,
        helplightning::VideoAccess,
        ApiKey,
        CreateSession,
        Login,
        Partner,
        PartnerKey,
        Password,
        RefreshLogin,
        RefreshToken,
        SessionVideo,
        UserToken,
    );
}
