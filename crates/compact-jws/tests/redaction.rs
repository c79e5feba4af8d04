//! Nothing that is worth stealing shows in `Debug` or `Display`.

use core::{
    error::Error,
    fmt::{Display, Write},
    hash::Hash,
    ops::Deref,
};

use compact_jws::{Hs256Key, UntrustedJws, sign_into};
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
fn no_text_of_ours_holds_secret_token_or_signature() {
    let key = Hs256Key::new(b"correct horse battery staple");
    let mut out = [0; 512];
    let token = sign_into(
        &key,
        |claims| {
            claims.text("sub", "alice-in-wonderland");
        },
        &mut out,
    )
    .unwrap();
    let untrusted = UntrustedJws::parse(token).unwrap();
    let mut scratch = [0; 512];
    let mut shown = format!("{key:?} {untrusted:?}");
    let verified_shown = format!("{:?}", untrusted.verify(&key, &mut scratch).unwrap());
    assert_eq!(verified_shown, "VerifiedJws(..)");
    let unverified_shown = format!("{:?}", untrusted.decode(&mut scratch).unwrap());
    assert_eq!(unverified_shown, "UnverifiedJws(..)");
    shown += &verified_shown;
    shown += &unverified_shown;
    let mut writer_shown = String::new();
    sign_into(
        &key,
        |claims| {
            claims.text("sub", "alice-in-wonderland");
            writer_shown = format!("{claims:?}");
        },
        &mut [0; 512],
    )
    .unwrap();
    assert_eq!(writer_shown, "ObjectWriter(..)");
    shown += &writer_shown;
    #[cfg(feature = "alloc")]
    {
        let unsigned = compact_jws::UnsignedJws::new(compact_jws::Algorithm::Hs256, |claims| {
            claims.text("sub", "alice-in-wonderland");
        })
        .unwrap();
        let len = unsigned.signing_input().len();
        let unsigned_shown = format!("{unsigned:?}");
        assert_eq!(unsigned_shown, format!("UnsignedJws {{ len: {len}, .. }}"));
        shown += &unsigned_shown;
    }
    show_error(
        &mut shown,
        &untrusted.verify(&Hs256Key::new(b"x"), &mut scratch).unwrap_err(),
    );
    show_error(
        &mut shown,
        &sign_into(
            &key,
            |claims| {
                claims.text("sub", "alice-in-wonderland");
            },
            &mut [],
        )
        .unwrap_err(),
    );
    for broken in [
        token.replace('.', ","),
        token.replace("eyJ", "eyK"),
        format!("{token}="),
        token.repeat(1000),
    ] {
        let mut scratch = vec![0; broken.len()];
        match UntrustedJws::parse(&broken) {
            Err(error) => show_error(&mut shown, &error),
            Ok(untrusted) => show_error(&mut shown, &untrusted.verify(&key, &mut scratch).unwrap_err()),
        }
    }
    let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else {
        unreachable!()
    };
    for secret in [
        "correct",
        "staple",
        "wonderland",
        &header[..12],
        &payload[..12],
        &signature[..8],
        &signature[30..],
    ] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(shown.contains("Hs256Key(..)") && shown.contains("signature does not match"));
    assert_eq!(
        format!("{untrusted:?}"),
        format!("UntrustedJws {{ len: {}, .. }}", token.len())
    );
}

#[cfg(feature = "rs256")]
#[test]
fn no_text_of_ours_holds_a_private_key() {
    use compact_jws::{RsaPrivateKey, RsaPublicKey};

    let pem = include_str!("data/rfc7515_a2_private_pkcs8.pem");
    let private = RsaPrivateKey::from_pem(pem).unwrap();
    let mut shown = format!("{private:?} {:?}", private.public_key());
    assert_eq!(
        shown,
        "RsaPrivateKey { bits: 2048, .. } RsaPublicKey { bits: 2048, .. }"
    );
    let lines = pem.lines().collect::<Vec<_>>();
    for cut in 0..lines.len() {
        let mut broken = lines.clone();
        broken.remove(cut);
        show_error(&mut shown, &RsaPrivateKey::from_pem(&broken.join("\n")).unwrap_err());
        show_error(
            &mut shown,
            &RsaPrivateKey::from_pem(&lines[..cut].join("\n")).unwrap_err(),
        );
        show_error(
            &mut shown,
            &RsaPrivateKey::from_pem(&pem.replace(" PRIVATE KEY", lines[cut])).unwrap_err(),
        );
    }
    show_error(&mut shown, &RsaPublicKey::from_pem(pem).unwrap_err());
    for line in &lines[1..lines.len() - 1] {
        assert!(!shown.contains(&line[..8]), "{line}");
    }
}

fn show_error(shown: &mut String, error: &dyn Error) {
    write!(shown, " {error} {error:?}").expect("a text takes all");
    if let Some(source) = error.source() {
        show_error(shown, source);
    }
}

#[test]
fn what_holds_a_secret_is_neither_shown_nor_compared() {
    assert_not_implemented!(
        Display, Serialize, PartialEq, Hash, AsRef<str>, Deref =>
        Hs256Key,
    );
    #[cfg(feature = "rs256")]
    assert_not_implemented!(
        Display, Serialize, PartialEq, Hash, AsRef<str>, Deref =>
        compact_jws::RsaPrivateKey,
    );
}
