use alloc::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

/// What placeholders and matchers may refer to.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// The settings of the case.
    pub(crate) config: Value,
    pub(super) session_ids: Vec<Value>,
    pub(super) captured: BTreeMap<String, Value>,
    /// Milliseconds since 1970 at the begin of the step.
    pub(crate) sent_ms: i64,
    pub(super) body: Value,
}

impl Scope {
    pub(super) fn begin_step(&mut self) {
        self.sent_ms = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap();
    }

    /// The text with its placeholders replaced; a text that is one placeholder keeps the type of its value.
    pub(crate) fn fill(&self, text: &str) -> Value {
        if let Some(name) = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'))
            && !name.contains('}')
        {
            return self.value(name);
        }
        let (mut filled, mut rest) = (String::new(), text);
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}').unwrap();
            filled.push_str(before);
            filled.push_str(&as_text(&self.value(name)));
            rest = after;
        }
        filled.push_str(rest);
        filled.into()
    }

    /// [`fill`](Self::fill) as text.
    pub(crate) fn text(&self, text: &str) -> String {
        as_text(&self.fill(text))
    }

    fn value(&self, name: &str) -> Value {
        let clock = name.strip_prefix("sent:").unwrap_or(name);
        for (word, unit) in [("nowms", 1), ("now", 1000)] {
            if let Some(offset) = clock.strip_prefix(word)
                && (offset.is_empty() || offset.parse::<i64>().is_ok())
            {
                return (self.sent_ms / unit + offset.parse::<i64>().unwrap_or(0)).into();
            }
        }
        if let Some(pointer) = name.strip_prefix("body.") {
            return self.body.pointer(pointer).cloned().unwrap_or(Value::Null);
        }
        if let Some(index) = name.strip_prefix("upstream.session_id.") {
            return self.session_ids[index.parse::<usize>().unwrap() - 1].clone();
        }
        let mut parts = name.split('|');
        let name = parts.next().unwrap();
        let value = self
            .captured
            .get(name)
            .unwrap_or_else(|| panic!("nothing was captured as {name}"))
            .clone();
        parts.fold(value, |value, filter| filtered(filter, &as_text(&value)).into())
    }
}

fn filtered(filter: &str, text: &str) -> String {
    match filter {
        "percent_encode_all" => text.bytes().map(|byte| format!("%{byte:02X}")).collect(),
        "other_digits" => text
            .chars()
            .map(|digit| char::from_digit((digit.to_digit(10).unwrap() + 1) % 10, 10).unwrap())
            .collect(),
        _ => panic!("unknown filter {filter}"),
    }
}

pub(super) fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
