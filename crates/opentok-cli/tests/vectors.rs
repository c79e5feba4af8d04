//! Every record of the token vectors that can be judged, through the batch commands.
//!
//! The vectors are those of `opentok-token`: tokens of the official SDKs over a grid of inputs, tolerances and attacks.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};

use self::support::{feed, opentok};

mod support;

#[test]
fn token_verify_batch_agrees_with_every_record() {
    let file = vectors();
    let records = judged(&file, |kind| kind != "session_id");
    let questions: Vec<Value> = records.iter().map(|record| question(record, &file["keys"])).collect();
    let answer = feed(&mut opentok(["token", "verify", "--batch"]), &lines(&questions));
    assert_eq!(answer.code, 0, "{}", answer.err);
    let verdicts = answer.json_lines();
    assert_eq!(verdicts.len(), records.len());

    for (record, verdict) in records.iter().zip(&verdicts) {
        let id = &record["id"];
        assert_eq!(verdict["valid"], record["valid"], "{id}: {verdict}");
        if verdict["valid"] == true {
            compare(record, verdict);
        } else {
            assert!(
                verdict["reason"].is_string() && verdict["message"].is_string(),
                "{id}: {verdict}"
            );
        }
    }
    println!("{} token records agree", records.len());
}

#[test]
fn session_id_batch_agrees_with_every_record() {
    let file = vectors();
    let records = judged(&file, |kind| kind == "session_id");
    let question = |record: &&Value| json!({"id": token(record), "key": record["api_key"]});
    let questions: Vec<Value> = records.iter().map(question).collect();
    let answer = feed(&mut opentok(["session", "id", "--batch"]), &lines(&questions));
    assert_eq!(answer.code, 0, "{}", answer.err);
    let verdicts = answer.json_lines();
    assert_eq!(verdicts.len(), records.len());

    for (record, verdict) in records.iter().zip(&verdicts) {
        let (id, expected) = (&record["id"], &record["expected"]);
        assert_eq!(verdict["valid"], record["valid"], "{id}: {verdict}");
        if verdict["valid"] == true {
            for name in [
                "version",
                "partner_id",
                "location",
                "create_time",
                "random",
                "payload",
                "fields",
            ] {
                assert_eq!(verdict[name], expected[name], "{id}: {name}");
            }
            assert_eq!(
                format!("{}_", verdict["prefix"].as_str().unwrap()),
                expected["prefix"],
                "{id}"
            );
        }
    }
    println!("{} session id records agree", records.len());
}

fn vectors() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../opentok-token/tests/data/tokens.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// The records that a verifier has to agree with. The others say what a generator refused to make.
fn judged(file: &Value, wanted: fn(&str) -> bool) -> Vec<&Value> {
    let all = file["vectors"].as_array().unwrap();
    assert_eq!(file["count"], all.len());
    let is_judged = |record: &&Value| record["level"] != "info" && wanted(record["kind"].as_str().unwrap());
    let records: Vec<_> = all.iter().filter(is_judged).collect();
    assert!(!records.is_empty());
    records
}

fn question(record: &Value, keys: &Value) -> Value {
    let purpose = match (record["kind"].as_str().unwrap(), record["profile"].as_str()) {
        (_, Some("helplightning")) => "help_lightning",
        ("t1" | "jwt", None) => "client",
        ("auth_jwt", None) => "rest",
        other => panic!("{other:?}"),
    };
    let mut question = json!({
        "token": token(record), "key": record["api_key"], "at": record["now"], "leeway": 0, "use": purpose,
    });
    match record["key_ref"].as_str() {
        Some(name) => question["public_key"] = keys[name]["public_pem"].clone(),
        None => question["secret"] = record["api_secret"].clone(),
    }
    question
}

/// The token, or what its recipe makes.
fn token(record: &Value) -> String {
    if let Some(token) = record["token"].as_str() {
        return token.to_owned();
    }
    let recipe = &record["token_recipe"];
    let part = |name: &str| recipe[name].as_str().unwrap();
    let count = usize::try_from(recipe["count"].as_u64().unwrap()).unwrap();
    format!("{}{}{}", part("prefix"), part("unit").repeat(count), part("suffix"))
}

fn lines(values: &[Value]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| format!("{value}\n").into_bytes())
        .collect()
}

/// Compares what a true token was read to say with what it says.
fn compare(record: &Value, verdict: &Value) {
    let (id, expected, claims) = (&record["id"], &record["expected"], &verdict["claims"]);
    let same = |name: &str, found: &Value, wanted: &Value| assert_eq!(found, wanted, "{id}: {name}");
    if record["kind"] == "t1" {
        same("kind", &verdict["kind"], &json!("t1"));
        same("partner_id", &claims["issuer"], &expected["partner_id"]);
        for name in ["session_id", "role", "nonce", "create_time", "connection_data"] {
            same(name, &claims[name], &expected[name]);
        }
        same(
            "expire_time",
            &claims["expire_time"],
            &expected["effective_expire_time"],
        );
        let classes = Some(&expected["initial_layout_class_list"]).filter(|list| !list.is_null());
        same(
            "class list",
            &claims["initial_layout_class_list"],
            classes.unwrap_or(&json!([])),
        );
        return;
    }
    let written = &expected["claims"];
    same(
        "expire_time",
        &claims["expire_time"],
        &whole(&expected["effective_exp"]),
    );
    if record["profile"] == "helplightning" {
        let subject = format!("Partner:{}", claims["enterprise"].as_str().unwrap());
        return same("sub", &json!(subject), &written["sub"]);
    }
    let issuer = Some(&written["iss"]).filter(|issuer| !issuer.is_null());
    same(
        "issuer",
        &claims["issuer"],
        issuer.unwrap_or(&written["application_id"]),
    );
    same("create_time", &claims["create_time"], &whole(&written["iat"]));
    same("jti", &claims["jti"], &as_text(&written["jti"]));
    if record["kind"] == "auth_jwt" {
        return same("kind", &verdict["kind"], &json!("rest_jwt"));
    }
    same("kind", &verdict["kind"], &json!("jwt"));
    same("session_id", &claims["session_id"], &written["session_id"]);
    same(
        "connection_data",
        &claims["connection_data"],
        &written["connection_data"],
    );
    assert!(is_same_nonce(&claims["nonce"], &written["nonce"]), "{id}: nonce");
    let role = Some(&written["role"]).filter(|role| !role.is_null());
    same("role", &claims["role"], role.unwrap_or(&json!("publisher")));
    // One text, or a list of texts; a class is a word of either.
    let classes: Vec<&str> = match &written["initial_layout_class_list"] {
        Value::Array(list) => list
            .iter()
            .flat_map(|text| text.as_str().unwrap().split_whitespace())
            .collect(),
        text => text.as_str().unwrap_or_default().split_whitespace().collect(),
    };
    same("class list", &claims["initial_layout_class_list"], &json!(classes));
}

/// A number without its fraction.
fn whole(value: &Value) -> Value {
    value
        .as_f64()
        .map_or(Value::Null, |number| json!(number.floor() as u64))
}

/// A text, also of what was written as a number.
fn as_text(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.to_string()),
        other => other.clone(),
    }
}

/// The nonce is told as text, as it was written; where it was written as a number, its value counts, up to the last
/// digit, which the reader of the vectors rounds.
fn is_same_nonce(found: &Value, written: &Value) -> bool {
    let Some(number) = written.as_f64() else {
        return found == written;
    };
    let found: f64 = found.as_str().unwrap().parse().unwrap();
    (found - number).abs() <= number.abs() * f64::EPSILON
}
