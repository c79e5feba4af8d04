//! Tokens with faults, put together by hand: no signer of ours would make them.

use compact_jws::{Hs256Key, SigningKey};
use hmac::{Hmac, KeyInit, Mac};
use opentok_token::doctor::Case;
use opentok_token::{ApiSecret, UnixSeconds};
use sha1::Sha1;

pub(crate) const KEY: &str = "123456";
pub(crate) const SECRET: &str = "1234567890abcdef1234567890abcdef12345678";
pub(crate) const SESSION: &str = "1_MX4xMjM0NTZ-fjE1OTgyMzE1NzAzOTh-RFhNVkdCN2FaMDUxQXlBbFk0cDFmakdHfn4";
pub(crate) const OTHER_SESSION: &str = "1_MX4yNzA4NjYxMn5-MTU0NzA4MDUyMTEzNn5sOXU5ZnlWYXplRnZGblV4RUo3dXJpZk1-fg";
pub(crate) const APPLICATION: &str = "316039c3-a464-455f-85e1-4de116eb78f6";
pub(crate) const NOW: u64 = 1_795_295_986;

pub(crate) fn case(token: &str) -> Case<'_> {
    Case::new(token)
        .project(KEY.parse().unwrap(), ApiSecret::new(SECRET))
        .at(UnixSeconds::new(NOW))
}

pub(crate) fn codes(case: &Case<'_>) -> Vec<&'static str> {
    case.examine().iter().map(|finding| finding.code()).collect()
}

/// A T1 token over any data, signed with any secret.
pub(crate) fn t1_signed(secret: &str, data: &str) -> String {
    let mac = Hmac::<Sha1>::new_from_slice(secret.as_bytes())
        .unwrap()
        .chain_update(data);
    let signature: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    t1_with(&format!("partner_id={KEY}&sig={signature}"), data)
}

pub(crate) fn t1_with(header: &str, data: &str) -> String {
    let plain = format!("{header}:{data}");
    let mut text = vec![0; plain.len() * 2 + 4];
    format!(
        "T1=={}",
        <base64ct::Base64 as base64ct::Encoding>::encode(plain.as_bytes(), &mut text).unwrap()
    )
}

pub(crate) fn t1(data: &str) -> String {
    t1_signed(SECRET, data)
}

/// Sound data with some fields replaced, added (or, without `=`, removed).
pub(crate) fn data(changes: &[&str]) -> String {
    let mut fields: Vec<String> = vec![
        format!("session_id={SESSION}"),
        format!("create_time={}", NOW - 10),
        format!("expire_time={}", NOW + 3600),
        "role=publisher".to_owned(),
        "nonce=42".to_owned(),
    ];
    for change in changes {
        let name = change.split('=').next().unwrap();
        fields.retain(|field| field.split('=').next() != Some(name));
        if change.contains('=') {
            fields.push((*change).to_owned());
        }
    }
    fields.join("&")
}

pub(crate) fn jwt(claims: &str) -> String {
    jwt_by(&Hs256Key::new(SECRET.as_bytes()), claims)
}

pub(crate) fn jwt_by(key: &impl SigningKey, claims: &str) -> String {
    let object = compact_jws::json::Object::parse(claims).unwrap();
    compact_jws::sign(key, 1024, |writer| {
        for (name, value) in object.members() {
            let json = match value {
                compact_jws::json::Value::Text(text) => serde_json::to_string(&text.to_string()).unwrap(),
                compact_jws::json::Value::Number(number) => number.as_str().to_owned(),
                compact_jws::json::Value::Array(array) => array.as_str().to_owned(),
                compact_jws::json::Value::Object(object) => object.as_str().to_owned(),
                value if value.is_null() => "null".to_owned(),
                value => value.as_bool().unwrap().to_string(),
            };
            writer.raw(&name.to_string(), &json);
        }
    })
    .unwrap()
}

/// Sound claims with some replaced, added, or (null) removed.
pub(crate) fn claims(base: &str, changes: &str) -> String {
    let mut claims: serde_json::Map<String, serde_json::Value> = serde_json::from_str(base).unwrap();
    let changes: serde_json::Map<String, serde_json::Value> = serde_json::from_str(changes).unwrap();
    for (name, value) in changes {
        if value.is_null() {
            claims.remove(&name)
        } else {
            claims.insert(name, value)
        };
    }
    serde_json::Value::Object(claims).to_string()
}

pub(crate) fn client(changes: &str) -> String {
    let base = format!(
        r#"{{"iss":"{KEY}","ist":"project","iat":{},"exp":{},"scope":"session.connect","session_id":"{SESSION}","role":"publisher"}}"#,
        NOW - 10,
        NOW + 3600
    );
    jwt(&claims(&base, changes))
}

pub(crate) fn rest(changes: &str) -> String {
    let base = format!(
        r#"{{"iss":"{KEY}","ist":"project","iat":{},"exp":{}}}"#,
        NOW - 10,
        NOW + 170
    );
    jwt(&claims(&base, changes))
}
