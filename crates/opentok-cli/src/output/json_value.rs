use compact_jws::json::Value;
use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::Fact;

/// A JSON value out of a token as a fact. Numbers keep every digit; white space between values goes.
pub(crate) fn json_fact(value: Value<'_>) -> Fact<'static> {
    match value {
        Value::Text(text) => Fact::Text(text.to_string().into()),
        Value::Bool(flag) => Fact::Flag(flag),
        // Numbers are checked to be JSON, so nothing here fails.
        value => to_raw_value(&JsonValue(value)).map_or(Fact::Absent, Fact::Json),
    }
}

struct JsonValue<'j>(Value<'j>);

impl Serialize for JsonValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Bool(flag) => serializer.serialize_bool(flag),
            Value::Number(number) => {
                let digits = RawValue::from_string(number.as_str().to_owned()).map_err(S::Error::custom)?;
                digits.serialize(serializer)
            }
            Value::Text(text) => serializer.collect_str(&text),
            Value::Array(array) => {
                let mut sequence = serializer.serialize_seq(None)?;
                for item in array.iter() {
                    sequence.serialize_element(&Self(item))?;
                }
                sequence.end()
            }
            Value::Object(object) => {
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in object.members() {
                    map.serialize_entry(&name.to_string(), &Self(value))?;
                }
                map.end()
            }
            _ => serializer.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use compact_jws::json::Object;

    use super::*;

    #[test]
    fn white_space_goes_and_every_digit_stays() {
        let json = "{ \"n\" : 12345678901234567890.50 ,\n \"l\": [ null, true, \"\\u00fc\\n\" ], \"o\": { } }";
        let fact = json_fact(Value::Object(Object::parse(json).unwrap()));
        let expected = r#"{"n":12345678901234567890.50,"l":[null,true,"ü\n"],"o":{}}"#;
        assert_eq!(serde_json::to_string(&fact).unwrap(), expected);
        assert_eq!(fact.to_string(), expected);
    }
}
