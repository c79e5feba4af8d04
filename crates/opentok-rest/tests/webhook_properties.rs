//! What the service may add one day breaks nothing.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "webhook")]

use std::fs;
use std::path::Path;

use bytes::Bytes;
use opentok_rest::webhook::Event;
use proptest::prelude::*;
use serde_json::{Map, Value};

/// The words of open sets, wherever they stand.
const WORDS: [&str; 8] = [
    "reason",
    "status",
    "videoType",
    "state",
    "hlsStatus",
    "streamMode",
    "outputMode",
    "provider",
];

fn fixtures() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/webhooks");
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), value)
        })
        .collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    assert!(all.len() > 20);
    all
}

fn parse(value: &Value) -> Event {
    Event::parse(&Bytes::from(serde_json::to_vec(value).unwrap())).unwrap()
}

/// Any JSON of a depth of three.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("\\PC{0,6}", inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Fields of names that nobody has thought of: each of them has a character that no name has.
fn extra() -> impl Strategy<Value = Vec<(String, Value)>> {
    prop::collection::vec(("\\PC{0,8}".prop_map(|name| format!("{name}+")), json()), 1..4)
}

/// Puts fields into every object.
fn inject(value: &mut Value, extra: &[(String, Value)]) {
    match value {
        Value::Object(members) => {
            members.values_mut().for_each(|member| inject(member, extra));
            members.extend(extra.iter().cloned());
        }
        Value::Array(items) => items.iter_mut().for_each(|item| inject(item, extra)),
        _ => {}
    }
}

/// Replaces every word of an open set.
fn reword(value: &mut Value, word: &str) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if WORDS.contains(&name.as_str()) => word.clone_into(text),
                    member => reword(member, word),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| reword(item, word)),
        _ => {}
    }
}

fn without(value: &Value, name: &str) -> Value {
    let members: Map<_, _> = value.as_object().unwrap().clone();
    Value::Object(members.into_iter().filter(|(own, _)| own != name).collect())
}

proptest! {
    #[test]
    fn unknown_fields_change_nothing(extra in extra()) {
        for (name, fixture) in fixtures() {
            let mut grown = fixture.clone();
            inject(&mut grown, &extra);
            let (before, after) = (parse(&fixture), parse(&grown));
            prop_assert!(before.family().is_some(), "{}", name);
            prop_assert_eq!(before.family(), after.family(), "{}", name);
            prop_assert_eq!(before.session_id(), after.session_id());
            prop_assert_eq!(before.dedup_key(), after.dedup_key());
        }
    }

    #[test]
    fn unknown_words_are_kept(word in "[a-zA-Z ]{1,20}!") {
        for (name, fixture) in fixtures() {
            let mut reworded = fixture.clone();
            reword(&mut reworded, &word);
            let (before, after) = (parse(&fixture), parse(&reworded));
            prop_assert_eq!(before.family(), after.family(), "{}", name);
            let shown = format!("{after:?}");
            let has_words = reworded != fixture;
            prop_assert_eq!(has_words, shown.contains(&word), "{} {}", name, shown);
        }
    }

    #[test]
    fn names_of_events_to_come_are_kept_with_all_there_is(name in "[a-zA-Z]{1,20}!", extra in extra()) {
        for (_, fixture) in fixtures() {
            let mut renamed = without(&fixture, "event");
            inject(&mut renamed, &extra);
            renamed.as_object_mut().unwrap().insert("event".to_owned(), Value::from(&*name));
            let body = Bytes::from(serde_json::to_vec(&renamed).unwrap());
            let Event::Unknown(unknown) = Event::parse(&body).unwrap() else {
                return Err(TestCaseError::fail("a new event is taken for an old one"));
            };
            prop_assert_eq!(unknown.event.as_deref(), Some(&*name));
            prop_assert_eq!(unknown.body, body);
        }
    }

    #[test]
    fn values_of_other_types_break_nothing(value in json(), at in any::<prop::sample::Index>()) {
        for (_, fixture) in fixtures() {
            let mut spoilt = fixture.clone();
            let members = spoilt.as_object_mut().unwrap();
            let name = members.keys().nth(at.index(members.len())).unwrap().clone();
            members.insert(name, value.clone());
            let body = Bytes::from(serde_json::to_vec(&spoilt).unwrap());
            if let Event::Unknown(unknown) = Event::parse(&body).unwrap() {
                prop_assert_eq!(unknown.body, body);
            }
        }
    }
}
