use core::fmt;

use serde::{Deserializer, de};
use serde_json::Number;

/// The id of a project, which the service writes as a text or as a number. Null is none.
///
/// Not by an untagged enum, which tries one after the other and makes an error of each that does not fit: that took a fifth
/// of reading an archive.
pub(super) fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    deserializer.deserialize_any(TextOrNumber)
}

struct TextOrNumber;

impl<'de> de::Visitor<'de> for TextOrNumber {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number or null")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(text))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        let number = Number::from_f64(number);
        number.map_or_else(
            || Err(E::custom("a number without a value")),
            |number| Ok(Some(number.to_string())),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Option<String>> {
        text_or_number(&mut serde_json::Deserializer::from_str(json)).ok()
    }

    #[test]
    fn an_id_is_a_text_or_a_number_as_it_stands() {
        for (json, id) in [
            (r#""100200""#, "100200"),
            (r#""a\u0062""#, "ab"),
            ("100200", "100200"),
            ("-7", "-7"),
            ("18446744073709551615", "18446744073709551615"),
            ("1.5", "1.5"),
            (r#""""#, ""),
        ] {
            assert_eq!(read(json), Some(Some(id.to_owned())), "{json}");
        }
        assert_eq!(read("null"), Some(None));
        for json in ["true", "[1]", "{}"] {
            assert_eq!(read(json), None, "{json}");
        }
    }
}
