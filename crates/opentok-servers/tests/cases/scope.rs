use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

/// What placeholders may refer to.
pub(crate) struct Scope {
    pub(crate) captured: HashMap<String, Value>,
    pub(crate) sent_at: f64,
    pub(crate) body: Option<Value>,
}

impl Scope {
    pub(crate) fn new() -> Self {
        Self {
            captured: HashMap::new(),
            sent_at: 0.0,
            body: None,
        }
    }

    /// Begins a step: `${now}` is now.
    pub(crate) fn step(&mut self) {
        self.sent_at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
    }

    /// The text with its placeholders replaced; one that is a single placeholder keeps the type of its value.
    pub(crate) fn fill(&self, text: &str) -> Value {
        if let Some(name) = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'))
            && !name.contains("${")
        {
            return self.value(name);
        }
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("${") {
            let end = rest[at..]
                .find('}')
                .unwrap_or_else(|| panic!("a placeholder without end: {text}"))
                + at;
            out.push_str(&rest[..at]);
            out.push_str(&plain(&self.value(&rest[at + 2..end])));
            rest = &rest[end + 1..];
        }
        out.push_str(rest);
        out.into()
    }

    pub(crate) fn fill_text(&self, text: &str) -> String {
        plain(&self.fill(text))
    }

    fn value(&self, name: &str) -> Value {
        let name = name.strip_prefix("sent:").unwrap_or(name);
        for (clock, factor) in [("nowms", 1000.0), ("now", 1.0)] {
            if let Some(offset) = name.strip_prefix(clock) {
                let offset: i64 = if offset.is_empty() { 0 } else { offset.parse().unwrap() };
                #[expect(clippy::cast_possible_truncation, reason = "times of this century fit")]
                return ((self.sent_at * factor) as i64 + offset).into();
            }
        }
        if let Some(pointer) = name.strip_prefix("body.") {
            return self
                .body
                .as_ref()
                .and_then(|body| body.pointer(pointer))
                .cloned()
                .unwrap_or_default();
        }
        let mut parts = name.split('|');
        let name = parts.next().unwrap();
        let value = self
            .captured
            .get(name)
            .unwrap_or_else(|| panic!("nothing was captured as {name}"));
        parts.fold(value.clone(), |value, filter| filtered(&plain(&value), filter).into())
    }
}

fn filtered(text: &str, filter: &str) -> String {
    match filter {
        "percent_encode_all" => text.bytes().map(|byte| format!("%{byte:02X}")).collect(),
        "other_digits" => text
            .chars()
            .map(|digit| char::from_digit((digit.to_digit(10).unwrap() + 1) % 10, 10).unwrap())
            .collect(),
        _ => panic!("there is no filter {filter}"),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}
