//! Fields that may be missing, null, of another type than documented, or nonsense: `None` unless they can be understood.

use core::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

/// A text; a number is taken as its digits. The empty text is kept.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<str>>, D::Error> {
    Ok(match Scalar::deserialize(deserializer)? {
        Scalar::Text(text) => Some(text),
        Scalar::Whole(number) => Some(number.to_string().into()),
        Scalar::Flag(_) | Scalar::Other => None,
    })
}

/// A whole number, also as a text of digits, also with a fraction of zero.
pub(crate) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(match Scalar::deserialize(deserializer)? {
        Scalar::Whole(number) => Some(number),
        Scalar::Text(text) => text.trim().parse().ok(),
        Scalar::Flag(_) | Scalar::Other => None,
    })
}

/// True or false, also as a text in any case.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    Ok(match Scalar::deserialize(deserializer)? {
        Scalar::Flag(flag) => Some(flag),
        Scalar::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Scalar::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    })
}

/// A word of an open set; the empty text is none.
pub(crate) fn word<'de, D: Deserializer<'de>, W: for<'a> From<&'a str>>(
    deserializer: D,
) -> Result<Option<W>, D::Error> {
    Ok(match Scalar::deserialize(deserializer)? {
        Scalar::Text(text) if !text.is_empty() => Some(W::from(&text)),
        _ => None,
    })
}

/// An id; a text that can be none, the empty one included, is passed over.
pub(crate) fn id<'de, D: Deserializer<'de>, I: core::str::FromStr>(deserializer: D) -> Result<Option<I>, D::Error> {
    Ok(text(deserializer)?.and_then(|text| text.parse().ok()))
}

/// An array without those items that cannot be understood; anything else is an empty one.
pub(crate) fn list<'de, D: Deserializer<'de>, T: serde::de::DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    Ok(match serde_json::Value::deserialize(deserializer)? {
        serde_json::Value::Array(items) => items
            .into_iter()
            .filter_map(|item| serde_json::from_value(item).ok())
            .collect(),
        _ => Vec::new(),
    })
}

/// An object, if it can be understood.
pub(crate) fn object<'de, D: Deserializer<'de>, T: serde::de::DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(serde_json::from_value(value).ok())
}

enum Scalar {
    Text(Box<str>),
    Whole(u64),
    Flag(bool),
    Other,
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Scalar, E> {
        Ok(Scalar::Flag(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Scalar, E> {
        Ok(Scalar::Whole(value))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Scalar, E> {
        Ok(Scalar::Other)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Scalar, E> {
        // Exact: below 2^53 every whole number is a float.
        let fits = value.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&value);
        Ok(if fits {
            Scalar::Whole(value as u64)
        } else {
            Scalar::Other
        })
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(value.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Scalar, E> {
        Ok(Scalar::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Scalar, A::Error> {
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    struct All {
        #[serde(default, deserialize_with = "text")]
        text: Option<Box<str>>,
        #[serde(default, deserialize_with = "whole")]
        whole: Option<u64>,
        #[serde(default, deserialize_with = "flag")]
        flag: Option<bool>,
        #[serde(default, deserialize_with = "list")]
        list: Vec<u8>,
    }

    fn read(json: &str) -> All {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn documented_and_other_spellings_are_understood() {
        let all = All {
            text: Some("7".into()),
            whole: Some(7),
            flag: Some(true),
            list: vec![1, 2],
        };
        assert_eq!(read(r#"{"text":"7","whole":7,"flag":true,"list":[1,2]}"#), all);
        assert_eq!(
            read(r#"{"text":7,"whole":"7","flag":"TRUE","list":[1,"a",2,null]}"#),
            all
        );
        assert_eq!(read(r#"{"text":"7","whole":7.0,"flag":"True","list":[1,{},2]}"#), all);
    }

    #[test]
    fn nonsense_is_nothing() {
        for value in ["null", "-1", "0.5", "1e300", "[1000]", r#"{"a":[{"b":null}]}"#] {
            let json = format!(r#"{{"text":{value},"whole":{value},"flag":{value},"list":{value}}}"#);
            assert_eq!(read(&json), All::default(), "{value}");
        }
    }
}
