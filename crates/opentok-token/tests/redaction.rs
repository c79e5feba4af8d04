//! No secret, signature or token shows in what this crate prints about itself.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(all(feature = "std", feature = "jwt"))]

use core::error::Error;
use core::fmt::{Debug, Display};
use core::hash::Hash;
use core::ops::Deref;

use opentok_token::doctor::Case;
use opentok_token::jwt::{ApplicationSigner, ApplicationVerifier, Level};
use opentok_token::t1::UntrustedT1;
use opentok_token::{ApiSecret, Grant, Nonce, Project, SessionId, Signer, UnixSeconds, Verifier, scratch_len};
use serde::Serialize;

mod records;

const SECRET: &str = "s3cr3t-of-the-project-0123456789";
const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);

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

/// Texts that must not show: the secret, a token, and its signature in hex.
struct Forbidden(Vec<String>);

impl Forbidden {
    fn check(&self, shown: &str) {
        for text in &self.0 {
            assert!(!shown.contains(text.as_str()), "shows a secret: {shown}");
        }
    }

    fn check_debug(&self, value: &impl Debug) {
        self.check(&format!("{value:?}"));
        self.check(&format!("{value:#?}"));
    }

    fn check_error(&self, error: &impl Error) {
        self.check_debug(error);
        let mut cause: Option<&dyn Error> = Some(error);
        while let Some(error) = cause {
            self.check(&error.to_string());
            cause = error.source();
        }
    }
}

fn forbidden(token: &str) -> Forbidden {
    let mut texts = vec![SECRET.to_owned()];
    texts.extend(token.split('.').filter(|part| part.len() > 12).map(str::to_owned));
    texts.extend(token.get(4..24).map(str::to_owned));
    texts.extend(
        token
            .len()
            .checked_sub(20)
            .and_then(|at| token.get(at..))
            .map(str::to_owned),
    );
    if let Ok(inspected) = opentok_token::t1::inspect(token) {
        let mut scratch = vec![0; token.len()];
        let untrusted = UntrustedT1::parse(token, &mut scratch).unwrap();
        assert!(inspected.header.iter().all(|(name, _)| name != "sig"));
        let signature = untrusted
            .header_fields()
            .find(|(name, _)| *name == *"sig")
            .unwrap()
            .1
            .to_string();
        if signature.len() > 12 {
            texts.push(signature);
        }
    }
    texts.retain(|text| text.len() > 12);
    Forbidden(texts)
}

#[test]
fn values_that_hold_secrets_do_not_show_them() {
    let project = Project::new("45676632".parse().unwrap(), ApiSecret::new(SECRET));
    let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse().unwrap();
    let grant = Grant::new(&session).data("name=Bob");
    let signer = Signer::new(project.clone());
    let id = "316039c3-a464-455f-85e1-4de116eb78f6".parse().unwrap();
    let key = compact_jws::Hs256Key::new(SECRET.as_bytes());
    let tokens = [
        signer.sign_t1(&grant, NOW, Nonce::new(1)).unwrap(),
        signer.mint_jwt(&grant).unwrap(),
        signer.mint_rest_jwt(Level::Project).unwrap(),
    ];
    for token in &tokens {
        let forbidden = forbidden(token.expose());
        forbidden.check_debug(token);
        forbidden.check_debug(&ApiSecret::new(SECRET));
        forbidden.check_debug(&project);
        forbidden.check_debug(&signer);
        forbidden.check_debug(&Verifier::new(project.clone()));
        forbidden.check_debug(&ApplicationSigner::new(id, key.clone()));
        forbidden.check_debug(&ApplicationVerifier::new(id, key.clone()));
        forbidden.check_debug(&Case::new(token.expose()).other_secret(ApiSecret::new(SECRET)));
        let mut scratch = vec![0; scratch_len(token.expose().len())];
        if let Ok(untrusted) = UntrustedT1::parse(token.expose(), &mut scratch) {
            forbidden.check_debug(&untrusted);
            forbidden.check_debug(&opentok_token::t1::inspect(token.expose()).unwrap());
        }
        if let Ok(claims) = Verifier::new(project.clone()).verify(token.expose(), NOW) {
            forbidden.check_debug(&claims);
            forbidden.check_debug(&claims.as_claims());
        }
    }
}

#[test]
fn errors_over_every_record_show_no_part_of_it() {
    let mut errors = 0;
    for record in records::vectors()
        .records
        .iter()
        .filter(|record| record.is_verifiable())
    {
        let token = record.token();
        let mut forbidden = forbidden(&token);
        forbidden
            .0
            .extend(Some(record.text("api_secret").to_owned()).filter(|secret| secret.len() > 12));
        let Ok(key) = record.text("api_key").parse() else {
            continue;
        };
        let verifier = Verifier::new(Project::new(key, ApiSecret::new(record.text("api_secret"))));
        let now = UnixSeconds::new(record.now());
        let results = [
            verifier.verify(&token, now).err(),
            verifier.verify_rest(&token, Level::Project, now).err(),
        ];
        for error in results.into_iter().flatten() {
            forbidden.check_error(&error);
            errors += 1;
        }
        if let Err(error) = opentok_token::t1::inspect(&token) {
            forbidden.check_error(&error);
        }
    }
    assert!(errors > 1000, "{errors}");
}

#[test]
fn what_is_shown_instead_tells_which_value_it_is() {
    let project = Project::new("45676632".parse().unwrap(), ApiSecret::new(SECRET));
    let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse().unwrap();
    let token = Signer::new(project.clone())
        .sign_t1(&Grant::new(&session), NOW, Nonce::new(1))
        .unwrap();
    assert_eq!(format!("{:?}", ApiSecret::new(SECRET)), "ApiSecret(..)");
    assert_eq!(format!("{token:?}"), "Token(..)");
    assert_eq!(format!("{project:?}"), r#"Project { key: ApiKey("45676632"), .. }"#);
    assert_eq!(
        format!("{:?}", Case::new(token.expose())),
        "Case { used_for: Client, .. }"
    );
    let claims = Verifier::new(project).verify(token.expose(), NOW).unwrap();
    assert_eq!(format!("{claims:?}"), format!("{:?}", claims.as_claims()));
    assert!(format!("{claims:?}").starts_with(r#"Claims { kind: T1, issuer: "45676632", session: "1_MX"#));
}

#[test]
fn what_holds_a_secret_is_neither_shown_nor_compared() {
    assert_not_implemented!(
        Display, Serialize, PartialEq, Hash, AsRef<str>, Deref =>
        opentok_token::Token,
        ApiSecret<'static>,
        ApplicationSigner<compact_jws::Hs256Key>,
        Case<'static>,
        Project,
        Signer,
        UntrustedT1<'static>,
        Verifier<Project>,
    );
    #[cfg(feature = "arbitrary")]
    assert_not_implemented!(Display, Serialize, PartialEq, Hash, AsRef<str>, Deref => opentok_token::SignedToken);
}
