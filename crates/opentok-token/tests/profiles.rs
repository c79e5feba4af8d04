//! Tokens of the official SDKs, written again byte for byte from what they were called with.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use opentok_token::t1::Profile;
use opentok_token::{ApiSecret, Grant, Nonce, Project, Role, SessionId, SignError, Signer, UnixSeconds};
use serde_json::Value;

mod records;

use records::{Record, vectors};

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

/// The makers, and how many of their tokens are written again. The others are refused, for these reasons.
const MAKERS: [(&str, Profile, usize, &str); 6] = [
    ("opentok (PyPI)", Profile::Python, 63, "bad_layout_class"),
    (
        "opentok (npm)",
        Profile::Node,
        63,
        "bad_layout_class bad_layout_class connection_data_too_long expire_too_far expire_too_far \
         layout_class_list_too_long",
    ),
    (
        "OpenTok-Ruby-SDK",
        Profile::Ruby,
        59,
        "bad_layout_class bad_layout_class layout_class_list_too_long",
    ),
    (
        "OpenTok-PHP-SDK",
        Profile::Php,
        53,
        "bad_layout_class bad_layout_class layout_class_list_too_long",
    ),
    (
        "Opentok-Java-SDK",
        Profile::Java,
        54,
        "bad_layout_class bad_layout_class layout_class_list_too_long not_writable not_writable not_writable \
         not_writable",
    ),
    (
        "Opentok-.NET-SDK",
        Profile::DotNet,
        57,
        "bad_layout_class bad_layout_class layout_class_list_too_long not_writable not_writable not_writable \
         not_writable session_not_of_partner",
    ),
];

#[test]
fn every_token_that_a_signer_may_make_is_written_again_byte_for_byte() {
    let vectors = vectors();
    for (peer, profile, expected, reasons) in MAKERS {
        let made_by_peer = |record: &&Record| record.text("peer") == peer && record.kind() == "t1";
        let (mut agreed, mut refused) = (0, Vec::new());
        for record in vectors.records.iter().filter(made_by_peer) {
            if record.0["token"].is_null() || is_beyond_grants(record, profile) {
                continue;
            }
            match write_again(record, profile).unwrap_or_else(|| panic!("{} has no inputs", record.id())) {
                Ok(token) => {
                    assert_eq!(token, record.token(), "{}", record.id());
                    agreed += 1;
                }
                Err(error) => refused.push(error.code()),
            }
        }
        refused.sort_unstable();
        assert_eq!((agreed, refused.join(" ").as_str()), (expected, reasons), "{peer}");
    }
}
