use regex::Regex;
use serde_json::Value;

use super::Subject;
use super::scope::{Scope, as_text};

/// Whether `actual` is what `expected` describes; `exact`: objects have no further keys. `None` is a value that is not there.
pub(super) fn check(
    subject: &impl Subject,
    expected: &Value,
    actual: Option<&Value>,
    scope: &Scope,
    exact: bool,
) -> Result<(), String> {
    let filled = expected.as_str().map(|text| scope.fill(text));
    let expected = filled.as_ref().unwrap_or(expected);
    let differs = || {
        Err(format!(
            "expected {expected}, got {}",
            actual.map_or("nothing".to_owned(), shown)
        ))
    };
    match expected {
        Value::Object(members) if members.keys().any(|key| key.starts_with('$')) => members
            .iter()
            .try_for_each(|(name, want)| condition(subject, name, want, expected, actual, scope)),
        Value::Object(members) => {
            let Some(Value::Object(found)) = actual else {
                return differs();
            };
            for (key, inner) in members {
                check(subject, inner, found.get(key), scope, exact).map_err(|what| format!("{key}: {what}"))?;
            }
            match found.keys().find(|key| exact && !members.contains_key(*key)) {
                Some(key) => Err(format!("there is another key: {key}")),
                None => Ok(()),
            }
        }
        Value::Array(items) => match actual {
            Some(Value::Array(found)) if found.len() == items.len() => items
                .iter()
                .zip(found)
                .try_for_each(|(item, found)| check(subject, item, Some(found), scope, exact)),
            _ => differs(),
        },
        _ if actual == Some(expected) => Ok(()),
        _ => differs(),
    }
}

fn condition(
    subject: &impl Subject,
    name: &str,
    want: &Value,
    matcher: &Value,
    actual: Option<&Value>,
    scope: &Scope,
) -> Result<(), String> {
    let text = || {
        actual
            .and_then(Value::as_str)
            .ok_or_else(|| format!("{name} needs a text"))
    };
    let wanted = || scope.text(want.as_str().unwrap());
    let fits = |one: &Value| check(subject, one, actual, scope, true).is_ok();
    let holds = match name {
        "$absent" => actual.is_none() == want.as_bool().unwrap(),
        "$one_of" => want.as_array().unwrap().iter().any(fits),
        "$not" => actual.is_some() && !fits(want),
        "$type" => actual.is_some_and(|value| is_type(want.as_str().unwrap(), value)),
        "$min_len" => {
            let len = actual.and_then(|value| {
                value
                    .as_str()
                    .map(|text| text.chars().count())
                    .or_else(|| Some(value.as_array()?.len()))
            });
            len.is_some_and(|len| len as u64 >= want.as_u64().unwrap())
        }
        "$regex" => Regex::new(want.as_str().unwrap()).unwrap().is_match(text()?),
        "$contains" => text()?.contains(&wanted()),
        "$contains_ci" => text()?.to_lowercase().contains(&wanted().to_lowercase()),
        "$starts_with" => text()?.starts_with(&wanted()),
        "$repeat" => text()? == repeated(want),
        "$now_plus" => {
            let tolerance = matcher["$tolerance"].as_i64().unwrap_or(0);
            let off = actual
                .and_then(Value::as_i64)
                .map(|value| value - scope.sent_ms / 1000 - want.as_i64().unwrap());
            off.is_some_and(|off| off.abs() <= tolerance)
        }
        "$tolerance" => true,
        "$token" | "$partner_jwt" => return subject.token_matches(want, text()?, scope),
        _ => panic!("unknown matcher {name}"),
    };
    if holds {
        Ok(())
    } else {
        Err(format!(
            "{name} {want} does not hold of {}",
            actual.map_or("nothing".to_owned(), shown)
        ))
    }
}

fn is_type(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        _ => panic!("unknown type {name}"),
    }
}

/// `prefix`, `count` times `unit`, `suffix`.
pub(super) fn repeated(spec: &Value) -> String {
    let part = |name: &str| spec[name].as_str().unwrap_or_default();
    let count = usize::try_from(spec["count"].as_u64().unwrap()).unwrap();
    format!("{}{}{}", part("prefix"), part("unit").repeat(count), part("suffix"))
}

fn shown(value: &Value) -> String {
    as_text(value).chars().take(200).collect()
}
