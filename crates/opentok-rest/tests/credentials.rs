//! Who is asking: headers, tokens, where credentials are found, and what shows none of them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use bytes::Bytes;
use compact_jws::{Algorithm, KeyError, RsaPrivateKey, SigningKey, UntrustedJws};
use http_endpoint::{AnyTransport, Base, Body, FnTransport, TransportErrorKind};
use opentok_rest::{
    AuthorizeError, Client, Credentials, Dialect, FromPairsError, LegacyPartner, LegacyToken, LifetimeError, OpenTok,
    OpenTokAccount, Scope, Vonage,
};
use opentok_token::{
    ApiSecret, Grant, JwtId, Nonce, Project, UnixSeconds, Verifier,
    jwt::{ApplicationVerifier, Level},
};
use support::{SECRET, samples};

const PEM: &str = include_str!("data/application.pem");
const APPLICATION: &str = "3f0c9c0e-7b1e-4c52-a5a5-3c5d7e0f1a2b";
const NOW: UnixSeconds = UnixSeconds::new(1_767_225_600);
const ID: JwtId = JwtId::new([7; 16]);

const SCOPES: [Scope; 6] = [
    Scope::Project,
    Scope::Service,
    Scope::Account,
    Scope::Insights,
    Scope::LegacyPartner,
    Scope::LegacyToken,
];

fn project() -> OpenTok {
    OpenTok::new("10000001".parse().unwrap(), SECRET)
}

fn application() -> Vonage {
    let key = RsaPrivateKey::from_pem(PEM).unwrap();
    Vonage::with_signer(APPLICATION.parse().unwrap(), key)
}

fn all() -> [Credentials; 5] {
    let key = || "10000001".parse().unwrap();
    [
        project().into(),
        OpenTokAccount::new(key(), SECRET).into(),
        application().into(),
        LegacyPartner::new(key(), SECRET).into(),
        LegacyToken::new("T1==moderator").into(),
    ]
}

/// Name and value of the header that says who is asking.
fn header(credentials: &Credentials, scope: Scope) -> Result<(String, String), AuthorizeError> {
    let mut request = http::Request::new(Bytes::new());
    credentials.authorize(&mut request, scope, NOW, ID)?;
    let (name, value) = request.headers().iter().next().unwrap();
    assert!(value.is_sensitive() && !format!("{request:?}").contains(value.to_str().unwrap()));
    Ok((name.to_string(), value.to_str().unwrap().to_owned()))
}

#[test]
fn a_project_signs_a_fresh_token_for_each_request() {
    let (name, token) = header(&project().into(), Scope::Project).unwrap();
    assert_eq!(name, "x-opentok-auth");
    let verifier = Verifier::new(Project::new("10000001".parse().unwrap(), ApiSecret::new(SECRET)));
    let claims = verifier.verify_rest(&token, Level::Project, NOW).unwrap();
    let claims = claims.as_claims();
    assert_eq!(
        (claims.issuer(), claims.created(), claims.expires()),
        ("10000001", NOW, NOW.plus(180))
    );
    assert_eq!(claims.jwt_id(), Some("07070707-0707-4707-8707-070707070707"));
}

#[test]
fn an_account_speaks_for_the_account() {
    let [_, account, ..] = all();
    let (name, token) = header(&account, Scope::Account).unwrap();
    let verifier = Verifier::new(Project::new("10000001".parse().unwrap(), ApiSecret::new(SECRET)));
    assert_eq!(name, "x-opentok-auth");
    assert!(verifier.verify_rest(&token, Level::Account, NOW).is_ok());
    assert!(verifier.verify_rest(&token, Level::Project, NOW).is_err());
}

#[test]
fn an_application_signs_with_its_private_key() {
    let (name, value) = header(&application().into(), Scope::Project).unwrap();
    assert_eq!(name, "authorization");
    let public = RsaPrivateKey::from_pem(PEM).unwrap().public_key();
    let verifier = ApplicationVerifier::new(APPLICATION.parse().unwrap(), public);
    let claims = verifier
        .verify_rest(value.strip_prefix("Bearer ").unwrap(), NOW)
        .unwrap();
    let claims = claims.as_claims();
    assert_eq!((claims.issuer(), claims.expires()), (APPLICATION, NOW.plus(180)));
}

#[test]
fn a_key_that_is_elsewhere_can_sign_and_can_refuse() {
    struct Elsewhere(bool);

    impl SigningKey for Elsewhere {
        fn algorithm(&self) -> Algorithm {
            Algorithm::Rs256
        }

        fn signature_len(&self) -> usize {
            256
        }

        fn sign(&self, _: &[u8], signature: &mut [u8]) -> Result<(), KeyError> {
            signature.fill(1);
            if self.0 { Ok(()) } else { Err(KeyError::Signing) }
        }
    }

    let of = |works| Vonage::with_signer(APPLICATION.parse().unwrap(), Elsewhere(works)).into();
    let (_, value) = header(&of(true), Scope::Project).unwrap();
    assert!(UntrustedJws::parse(value.strip_prefix("Bearer ").unwrap()).is_ok());
    assert!(matches!(
        header(&of(false), Scope::Project),
        Err(AuthorizeError::Sign(_))
    ));
}

#[test]
fn legacy_headers_hold_what_was_given() {
    let [.., partner, token] = all();
    let expected = ("x-tb-partner-auth".to_owned(), format!("10000001:{SECRET}"));
    assert_eq!(header(&partner, Scope::LegacyPartner).unwrap(), expected);
    let expected = ("x-tb-token-auth".to_owned(), "T1==moderator".to_owned());
    assert_eq!(header(&token, Scope::LegacyToken).unwrap(), expected);
    let broken = LegacyToken::new("a\nb").into();
    assert_eq!(header(&broken, Scope::LegacyToken), Err(AuthorizeError::Header));
}

#[test]
fn credentials_open_what_they_are_for_and_nothing_else() {
    for (credentials, opens) in all().iter().zip([
        &[Scope::Project, Scope::Service, Scope::Insights][..],
        &[Scope::Account],
        &[Scope::Project, Scope::Service],
        &[Scope::Project, Scope::Service, Scope::LegacyPartner, Scope::LegacyToken],
        &[Scope::LegacyToken],
    ]) {
        for scope in SCOPES {
            let dialect = credentials.dialect();
            match header(credentials, scope) {
                Ok(_) => assert!(opens.contains(&scope), "{dialect} {scope:?}"),
                Err(error) => {
                    assert_eq!(error, AuthorizeError::Scope { scope, dialect });
                    assert!(!opens.contains(&scope), "{dialect} {scope:?}");
                }
            }
        }
    }
}

#[test]
fn lifetimes_have_limits() {
    for (seconds, good) in [(0, false), (1, true), (300, true), (301, false)] {
        let limit = 300;
        let expected = if good { Ok(()) } else { Err((seconds, limit)) };
        let told = |result: Result<_, LifetimeError>| result.map(drop).map_err(|error| (error.seconds, error.limit));
        assert_eq!(told(project().lifetime(seconds).map(|_| ())), expected);
        let account = OpenTokAccount::new("1".parse().unwrap(), SECRET);
        assert_eq!(told(account.lifetime(seconds).map(|_| ())), expected);
    }
    assert!(application().lifetime(900).is_ok());
    assert!(application().lifetime(901).is_err() && application().lifetime(0).is_err());
    let (_, token) = header(&project().lifetime(300).unwrap().into(), Scope::Project).unwrap();
    let verifier = Verifier::new(Project::new("10000001".parse().unwrap(), ApiSecret::new(SECRET)));
    let claims = verifier.verify_rest(&token, Level::Project, NOW).unwrap();
    assert_eq!(claims.as_claims().expires(), NOW.plus(300));
}

#[test]
fn nothing_shows_a_secret() {
    for credentials in all() {
        let text = format!("{credentials:?} {credentials:#?}");
        assert!(
            !text.contains(SECRET) && !text.contains("moderator") && !text.contains("PRIVATE"),
            "{text}"
        );
    }
    let client = support::client(AnyTransport::new(FnTransport(|_| async {
        Err(TransportErrorKind::Connect.into())
    })));
    assert!(!format!("{client:?}").contains(SECRET));
}

#[test]
fn credentials_are_found_by_name_and_say_why() {
    let project = [
        ("OPENTOK_API_KEY", " 10000001 "),
        ("OPENTOK_API_SECRET", SECRET),
        ("PATH", "/bin"),
    ];
    let chosen = Credentials::from_pairs(project).unwrap();
    assert_eq!(chosen.credentials.dialect(), Dialect::OpenTok);
    assert_eq!(
        chosen.to_string(),
        "OpenTok project, because OPENTOK_API_KEY and OPENTOK_API_SECRET are set"
    );
    let account = [("OPENTOK_ACCOUNT_KEY", "1"), ("OPENTOK_ACCOUNT_SECRET", SECRET)];
    assert_eq!(
        Credentials::from_pairs(account).unwrap().credentials.dialect(),
        Dialect::OpenTokAccount
    );
    let both = Credentials::from_pairs(project.into_iter().chain(account)).unwrap();
    assert_eq!(both.credentials.dialect(), Dialect::OpenTok);
    assert_eq!(both.passed_over, ["OPENTOK_ACCOUNT_KEY", "OPENTOK_ACCOUNT_SECRET"]);
    assert!(!format!("{both:?} {both}").contains(SECRET));
}

#[test]
fn credentials_that_are_not_whole_say_what_is_missing() {
    let none: [(&str, &str); 0] = [];
    for (pairs, error) in [
        (&none[..], FromPairsError::Nothing),
        (
            &[("OPENTOK_API_KEY", ""), ("OPENTOK_API_SECRET", " ")],
            FromPairsError::Nothing,
        ),
        (
            &[("OPENTOK_API_KEY", "1")],
            FromPairsError::Half {
                set: "OPENTOK_API_KEY",
                missing: "OPENTOK_API_SECRET",
            },
        ),
        (
            &[
                ("OPENTOK_API_KEY", "1"),
                ("OPENTOK_API_SECRET", "x"),
                ("VONAGE_PRIVATE_KEY", PEM),
            ],
            FromPairsError::Half {
                set: "VONAGE_PRIVATE_KEY",
                missing: "VONAGE_APPLICATION_ID",
            },
        ),
        (
            &[
                ("VONAGE_APPLICATION_ID", APPLICATION),
                ("VONAGE_PRIVATE_KEY", "/home/me/private.key"),
            ],
            FromPairsError::NotPem,
        ),
    ] {
        assert_eq!(Credentials::from_pairs(pairs.iter().copied()).unwrap_err(), error);
    }
    let bad = [("OPENTOK_API_KEY", "a b"), ("OPENTOK_API_SECRET", "x")];
    assert!(matches!(
        Credentials::from_pairs(bad),
        Err(FromPairsError::Key {
            name: "OPENTOK_API_KEY",
            ..
        })
    ));
}

#[cfg(feature = "rs256")]
#[test]
fn an_application_comes_first() {
    let pairs = [
        ("OPENTOK_API_KEY", "1"),
        ("VONAGE_APPLICATION_ID", APPLICATION),
        ("VONAGE_PRIVATE_KEY", PEM),
    ];
    let chosen = Credentials::from_pairs(pairs).unwrap();
    assert_eq!(chosen.credentials.owner(), Some(APPLICATION));
    assert_eq!(
        chosen.to_string(),
        "Vonage application, because VONAGE_APPLICATION_ID and VONAGE_PRIVATE_KEY are set; \
         passed over: OPENTOK_API_KEY"
    );
}

#[cfg(not(feature = "rs256"))]
#[test]
fn an_application_needs_the_feature() {
    let pairs = [("VONAGE_APPLICATION_ID", APPLICATION), ("VONAGE_PRIVATE_KEY", PEM)];
    assert_eq!(Credentials::from_pairs(pairs).unwrap_err(), FromPairsError::NoRs256);
}

#[test]
fn the_environment_follows_the_credentials() {
    let [project, _, application, ..] = all();
    assert_eq!(
        project.site().base(Scope::Project).as_str(),
        "https://api.opentok.com/v2/project/10000001"
    );
    let base = format!("https://video.api.vonage.com/v2/project/{APPLICATION}");
    assert_eq!(application.site().base(Scope::Project).as_str(), base);
}

#[test]
fn what_signs_requests_signs_for_clients() {
    let session = samples::session();
    let grant = Grant::new(&session);
    let token = project().client_signer().sign_t1(&grant, NOW, Nonce::new(1)).unwrap();
    let secret = ApiSecret::new(SECRET);
    let verifier = Verifier::new(Project::new("10000001".parse().unwrap(), secret));
    assert!(verifier.verify(token.expose(), NOW).is_ok());

    let token = application().client_signer().sign_client(&grant, NOW, ID).unwrap();
    let public = RsaPrivateKey::from_pem(PEM).unwrap().public_key();
    let verifier = ApplicationVerifier::new(APPLICATION.parse().unwrap(), public);
    assert!(verifier.verify_client(token.expose(), NOW).is_ok());
}

#[tokio::test]
async fn a_client_acts_as_somebody_else_on_the_same_way() {
    let transport = FnTransport(|request: http::Request<Bytes>| {
        let asked = (request.uri().to_string(), request.headers()["x-tb-token-auth"].clone());
        assert!(
            asked.0.starts_with("http://127.0.0.1:9/hl/archive/getmanifest/"),
            "{}",
            asked.0
        );
        assert_eq!(asked.1, "T1==moderator");
        core::future::ready(Ok(http::Response::builder().status(404).body(Body::empty()).unwrap()))
    });
    let base = Base::new("http://127.0.0.1:9").unwrap();
    let client = Client::new(transport, project().into()).base(base).unwrap();
    let holder = client.acting_as(LegacyToken::new("T1==moderator"));
    let archive = "7c1f0a52-3d8e-4b7a-9a41-0f6f2b8e11d0".parse().unwrap();
    let error = holder.get_legacy_manifest(archive).await.unwrap_err();
    assert_eq!(error.refusal().unwrap().status, 404);
    assert_eq!(client.credentials().dialect(), Dialect::OpenTok);
}
