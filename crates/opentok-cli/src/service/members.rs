//! Answers of the service for people.

use core::fmt;

use opentok_token::UnixSeconds;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::to_raw_value;

use crate::output::{Fact, Facts};

/// The members of a JSON object, in the order in which they were written.
pub(super) struct Members(pub(super) Vec<(String, Value)>);

impl Members {
    /// The members that `answer` is written with. None if it is no object.
    pub(super) fn of(answer: &impl Serialize) -> Self {
        let text = serde_json::to_string(answer).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or(Self(Vec::new()))
    }

    /// The value called `name`.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

/// An answer of the service as facts: the names are the service's, times are told, objects are told member by member.
pub(crate) fn facts_of(answer: &impl Serialize) -> Facts<'static> {
    let mut facts = Facts::new();
    for (name, value) in Members::of(answer).0 {
        push(&mut facts, name, value);
    }
    facts
}

fn push(facts: &mut Facts<'static>, name: String, value: Value) {
    match value {
        Value::Object(members) => {
            for (inner, value) in members {
                push(facts, format!("{name}.{inner}"), value);
            }
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            for item in items {
                facts.push(name.clone(), to_raw_value(&item).map_or(Fact::Absent, Fact::Json));
            }
        }
        value => {
            let fact = fact(&name, value);
            facts.push(name, fact);
        }
    }
}

fn fact(name: &str, value: Value) -> Fact<'static> {
    match value {
        Value::Null => Fact::Absent,
        Value::String(text) if text.is_empty() => Fact::Absent,
        Value::String(text) => Fact::Text(text.into()),
        Value::Bool(flag) => Fact::Flag(flag),
        Value::Number(number) => match number.as_u64() {
            Some(moment) if name.ends_with("At") => Fact::Moment(moment_of(moment)),
            Some(number) => Fact::Number(number),
            None => Fact::Text(number.to_string().into()),
        },
        Value::Array(items) => {
            let words = items.into_iter().map(|item| match item {
                Value::String(word) => word.into(),
                other => other.to_string().into(),
            });
            Fact::Words(words.collect())
        }
        Value::Object(_) => Fact::Absent,
    }
}

/// Milliseconds since 1970, or whole seconds as some answers have it.
pub(super) fn moment_of(moment: u64) -> UnixSeconds {
    const FIRST_THAT_IS_MILLISECONDS: u64 = 100_000_000_000;
    UnixSeconds::new(if moment < FIRST_THAT_IS_MILLISECONDS {
        moment
    } else {
        moment / 1_000
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_in_its_own_order() {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Answer {
            status: &'static str,
            id: &'static str,
            name: &'static str,
            created_at: u64,
            classes: Vec<&'static str>,
            streams: Vec<Value>,
            settings: Value,
        }
        let answer = Answer {
            status: "started",
            id: "a",
            name: "",
            created_at: 1_700_000_000_123,
            classes: vec!["focus", "full"],
            streams: vec![serde_json::json!({"streamId": "s"})],
            settings: serde_json::json!({"hls": {"dvr": true}}),
        };
        let expected = "\
status            started
id                a
createdAt         1700000000  2023-11-14 22:13:20 UTC
classes           focus full
streams           {\"streamId\":\"s\"}
settings.hls.dvr  yes
";
        assert_eq!(facts_of(&answer).to_string(), expected);
    }
}
