//! What a move from one environment to the other touches.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod support;

use alloc::collections::BTreeSet;
use core::fmt::Debug;

use compact_jws::UntrustedJws;
use http_endpoint::Base;
use opentok_rest::{
    CALLS, Call, Credentials, Environments, OpenTok, Scope, Site, Vonage,
    migration::{Case, ClientTokens, Environment, Finding, Webhooks, Weight},
};
use opentok_token::{JwtId, UnixSeconds};
use support::samples::{SESSION, Visitor, session, visit_all};

const KEY: &str = "10000001";
const APPLICATION: &str = "3f0c9c0e-7b1e-4c52-a5a5-3c5d7e0f1a2b";

fn case(to: Environment) -> Case {
    Case::new(to)
        .project(KEY.parse().unwrap())
        .application(APPLICATION.parse().unwrap())
}

fn find<'f>(findings: &'f [Finding], code: &str) -> &'f Finding {
    let found = findings.iter().find(|finding| finding.code() == code);
    found.unwrap_or_else(|| panic!("no {code}"))
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(Finding::code).collect()
}

/// Compares what is told of each call with the request that the call makes.
struct Requests {
    checked: usize,
}

impl Visitor for Requests {
    fn visit<C: Call<Output: Debug> + 'static>(&mut self, call: C) {
        let sites = [
            (Environment::OpenTok, Site::opentok(KEY)),
            (Environment::Unified, Site::unified(APPLICATION)),
        ];
        for (to, site) in &sites {
            let findings = case(*to).call(C::NAME.parse().unwrap()).examine();
            let about_call = |finding: &&Finding| finding.subject() == Some(C::NAME);
            let found = findings.iter().find(about_call).unwrap();
            if to.offers(C::ENVIRONMENTS) {
                let request = call.prepare(site.base(C::SCOPE));
                assert_eq!(found.code(), "request", "{}", C::NAME);
                assert!(
                    matches(&request, found.becomes()),
                    "{} is {}",
                    found.becomes(),
                    request.uri()
                );
            } else {
                assert_eq!(found.code(), "call_missing", "{}", C::NAME);
                assert!(
                    found.weight() > Weight::Handled && found.becomes().starts_with("not "),
                    "{found}"
                );
            }
            let (_, from) = sites.iter().find(|(side, _)| *side == to.other()).unwrap();
            let request = call.prepare(from.base(C::SCOPE));
            assert!(matches(&request, found.now()), "{} is {}", found.now(), request.uri());
            self.checked += 1;
        }
    }
}

/// Whether a request is the one told of, in which words in braces stand for ids.
fn matches(request: &http::Request<bytes::Bytes>, told: &str) -> bool {
    let (method, told) = told.split_once(' ').unwrap();
    let uri = request.uri().to_string();
    let uri = uri.split('?').next().unwrap();
    let is_same = |(told, is): (&str, &str)| told == is || told.starts_with('{') && !is.is_empty();
    method == request.method().as_str()
        && told.split('/').count() == uri.split('/').count()
        && told.split('/').zip(uri.split('/')).all(is_same)
}

#[test]
fn what_is_told_of_a_call_is_what_the_call_does() {
    let mut requests = Requests { checked: 0 };
    visit_all(&mut requests);
    assert_eq!(requests.checked, 2 * CALLS.len());
}

#[test]
fn what_is_told_of_headers_and_tokens_is_what_credentials_make() {
    let key = compact_jws::RsaPrivateKey::from_pem(include_str!("data/application.pem")).unwrap();
    let sides: [(Environment, Credentials); 2] = [
        (
            Environment::OpenTok,
            OpenTok::new(KEY.parse().unwrap(), support::SECRET).into(),
        ),
        (
            Environment::Unified,
            Vonage::with_signer(APPLICATION.parse().unwrap(), key).into(),
        ),
    ];
    for (to, credentials) in sides {
        let findings = case(to).examine();
        let mut request = http::Request::new(bytes::Bytes::new());
        let (now, id) = (UnixSeconds::new(1_700_000_000), JwtId::new([7; 16]));
        credentials.authorize(&mut request, Scope::Project, now, id).unwrap();
        let (name, value) = request.headers().iter().next().unwrap();
        let token = value.to_str().unwrap();
        let (scheme, token) = token
            .rsplit_once(' ')
            .map_or(("", token), |(scheme, token)| (scheme, token));
        let header = find(&findings, "auth_header").becomes().to_lowercase();
        let told = format!("{name}: {} jwt", scheme.to_lowercase()).replace("  ", " ");
        assert_eq!(header, told);

        let jws = UntrustedJws::parse(token).unwrap();
        let mut scratch = vec![0; jws.scratch_len()];
        let decoded = jws.decode(&mut scratch).unwrap();
        let told = find(&findings, "rest_token").becomes();
        let algorithm = decoded.header().get("alg").unwrap().as_text().unwrap().to_string();
        assert!(told.contains(&algorithm), "{told}");
        let (_, claims) = told.split_once(": ").unwrap();
        let told: BTreeSet<_> = claims.split(", ").map(str::to_owned).collect();
        let mut made: BTreeSet<_> = decoded.claims().members().map(|(name, _)| name.to_string()).collect();
        if to == Environment::OpenTok {
            // May be left out there, and is not: see "Who is asking" of WIRE.md.
            assert!(made.remove("jti"));
        }
        assert_eq!(told, made);
    }
}

#[test]
fn the_gravest_comes_first_and_each_says_what_to_do() {
    for to in [Environment::OpenTok, Environment::Unified] {
        let findings = case(to)
            .call("get_project".parse().unwrap())
            .session(session())
            .examine();
        assert!(findings.is_sorted_by_key(|finding| core::cmp::Reverse(finding.weight())));
        for finding in &findings {
            assert!(!finding.remedy().is_empty() && !finding.now().is_empty() && !finding.becomes().is_empty());
        }
    }
}

#[test]
fn codes_are_words_and_say_one_thing_each() {
    for to in [Environment::OpenTok, Environment::Unified] {
        let findings = Case::new(to).examine();
        for finding in &findings {
            assert!(
                finding
                    .code()
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
                "{finding}"
            );
        }
        let without_calls = || findings.iter().filter(|finding| finding.code() != "call_missing");
        let codes: BTreeSet<_> = without_calls().map(Finding::code).collect();
        assert_eq!(codes.len(), without_calls().count());
    }
}

#[test]
fn without_named_calls_every_call_that_is_missing_there_is_told_once_and_blocks_nothing() {
    for to in [Environment::OpenTok, Environment::Unified] {
        let findings = Case::new(to).examine();
        let missing = findings.iter().filter(|finding| finding.code() == "call_missing");
        let mut told: Vec<_> = missing
            .flat_map(|finding| finding.subject().unwrap().split(", "))
            .collect();
        let mut lacking: Vec<_> = CALLS
            .iter()
            .filter(|call| call.environments != Environments::Both && !to.offers(call.environments))
            .map(|call| call.name)
            .collect();
        told.sort_unstable();
        lacking.sort_unstable();
        assert_eq!(told, lacking);
        assert!(findings.iter().all(|finding| finding.weight() < Weight::Blocked));
    }
}

#[test]
fn named_calls_leave_out_what_other_calls_meet() {
    let findings = case(Environment::Unified)
        .call("list_archives".parse().unwrap())
        .examine();
    for code in ["session_id", "media_mode", "layout_answer", "call_missing"] {
        assert!(!codes(&findings).contains(&code), "{code}");
    }
    let findings = case(Environment::Unified)
        .call("set_archive_layout".parse().unwrap())
        .examine();
    assert_eq!(find(&findings, "layout_answer").weight(), Weight::Handled);
    assert!("list_archive".parse::<opentok_rest::migration::CallName>().is_err());
}

#[test]
fn a_session_is_made_again_used_as_it_is_or_nobodys() {
    let told = |case: Case| {
        let findings = case.session(session()).examine();
        let about = |finding: &&Finding| finding.subject() == Some(SESSION);
        let finding = findings.iter().find(about).unwrap();
        (finding.code(), finding.weight())
    };
    assert_eq!(told(case(Environment::Unified)), ("session", Weight::Change));
    assert_eq!(told(Case::new(Environment::Unified)), ("session", Weight::Change));
    assert_eq!(told(case(Environment::OpenTok)), ("session_there", Weight::Handled));
    let other = Case::new(Environment::Unified).project("10000002".parse().unwrap());
    assert_eq!(told(other), ("session_foreign", Weight::Blocked));
}

#[test]
fn rest_tokens_that_are_too_long_for_the_other_side_have_to_change() {
    let weight = |to, seconds| find(&case(to).rest_lifetime(seconds).examine(), "rest_lifetime").weight();
    assert_eq!(weight(Environment::OpenTok, 300), Weight::Handled);
    assert_eq!(weight(Environment::OpenTok, 301), Weight::Change);
    assert_eq!(weight(Environment::Unified, 900), Weight::Handled);
    assert_eq!(weight(Environment::Unified, 901), Weight::Change);
}

#[test]
fn an_address_that_was_set_by_hand_has_to_be_set_for_the_other_side_too() {
    let base = |url| Base::new(url).unwrap();
    let told = |case: Case| {
        let findings = case.examine();
        let host = find(&findings, "host");
        (host.weight(), host.now().to_owned(), host.becomes().to_owned())
    };
    let plain = told(case(Environment::Unified));
    assert_eq!(plain, (Weight::Handled, Site::OPENTOK.into(), Site::UNIFIED.into()));
    let moved = case(Environment::Unified).opentok_base(base("https://proxy.example.net/ot/"));
    assert_eq!(
        told(moved.clone()),
        (
            Weight::Change,
            "https://proxy.example.net/ot".into(),
            Site::UNIFIED.into()
        )
    );
    let both = moved.unified_base(base("https://proxy.example.net/v"));
    assert_eq!(told(both).0, Weight::Handled);
}

#[test]
fn tokens_and_webhooks_are_told_as_they_are_used() {
    let quiet = case(Environment::Unified)
        .client_tokens(ClientTokens::None)
        .webhooks(Webhooks::None);
    let findings = quiet.examine();
    let about = |prefix: &str| findings.iter().any(|finding| finding.code().starts_with(prefix));
    assert!(!about("client_token") && !about("webhook") && !about("roles"));

    let findings = case(Environment::Unified).client_tokens(ClientTokens::Jwt).examine();
    let token = find(&findings, "client_token");
    assert_eq!((token.weight(), token.now().contains("HS256")), (Weight::Change, true));

    let signed = case(Environment::Unified).webhooks(Webhooks::Signed).examine();
    let proof = find(&signed, "webhook_proof");
    assert_eq!((proof.weight(), proof.now()), (Weight::Change, proof.becomes()));
    // Both are sent again for a day.
    assert!(!codes(&signed).contains(&"webhook_delivery"));
}

#[test]
fn credentials_that_are_there_are_not_asked_for() {
    let weight = |case: Case| find(&case.examine(), "credentials").weight();
    assert_eq!(weight(case(Environment::Unified)), Weight::Handled);
    assert_eq!(weight(Case::new(Environment::Unified)), Weight::Change);
    let project_alone = Case::new(Environment::OpenTok).application(APPLICATION.parse().unwrap());
    assert_eq!(weight(project_alone), Weight::Change);
}

#[test]
fn a_finding_is_a_line_of_json() {
    let findings = Case::new(Environment::Unified).call("dial".parse().unwrap()).examine();
    let request = findings.iter().find(|finding| finding.code() == "request").unwrap();
    assert_eq!(
        serde_json::to_string(request).unwrap(),
        r#"{"code":"request","subject":"dial","weight":"handled","now":"POST https://api.opentok.com/v2/project/{api_key}/dial","becomes":"POST https://video.api.vonage.com/v2/project/{application_id}/dial","remedy":"the address follows the credentials"}"#
    );
}
