use alloc::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde_json::Value;

use crate::settings::{Fault, Faults};

/// Where settings come from: layers, the strongest first.
///
/// Nothing here reads the environment or a file but [`Layer::read_file`]; who calls says what there is.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    layers: Vec<Layer>,
}

/// Settings from one place, under the names of environment variables.
#[derive(Clone, Default)]
pub struct Layer {
    origin: String,
    values: BTreeMap<String, String>,
}

impl Sources {
    /// Layers, the strongest first.
    pub fn new(layers: impl IntoIterator<Item = Layer>) -> Self {
        Self {
            layers: layers.into_iter().collect(),
        }
    }

    /// The strongest value under any of `names`, and where it is from. Within a layer the first name counts.
    pub(crate) fn find(&self, names: &[&str]) -> Option<(&str, &str)> {
        self.layers.iter().find_map(|layer| {
            let value = names.iter().find_map(|name| layer.values.get(*name))?;
            Some((value.as_str(), layer.origin.as_str()))
        })
    }

    /// Every name that some layer sets.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.layers
            .iter()
            .flat_map(|layer| layer.values.keys().map(String::as_str))
    }
}

impl Layer {
    /// The longest settings file, in bytes.
    pub const MAX_FILE: u64 = 1024 * 1024;

    /// Pairs from `origin`, a few words such as `environment`. An empty value counts as unset.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(
        origin: impl Into<String>,
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let pairs = pairs.into_iter().map(|(name, value)| (name.into(), value.into()));
        Self {
            origin: origin.into(),
            values: pairs.filter(|(_, value): &(_, String)| !value.is_empty()).collect(),
        }
    }

    /// Reads a JSON file if it exists. `keys` says which names its nested keys have, as `("opentok.key", "OPENTOK_KEY")`;
    /// members at the top that are called like a setting are that setting.
    pub fn read_file(path: &Path, keys: &[(&str, &str)], faults: &mut Faults) -> Self {
        let origin = path.display().to_string();
        let text = match fs::metadata(path) {
            Ok(meta) if meta.len() > Self::MAX_FILE => {
                faults.push(Fault::new(origin, format!("the file is over {} bytes", Self::MAX_FILE)));
                return Self::default();
            }
            Ok(_) => fs::read_to_string(path),
            Err(error) => Err(error),
        };
        match text {
            Ok(text) => Self::from_json(origin, &text, keys, faults),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::default(),
            Err(error) => {
                faults.push(Fault::new(origin, format!("the file cannot be read: {error}")));
                Self::default()
            }
        }
    }

    /// Reads JSON text from `origin`; see [`read_file`](Self::read_file).
    pub fn from_json(origin: impl Into<String>, text: &str, keys: &[(&str, &str)], faults: &mut Faults) -> Self {
        let origin = origin.into();
        let Ok(Value::Object(members)) = serde_json::from_str(text) else {
            // What serde_json says may quote the text, and there is a secret in it.
            faults.push(Fault::new(origin, "it is not one JSON object"));
            return Self::default();
        };
        let mut values = BTreeMap::new();
        let mut set = |name: &str, key: &str, value: &Value| match scalar(value) {
            Some(text) if text.is_empty() => {}
            Some(text) => {
                values.insert(name.to_owned(), text);
            }
            None => faults.push(Fault::new(
                format!("{origin}: {key}"),
                "it is neither a text nor a number nor a switch",
            )),
        };
        for (name, value) in &members {
            if is_setting_name(name) {
                set(name, name, value);
            }
        }
        for (key, name) in keys {
            let value = key.split('.').try_fold(None, |at: Option<&Value>, part| {
                let inner = match at {
                    None => members.get(part),
                    Some(value) => value.get(part),
                };
                inner.map(Some)
            });
            if let Some(Some(value)) = value {
                set(name, key, value);
            }
        }
        Self { origin, values }
    }
}

/// Names as environment variables have them.
fn is_setting_name(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(switch) => Some(switch.to_string()),
        Value::Null => Some(String::new()),
        _ => None,
    }
}

/// Values may be secrets.
impl core::fmt::Debug for Layer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Layer")
            .field("origin", &self.origin)
            .field("names", &self.values.keys())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &[(&str, &str)] = &[("opentok.key", "OPENTOK_KEY"), ("server.port", "PORT")];

    #[test]
    fn stronger_layers_win_and_empty_values_do_not_count() {
        let mut faults = Faults::default();
        let sources = Sources::new([
            Layer::from_pairs("environment", [("PORT", ""), ("HOST", "::1")]),
            Layer::from_json(
                "local.json",
                r#"{"server":{"port":4000},"HOST":"0.0.0.0"}"#,
                KEYS,
                &mut faults,
            ),
        ]);
        assert!(faults.is_empty());
        assert_eq!(sources.find(&["PORT"]), Some(("4000", "local.json")));
        assert_eq!(sources.find(&["HOST"]), Some(("::1", "environment")));
        assert_eq!(sources.find(&["OPENTOK_KEY"]), None);
    }

    #[test]
    fn a_key_is_a_text_or_a_number() {
        let mut faults = Faults::default();
        for text in [r#"{"opentok":{"key":12345678}}"#, r#"{"opentok":{"key":"12345678"}}"#] {
            let layer = Layer::from_json("f", text, KEYS, &mut faults);
            assert_eq!(layer.values["OPENTOK_KEY"], "12345678");
        }
        assert!(faults.is_empty());
        Layer::from_json("f", r#"{"opentok":{"key":["s3cret"]}}"#, KEYS, &mut faults);
        assert_eq!(
            faults.to_string(),
            "f: opentok.key: it is neither a text nor a number nor a switch"
        );
    }

    #[test]
    fn a_broken_file_is_named_and_not_quoted() {
        let mut faults = Faults::default();
        Layer::from_json("config/local.json", "{\"opentok\": s3cret", KEYS, &mut faults);
        assert_eq!(faults.to_string(), "config/local.json: it is not one JSON object");
    }
}
