//! Writing tokens: buffers, limits, errors, and keys behind pointers.

use compact_jws::{
    Algorithm, Hs256Key, KeyError, MAX_TOKEN_LEN, ParseError, SignError, SigningKey, UntrustedJws, VerifyingKey,
    json::ObjectWriter, sign_into,
};

fn key() -> Hs256Key {
    Hs256Key::new(b"correct horse battery staple")
}

#[test]
fn a_token_is_the_same_every_time() {
    let mut out = [0xaa; 256];
    let token = sign_into(
        &key(),
        |claims| {
            claims.text("sub", "alice");
        },
        &mut out,
    )
    .unwrap();
    assert_eq!(
        token,
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSJ9.bgFtXDtxI70WkEWZxjpbDkZhvZzIlZrAgB0ACFZteyk"
    );
}

#[test]
fn every_payload_length_fits_exactly_and_reads_back() {
    let mut scratch = vec![0; MAX_TOKEN_LEN];
    for len in (0..1600).chain([10_000, 48_000]) {
        let data = "x".repeat(len);
        let claims = |out: &mut ObjectWriter<'_>| {
            out.text("d", &data);
        };
        let Err(SignError::BufferTooSmall { needed }) = sign_into(&key(), claims, &mut []) else {
            panic!("{len}")
        };
        let mut out = vec![0; needed];
        assert_eq!(
            sign_into(&key(), claims, &mut out[1..]),
            Err(SignError::BufferTooSmall { needed }),
            "{len}"
        );
        let token = sign_into(&key(), claims, &mut out).unwrap();
        assert_eq!(token.len(), needed, "{len}");
        let verified = UntrustedJws::parse(token)
            .unwrap()
            .verify(&key(), &mut scratch)
            .unwrap();
        assert_eq!(verified.claims().as_str(), format!("{{\"d\":\"{data}\"}}"));
    }
}

#[test]
fn a_member_may_straddle_any_place() {
    let mut out = vec![0; 4096];
    let mut scratch = vec![0; 4096];
    for len in 300..800 {
        let long = "x".repeat(len);
        let claims = |out: &mut ObjectWriter<'_>| {
            out.text("a", &long)
                .text("b\"", "\u{1}\\é😀")
                .integer("c", i64::MIN)
                .texts("d", ["x", "\n"])
                .joined("e", ["p", "q"], "\t");
        };
        let token = sign_into(&key(), claims, &mut out).unwrap();
        let verified = UntrustedJws::parse(token)
            .unwrap()
            .verify(&key(), &mut scratch)
            .unwrap();
        let expected =
            serde_json::json!({ "a": long, "b\"": "\u{1}\\é😀", "c": i64::MIN, "d": ["x", "\n"], "e": "p\tq" });
        assert_eq!(verified.claims().as_str(), expected.to_string());
    }
}

#[test]
fn objects_nest_and_may_be_empty() {
    let mut out = [0; 512];
    let claims = |out: &mut ObjectWriter<'_>| {
        out.object("a", |_| {}).object("b", |b| {
            b.object("c", |_| {}).unsigned("d", u64::MAX).boolean("e", true);
        });
        out.texts("f", [])
            .joined("g", [], " ")
            .null("h")
            .raw("i", "[1,{}]")
            .text("", "");
    };
    let token = sign_into(&key(), claims, &mut out).unwrap();
    let mut scratch = [0; 512];
    let verified = UntrustedJws::parse(token)
        .unwrap()
        .verify(&key(), &mut scratch)
        .unwrap();
    assert_eq!(
        verified.claims().as_str(),
        r#"{"a":{},"b":{"c":{},"d":18446744073709551615,"e":true},"f":[],"g":"","h":null,"i":[1,{}],"":""}"#
    );
    let token = sign_into(&key(), |_| {}, &mut out).unwrap();
    let verified = UntrustedJws::parse(token)
        .unwrap()
        .verify(&key(), &mut scratch)
        .unwrap();
    assert!(verified.claims().is_empty());
}

#[test]
fn a_token_past_the_limit_is_neither_written_nor_read() {
    // Header 37, dot 1, signature 43; the payload is 8 + len bytes, 4/3 of that in base64.
    let claims = |len: usize| {
        move |out: &mut ObjectWriter<'_>| {
            out.text("d", &"x".repeat(len));
        }
    };
    let mut out = vec![0; MAX_TOKEN_LEN + 100];
    let longest = (MAX_TOKEN_LEN - 81) / 4 * 3 + 2 - 8;
    let token = sign_into(&key(), claims(longest), &mut out).unwrap();
    assert_eq!(token.len(), MAX_TOKEN_LEN);
    let mut scratch = vec![0; MAX_TOKEN_LEN];
    assert!(UntrustedJws::parse(token).unwrap().verify(&key(), &mut scratch).is_ok());
    let longer = token.to_owned() + "A";
    assert_eq!(
        UntrustedJws::parse(&longer).unwrap_err(),
        ParseError::TooLong { len: MAX_TOKEN_LEN + 1 }
    );
    let refused = sign_into(&key(), claims(longest + 1), &mut out);
    assert_eq!(refused, Err(SignError::TooLong { len: MAX_TOKEN_LEN + 1 }));
    assert!(matches!(
        sign_into(&key(), claims(1_000_000), &mut out),
        Err(SignError::TooLong { .. })
    ));
}

#[test]
fn scratch_that_is_too_short_says_so() {
    let mut out = [0; 512];
    let token = sign_into(
        &key(),
        |claims| {
            claims.text("sub", "alice");
        },
        &mut out,
    )
    .unwrap();
    let untrusted = UntrustedJws::parse(token).unwrap();
    let needed = untrusted.scratch_len();
    let mut scratch = [0; 512];
    assert!(untrusted.verify(&key(), &mut scratch[..needed]).is_ok());
    assert!(untrusted.decode(&mut scratch[..needed]).is_ok());
    let error = ParseError::ScratchTooSmall { needed };
    assert_eq!(
        untrusted.verify(&key(), &mut scratch[..needed - 1]).unwrap_err(),
        error.into()
    );
    assert_eq!(untrusted.decode(&mut []).unwrap_err(), error);
}

#[test]
fn parts_are_counted() {
    for (text, found) in [("", 1), ("a", 1), ("a.b", 2), ("a.b.c.d", 4), ("....", 5)] {
        assert_eq!(
            UntrustedJws::parse(text).unwrap_err(),
            ParseError::Segments { found },
            "{text}"
        );
    }
}

#[test]
fn a_key_may_stand_behind_a_pointer_and_may_fail() {
    struct Broken;

    impl SigningKey for Broken {
        fn algorithm(&self) -> Algorithm {
            Algorithm::Rs256
        }

        fn signature_len(&self) -> usize {
            1000
        }

        fn sign(&self, _: &[u8], signature: &mut [u8]) -> Result<(), KeyError> {
            assert_eq!(signature.len(), 1000);
            Err(KeyError::Signing)
        }
    }

    let mut out = [0; 2048];
    let refused = Err(SignError::Key(KeyError::Signing));
    assert_eq!(sign_into(&Broken, |_| {}, &mut out), refused);
    assert_eq!(sign_into(&&Broken, |_| {}, &mut out), refused);
    assert_eq!(sign_into(&Broken as &dyn SigningKey, |_| {}, &mut out), refused);
    #[cfg(feature = "alloc")]
    {
        extern crate alloc;
        assert_eq!(sign_into(&alloc::sync::Arc::new(Broken), |_| {}, &mut out), refused);
        let boxed: Box<dyn SigningKey> = Box::new(Broken);
        assert_eq!(sign_into(&boxed, |_| {}, &mut out), refused);
    }

    let verifying: &dyn VerifyingKey = &key();
    let token = sign_into(&key(), |_| {}, &mut out).unwrap();
    assert!(
        UntrustedJws::parse(token)
            .unwrap()
            .verify(verifying, &mut [0; 128])
            .is_ok()
    );
}

#[cfg(feature = "alloc")]
#[test]
fn an_owned_token_is_the_same_token_whatever_the_guess() {
    let claims = |out: &mut ObjectWriter<'_>| {
        out.text("sub", "alice");
    };
    let mut out = [0; 256];
    let expected = sign_into(&key(), claims, &mut out).unwrap();
    for capacity in [0, 1, expected.len() - 1, expected.len(), expected.len() + 1, usize::MAX] {
        assert_eq!(compact_jws::sign(&key(), capacity, claims).unwrap(), expected);
    }
    let unsigned = compact_jws::UnsignedJws::new(Algorithm::Hs256, claims).unwrap();
    let mut signature = [0; 32];
    key().sign(unsigned.signing_input().as_bytes(), &mut signature).unwrap();
    assert_eq!(unsigned.clone().with_signature(&signature).unwrap(), expected);
    assert!(matches!(
        unsigned.with_signature(&[0; 50_000]),
        Err(SignError::TooLong { .. })
    ));
    let long = |out: &mut ObjectWriter<'_>| {
        out.text("d", &"x".repeat(50_000));
    };
    assert!(matches!(
        compact_jws::UnsignedJws::new(Algorithm::Rs256, long),
        Err(SignError::TooLong { .. })
    ));
}

#[cfg(feature = "alloc")]
#[test]
fn a_signature_from_elsewhere_may_fill_the_token_to_its_limit() {
    let unsigned = compact_jws::UnsignedJws::new(Algorithm::Hs256, |out| {
        out.text("sub", "alice");
    })
    .unwrap();
    let room = MAX_TOKEN_LEN - unsigned.signing_input().len() - 1;
    // Of four letters three bytes are written, of two or three letters one or two.
    let longest = room / 4 * 3 + (room % 4).saturating_sub(1);
    let token = unsigned.clone().with_signature(&vec![0; longest]).unwrap();
    assert_eq!(token.len(), MAX_TOKEN_LEN);
    let refused = unsigned.with_signature(&vec![0; longest + 1]);
    assert!(matches!(refused, Err(SignError::TooLong { .. })));
}
