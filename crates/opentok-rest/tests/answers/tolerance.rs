//! What the service may add to its answers one day.

use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::{
    fixtures::{FIXTURES, fixture},
    support::{Parsers, answer},
};

/// Fields whose values are words of open sets.
const WORDS: &[&str] = &[
    "connectionState",
    "environment",
    "hlsStatus",
    "outputMode",
    "status",
    "streamMode",
    "videoType",
];

/// Adds fields with other names than any that is known, at every level.
fn add(value: &mut Value, extra: &Map<String, Value>) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(|value| add(value, extra));
            fields.extend(extra.iter().map(|(name, value)| (format!("x-{name}"), value.clone())));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| add(value, extra)),
        _ => {}
    }
}

/// Replaces the words of open sets, and says how many there were.
fn reword(value: &mut Value, word: &str) -> usize {
    match value {
        Value::Object(fields) => {
            let mut count = 0;
            for (name, value) in fields {
                if WORDS.contains(&name.as_str()) && value.is_string() {
                    *value = word.into();
                    count += 1;
                } else {
                    count += reword(value, word);
                }
            }
            count
        }
        Value::Array(items) => items.iter_mut().map(|value| reword(value, word)).sum(),
        _ => 0,
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn new_fields_and_new_words_break_nothing(
        extra in prop::collection::vec(("[a-zA-Z]{0,8}", any_json()), 0..4),
        word in "[a-z]{1,12}-[A-Z]{0,4}",
    ) {
        let parsers = Parsers::all();
        let extra = extra.into_iter().collect();
        for (file, call) in FIXTURES {
            let mut value: Value = serde_json::from_slice(&fixture(file)).unwrap();
            add(&mut value, &extra);
            let words = reword(&mut value, &word);
            let output = parsers.parse(call, answer(200, value.to_string()));
            let output = output.map_err(|error| TestCaseError::fail(format!("{file}: {error:?}")))?;
            // Of a mute the answer is not looked at.
            if words > 0 && *call != "mute_all" {
                prop_assert!(output.contains(&format!("Unknown({word:?})")), "{} {}", file, output);
            }
        }
    }
}
