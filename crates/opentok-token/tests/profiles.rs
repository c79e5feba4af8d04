//! Tokens of the official SDKs, written again byte for byte from what they were called with.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use opentok_token::t1::Profile;
use opentok_token::{ApiSecret, Grant, Nonce, Project, Role, SessionId, SignError, Signer, UnixSeconds};
use serde_json::Value;

mod common;

use common::{Record, vectors};

/// Writes a peer's token again. `None` if the grant is one that no signer of ours makes.
fn write_again(record: &Record, profile: Profile) -> Option<Result<String, SignError>> {
    let (inputs, expected) = (&record.0["inputs"], &record.0["expected"]);
    let session: SessionId = expected["session_id"].as_str()?.parse().ok()?;
    let role: Role = expected["role"].as_str()?.parse().ok()?;
    let classes: Vec<&str> = inputs["classes"]
        .as_array()
        .map_or(vec![], |list| list.iter().filter_map(Value::as_str).collect());
    let mut grant = Grant::new(&session).role(role).layout_classes(&classes);
    if let Some(data) = inputs["data"].as_str() {
        grant = grant.data(data);
    }
    if let Some(expires) = expected["expire_time"].as_u64() {
        grant = grant.expires_at(UnixSeconds::new(expires));
    }
    let nonce: Nonce = expected["nonce"].as_str()?.parse().ok()?;
    let now = UnixSeconds::new(expected["create_time"].as_u64()?);
    let project = Project::new(
        record.text("api_key").parse().ok()?,
        ApiSecret::new(record.text("api_secret")),
    );
    let mut out = [0; 32_768];
    let signer = Signer::new(project).profile(profile);
    Some(signer.sign_t1_into(&grant, now, nonce, &mut out).map(str::to_owned))
}

/// A grant does not tell an empty class list from none, as these SDKs do; nor does it lose a `0` or keep a
/// fraction of a second, as PHP does.
fn is_beyond_grants(record: &Record, profile: Profile) -> bool {
    let inputs = &record.0["inputs"];
    let tells_lists_apart = !matches!(profile, Profile::Python | Profile::Node);
    (tells_lists_apart && inputs["classes"].as_array().is_some_and(Vec::is_empty))
        || (profile == Profile::Php && (inputs["data"] == "0" || inputs["expire_time"].is_f64()))
}

/// How many tokens agreed, and why the others were not made.
fn compare(peer: &str, profile: Profile) -> (usize, Vec<(String, &'static str)>) {
    let (mut agreed, mut refused) = (0, Vec::new());
    for record in vectors()
        .records
        .iter()
        .filter(|record| record.text("peer") == peer && record.kind() == "t1")
    {
        if record.0["token"].is_null() || is_beyond_grants(record, profile) {
            continue;
        }
        match write_again(record, profile) {
            Some(Ok(token)) => {
                assert_eq!(token, record.token(), "{}", record.id());
                agreed += 1;
            }
            Some(Err(error)) => refused.push((record.id().to_owned(), error.code())),
            None => panic!("{} has no inputs", record.id()),
        }
    }
    (agreed, refused)
}

fn codes(refused: &[(String, &'static str)]) -> Vec<&'static str> {
    let mut codes: Vec<_> = refused.iter().map(|(_, code)| *code).collect();
    codes.sort_unstable();
    codes
}

#[test]
fn python() {
    let (agreed, refused) = compare("opentok (PyPI)", Profile::Python);
    assert_eq!((agreed, codes(&refused)), (63, vec!["bad_layout_class"]));
}

#[test]
fn node() {
    let (agreed, refused) = compare("opentok (npm)", Profile::Node);
    assert_eq!(
        (agreed, codes(&refused)),
        (
            63,
            vec![
                "bad_layout_class",
                "bad_layout_class",
                "connection_data_too_long",
                "expire_too_far",
                "expire_too_far",
                "layout_class_list_too_long"
            ]
        )
    );
}

#[test]
fn ruby() {
    let (agreed, refused) = compare("OpenTok-Ruby-SDK", Profile::Ruby);
    assert_eq!(
        (agreed, codes(&refused)),
        (
            59,
            vec!["bad_layout_class", "bad_layout_class", "layout_class_list_too_long"]
        )
    );
}

#[test]
fn php() {
    let (agreed, refused) = compare("OpenTok-PHP-SDK", Profile::Php);
    assert_eq!(
        (agreed, codes(&refused)),
        (
            53,
            vec!["bad_layout_class", "bad_layout_class", "layout_class_list_too_long"]
        )
    );
}

#[test]
fn java() {
    let (agreed, refused) = compare("Opentok-Java-SDK", Profile::Java);
    assert_eq!(
        (agreed, codes(&refused)),
        (
            54,
            vec![
                "bad_layout_class",
                "bad_layout_class",
                "layout_class_list_too_long",
                "not_writable",
                "not_writable",
                "not_writable",
                "not_writable"
            ]
        )
    );
}

#[test]
fn dot_net() {
    let (agreed, refused) = compare("Opentok-.NET-SDK", Profile::DotNet);
    assert_eq!(
        (agreed, codes(&refused)),
        (
            57,
            vec![
                "bad_layout_class",
                "bad_layout_class",
                "layout_class_list_too_long",
                "not_writable",
                "not_writable",
                "not_writable",
                "not_writable",
                "session_not_of_partner"
            ]
        )
    );
}
