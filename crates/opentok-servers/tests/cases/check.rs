use regex_lite::Regex;
use serde_json::Value;

use crate::scope::Scope;
use crate::subject::Subject;

/// What checks are made with.
#[derive(Clone, Copy)]
pub(crate) struct Check<'a> {
    pub(crate) scope: &'a Scope,
    pub(crate) subject: &'a dyn Subject,
}

impl Check<'_> {
    /// Whether `actual` is what `expected` describes. Not exact: objects may have further keys.
    pub(crate) fn value(self, expected: &Value, actual: Option<&Value>, at: &str, exact: bool) -> Result<(), String> {
        let filled = expected.as_str().map(|text| self.scope.fill(text));
        let expected = filled.as_ref().unwrap_or(expected);
        let wrong = || Err(format!("{at}: expected {expected}, got {}", shown(actual)));
        match (expected, actual) {
            (Value::Object(wanted), _) if wanted.keys().any(|key| key.starts_with('$')) => wanted
                .iter()
                .try_for_each(|(name, want)| self.matcher(name, want, actual, expected, at)),
            (Value::Object(wanted), Some(Value::Object(found))) => {
                for (key, inner) in wanted {
                    self.value(inner, found.get(key), &format!("{at}/{key}"), exact)?;
                }
                match found.keys().find(|key| exact && !wanted.contains_key(*key)) {
                    Some(key) => Err(format!("{at}: there is {key} as well")),
                    None => Ok(()),
                }
            }
            (Value::Array(wanted), Some(Value::Array(found))) if wanted.len() == found.len() => wanted
                .iter()
                .zip(found)
                .try_for_each(|(inner, found)| self.value(inner, Some(found), at, exact)),
            (Value::Object(_) | Value::Array(_), _) => wrong(),
            (expected, Some(found)) if expected == found => Ok(()),
            _ => wrong(),
        }
    }

    fn fits(self, expected: &Value, actual: Option<&Value>) -> bool {
        self.value(expected, actual, "", true).is_ok()
    }

    fn matcher(
        self,
        name: &str,
        want: &Value,
        actual: Option<&Value>,
        matcher: &Value,
        at: &str,
    ) -> Result<(), String> {
        let text = actual.and_then(Value::as_str);
        let on_text = |check: &dyn Fn(&str, &str) -> bool| {
            let want = self.scope.fill_text(want.as_str().unwrap());
            text.is_some_and(|text| check(text, &want))
        };
        let holds = match name {
            "$absent" => actual.is_none() == want.as_bool().unwrap(),
            "$one_of" => want.as_array().unwrap().iter().any(|one| self.fits(one, actual)),
            "$not" => actual.is_some() && !self.fits(want, actual),
            "$type" => actual.is_some_and(|value| type_name(value, want.as_str().unwrap())),
            "$min_len" => actual
                .and_then(len)
                .is_some_and(|len| len as u64 >= want.as_u64().unwrap()),
            "$regex" => on_text(&|text, want| Regex::new(want).unwrap().is_match(text)),
            "$contains" => on_text(&|text, want| text.contains(want)),
            "$contains_ci" => on_text(&|text, want| text.to_lowercase().contains(&want.to_lowercase())),
            "$starts_with" => on_text(&|text, want| text.starts_with(want)),
            "$repeat" => text == Some(repeated(want).as_str()),
            "$now_plus" => {
                let tolerance = matcher["$tolerance"].as_f64().unwrap_or(0.0);
                let wanted = self.scope.sent_at.floor() + want.as_f64().unwrap();
                actual
                    .and_then(Value::as_f64)
                    .is_some_and(|value| (value - wanted).abs() <= tolerance)
            }
            "$tolerance" => true,
            _ => {
                let own = self.subject.matches(name, want, actual.unwrap_or(&Value::Null));
                let own = own.unwrap_or_else(|| panic!("there is no matcher {name}"));
                return own.map_err(|error| format!("{at}: {error}"));
            }
        };
        match holds {
            true => Ok(()),
            false => Err(format!("{at}: expected {matcher}, got {}", shown(actual))),
        }
    }
}

fn type_name(value: &Value, name: &str) -> bool {
    match name {
        "array" => value.is_array(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "object" => value.is_object(),
        "string" => value.is_string(),
        _ => panic!("there is no type {name}"),
    }
}

fn len(value: &Value) -> Option<usize> {
    match value {
        Value::String(text) => Some(text.chars().count()),
        Value::Array(list) => Some(list.len()),
        _ => None,
    }
}

/// Prefix, unit so many times, suffix.
pub(crate) fn repeated(spec: &Value) -> String {
    let text = |name: &str| spec[name].as_str().unwrap_or_default();
    let count = usize::try_from(spec["count"].as_u64().unwrap()).unwrap();
    [text("prefix"), &text("unit").repeat(count), text("suffix")].concat()
}

fn shown(value: Option<&Value>) -> String {
    let text = value.map_or_else(|| "nothing".to_owned(), ToString::to_string);
    text.chars().take(300).collect()
}
