//! Signing, by the calls that need no allocator: limits at the edge and one past it, buffers, defaults.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::time::Duration;

use opentok_token::t1::Profile;
use opentok_token::{
    ApiSecret, Grant, Nonce, Policy, Project, Role, SessionId, SignError, Signer, UnixSeconds, Verifier, VerifyError,
    limits, scratch_len,
};

const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);
const DAY: u64 = 86_400;

fn project() -> Project {
    Project::new(
        "45676632".parse().unwrap(),
        ApiSecret::new("1234567890abcdef1234567890abcdef12345678"),
    )
}

fn session() -> SessionId {
    "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse().unwrap()
}

fn sign(signer: &Signer, grant: &Grant<'_>) -> Result<String, SignError> {
    let mut out = [0; 65_536];
    signer
        .sign_t1_into(grant, NOW, Nonce::new(42), &mut out)
        .map(str::to_owned)
}

#[test]
fn a_grant_has_defaults() {
    let session = session();
    let token = sign(&Signer::new(project()), &Grant::new(&session)).unwrap();
    let mut scratch = vec![0; scratch_len(token.len())];
    let claims = Verifier::new(project()).verify_into(&token, NOW, &mut scratch).unwrap();
    assert_eq!(claims.role(), Role::Publisher);
    assert_eq!(claims.created(), NOW);
    assert_eq!(claims.expires(), NOW.plus(DAY));
    assert_eq!(claims.data(), None);
    assert_eq!(claims.layout_classes().count(), 0);
    assert_eq!(claims.nonce(), Some("42"));
    assert_eq!(claims.session(), session);
}

#[test]
fn a_lifetime_is_at_most_thirty_days() {
    let (session, signer) = (session(), Signer::new(project()));
    let sign_for = |seconds| sign(&signer, &Grant::new(&session).expires_in(Duration::from_secs(seconds)));
    assert!(sign_for(30 * DAY).is_ok());
    let limit = limits::MAX_LIFETIME;
    assert_eq!(
        sign_for(30 * DAY + 1),
        Err(SignError::LifetimeTooLong {
            seconds: limit + 1,
            limit
        })
    );
    assert!(sign(&signer, &Grant::new(&session).expires_at(UnixSeconds::new(u64::MAX))).is_err());
}

#[test]
fn before_2012_a_lifetime_was_at_most_seven_days() {
    let session = session();
    let signer = Signer::new(project()).max_lifetime(limits::LEGACY_MAX_LIFETIME);
    let sign_for = |seconds| sign(&signer, &Grant::new(&session).expires_in(Duration::from_secs(seconds)));
    assert!(sign_for(7 * DAY).is_ok());
    let error = sign_for(7 * DAY + 1).unwrap_err();
    assert_eq!(error.legacy_message(), Some("Expire time must be in the next 7 days"));
}

#[test]
fn an_expiry_is_not_in_the_past() {
    let (session, signer) = (session(), Signer::new(project()));
    assert!(sign(&signer, &Grant::new(&session).expires_at(NOW)).is_ok());
    let past = sign(&signer, &Grant::new(&session).expires_at(NOW.minus(1)));
    assert_eq!(past, Err(SignError::Expired { seconds: 1 }));
    let milliseconds = sign(
        &signer,
        &Grant::new(&session).expires_at(UnixSeconds::new(NOW.get() * 1000)),
    );
    assert_eq!(milliseconds.unwrap_err().code(), "expire_too_far");
}

#[test]
fn connection_data_is_at_most_a_thousand_characters() {
    let (session, signer) = (session(), Signer::new(project()));
    for unit in ["x", "é", "😀"] {
        let at_limit = unit.repeat(limits::MAX_CONNECTION_DATA);
        let past = unit.repeat(limits::MAX_CONNECTION_DATA + 1);
        assert!(sign(&signer, &Grant::new(&session).data(&at_limit)).is_ok());
        assert_eq!(
            sign(&signer, &Grant::new(&session).data(&past)),
            Err(SignError::DataTooLong { chars: 1001 })
        );
    }
}

#[test]
fn layout_classes_are_words_of_bounded_length() {
    let (session, signer) = (session(), Signer::new(project()));
    let sign_with = |classes: &[&str]| sign(&signer, &Grant::new(&session).layout_classes(classes));
    let (half, rest) = ("x".repeat(500), "y".repeat(499));
    assert!(sign_with(&[&half, &rest]).is_ok());
    assert_eq!(
        sign_with(&[&half, &half]),
        Err(SignError::LayoutClassesTooLong { chars: 1001 })
    );
    assert!(sign_with(&["a", &half, &rest[2..]]).is_ok());
    assert_eq!(
        sign_with(&["a", &half, &rest[1..]]),
        Err(SignError::LayoutClassesTooLong { chars: 1001 })
    );
    assert_eq!(sign_with(&["a", ""]), Err(SignError::LayoutClass { index: 1 }));
    assert_eq!(sign_with(&["a b"]), Err(SignError::LayoutClass { index: 0 }));
    assert_eq!(sign_with(&["a\u{a0}b"]), Err(SignError::LayoutClass { index: 0 }));
}

#[test]
fn a_nonce_with_plus_signs_is_read_as_it_was_written_or_refused() {
    let session = session();
    for profile in Profile::ALL {
        // These SDKs write ids as they are.
        let is_refused = matches!(profile, Profile::Php | Profile::Java | Profile::DotNet);
        for text in ["1e+7", "+1+2", "++"] {
            let signer = Signer::new(project()).profile(profile);
            let mut out = [0; 512];
            match signer.sign_t1_into(&Grant::new(&session), NOW, text.parse().unwrap(), &mut out) {
                Ok(token) => {
                    let mut scratch = vec![0; scratch_len(token.len())];
                    let claims = Verifier::new(project()).verify_into(token, NOW, &mut scratch).unwrap();
                    assert_eq!((claims.nonce(), is_refused), (Some(text), false), "{profile}");
                }
                Err(error) => assert_eq!(
                    (error, is_refused),
                    (SignError::NotWritable { field: "nonce" }, true),
                    "{profile}"
                ),
            }
        }
    }
}

#[test]
fn a_token_that_cannot_be_written_is_not_begun() {
    let session = session();
    for len in [0, 100, 1000] {
        let data = "x".repeat(len);
        let grant = Grant::new(&session).data(&data);
        let signer = Signer::new(project()).profile(Profile::Php);
        let mut out = [0; 8192];
        let refused = signer.sign_t1_into(&grant, NOW, "1+2".parse().unwrap(), &mut out);
        assert_eq!(refused, Err(SignError::NotWritable { field: "nonce" }), "{len}");
        assert!(out.iter().all(|byte| *byte == 0), "{len}");
    }
}

#[test]
fn a_class_cannot_smuggle_in_a_role() {
    let session = session();
    let grant = Grant::new(&session).layout_classes(&["x&role=moderator"]);
    for profile in Profile::ALL {
        let signer = Signer::new(project()).profile(profile);
        match sign(&signer, &grant) {
            Ok(token) => {
                let mut scratch = vec![0; scratch_len(token.len())];
                let claims = Verifier::new(project()).verify_into(&token, NOW, &mut scratch).unwrap();
                assert_eq!(claims.role(), Role::Publisher);
                assert!(claims.layout_classes().eq(["x&role=moderator"]));
            }
            Err(error) => assert_eq!(
                error,
                SignError::NotWritable {
                    field: "initial_layout_class_list"
                }
            ),
        }
    }
}

#[test]
fn a_session_of_another_project_is_refused() {
    let session: SessionId = "1_MX4yNzA4NjYxMn5-MTU0NzA4MDUyMTEzNn5sOXU5ZnlWYXplRnZGblV4RUo3dXJpZk1-fg"
        .parse()
        .unwrap();
    let error = sign(&Signer::new(project()), &Grant::new(&session)).unwrap_err();
    assert_eq!(error, SignError::OtherProject);
    assert_eq!(error.legacy_message(), Some("An invalid session ID was passed"));
}

#[test]
fn a_short_buffer_is_answered_with_the_length_that_does() {
    let session = session();
    let signer = Signer::new(project());
    for len in [0, 20, 32, 33, 200, 256, 257, 1000] {
        let data = "ü".repeat(len);
        let grant = Grant::new(&session).data(&data);
        let token = sign(&signer, &grant).unwrap();
        let mut exact = vec![0; token.len()];
        assert_eq!(
            signer.sign_t1_into(&grant, NOW, Nonce::new(42), &mut exact),
            Ok(token.as_str())
        );
        let mut short = vec![0; token.len() - 1];
        let error = Err(SignError::BufferTooSmall { needed: token.len() });
        assert_eq!(signer.sign_t1_into(&grant, NOW, Nonce::new(42), &mut short), error);
        assert!(short.iter().all(|byte| *byte == 0), "nothing is written in part");
        assert_eq!(signer.sign_t1_into(&grant, NOW, Nonce::new(42), &mut []), error);
    }
}

#[test]
fn data_of_every_length_arrives_with_few_classes_and_with_many() {
    let session = session();
    let (signer, verifier) = (Signer::new(project()), Verifier::new(project()));
    let many: Vec<String> = (0..60).map(|number| format!("class-{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let data: String = r#"a{"b":1,"c d":"é%&+=~"}"#.chars().cycle().take(1000).collect();
    let mut scratch = vec![0; scratch_len(limits::MAX_TOKEN_LEN)];
    for classes in [&many[..0], &many[..1], &many[..]] {
        for (end, _) in data.char_indices().step_by(31) {
            let grant = Grant::new(&session).data(&data[..end]).layout_classes(classes);
            let token = sign(&signer, &grant).unwrap();
            let claims = verifier.verify_into(&token, NOW, &mut scratch).unwrap();
            assert_eq!(claims.data().unwrap_or_default(), &data[..end]);
            assert!(claims.layout_classes().eq(classes.iter().copied()));
        }
    }
}

#[test]
fn scratch_of_the_told_length_is_enough_and_less_is_an_error() {
    let session = session();
    let data = "%+&=ü".repeat(200);
    let token = sign(&Signer::new(project()), &Grant::new(&session).data(&data)).unwrap();
    let verifier = Verifier::new(project());
    for len in 0..scratch_len(token.len()) {
        let mut scratch = vec![0; len];
        match verifier.verify_into(&token, NOW, &mut scratch) {
            Ok(claims) => assert_eq!(claims.data(), Some(data.as_str())),
            Err(error) => assert!(matches!(error, VerifyError::ScratchTooSmall { .. }), "{len}: {error:?}"),
        }
    }
    let mut scratch = vec![0; scratch_len(token.len())];
    assert!(verifier.verify_into(&token, NOW, &mut scratch).is_ok());
}

#[test]
fn scratch_is_one_and_a_half_times_the_token_and_a_little_more() {
    for len in 0..=limits::MAX_TOKEN_LEN {
        let least = len + len / 2;
        assert!((least..least + 24).contains(&scratch_len(len)), "{len}");
    }
}

#[test]
fn leeway_is_for_the_verifier_to_grant() {
    let session = session();
    let token = sign(
        &Signer::new(project()),
        &Grant::new(&session).expires_in(Duration::from_secs(60)),
    )
    .unwrap();
    let mut scratch = vec![0; scratch_len(token.len())];
    let strict = Verifier::new(project());
    let lenient = strict.clone().policy(Policy::new().leeway(30));
    let mut verdict = |verifier: &Verifier, now| verifier.verify_into(&token, now, &mut scratch).map(drop);
    assert_eq!(
        verdict(&strict, NOW.minus(1)),
        Err(VerifyError::NotYetValid { seconds: 1 })
    );
    assert_eq!(verdict(&lenient, NOW.minus(30)), Ok(()));
    assert_eq!(verdict(&lenient, NOW.plus(89)), Ok(()));
    assert_eq!(
        verdict(&lenient, NOW.plus(90)),
        Err(VerifyError::Expired { seconds: 30 })
    );
}

/// The session id that the developer guide prints, and the key it belongs to.
#[test]
fn a_published_session_is_of_one_project_alone() {
    let session: SessionId = "1_MX40NjcyMDI3Mn5-MTU4ODY4Mzc3MDYyNn5jRmRCcjk2cy9Ndk1MOFBVQzlKYjZHUHF-fg"
        .parse()
        .unwrap();
    for (key, expected) in [("46720272", Ok(())), ("12345678", Err(SignError::OtherProject))] {
        let signer = Signer::new(Project::new(key.parse().unwrap(), ApiSecret::new("secret")));
        assert_eq!(sign(&signer, &Grant::new(&session)).map(drop), expected, "{key}");
    }
}
