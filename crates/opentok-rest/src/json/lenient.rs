//! Fields that may be missing, null, of another type than documented, or nonsense: `None` unless they can be understood.

use core::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

/// A text; a number is taken as its digits. The empty text is kept.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<str>>, D::Error> {
    Ok(match scalar(deserializer, |text| text.into())? {
        Scalar::Text(text) => Some(text),
        Scalar::Whole(number) => Some(number.to_string().into()),
        Scalar::Flag(_) | Scalar::Other => None,
    })
}

/// A whole number, also as a text of digits, also with a fraction of zero.
pub(crate) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    Ok(match scalar(deserializer, |text| text.trim().parse().ok())? {
        Scalar::Whole(number) => Some(number),
        Scalar::Text(number) => number,
        Scalar::Flag(_) | Scalar::Other => None,
    })
}

/// True or false, also as a text in any case.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let flag = |text: &str| match text {
        _ if text.eq_ignore_ascii_case("true") => Some(true),
        _ if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    };
    Ok(match scalar(deserializer, flag)? {
        Scalar::Flag(flag) => Some(flag),
        Scalar::Text(flag) => flag,
        Scalar::Whole(_) | Scalar::Other => None,
    })
}

/// A word of an open set; the empty text is none.
pub(crate) fn word<'de, D: Deserializer<'de>, W: for<'a> From<&'a str>>(
    deserializer: D,
) -> Result<Option<W>, D::Error> {
    Ok(
        match scalar(deserializer, |text| (!text.is_empty()).then(|| W::from(text)))? {
            Scalar::Text(word) => word,
            Scalar::Whole(_) | Scalar::Flag(_) | Scalar::Other => None,
        },
    )
}

/// An id; a text that can be none, the empty one included, is passed over.
pub(crate) fn id<'de, D: Deserializer<'de>, I: core::str::FromStr>(deserializer: D) -> Result<Option<I>, D::Error> {
    Ok(match scalar(deserializer, |text| text.parse().ok())? {
        Scalar::Text(id) => id,
        Scalar::Whole(number) => number.to_string().parse().ok(),
        Scalar::Flag(_) | Scalar::Other => None,
    })
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

/// Anything; of a text, what `read` makes of it where it stands.
fn scalar<'de, D: Deserializer<'de>, T>(deserializer: D, read: impl FnOnce(&str) -> T) -> Result<Scalar<T>, D::Error> {
    deserializer.deserialize_any(ScalarVisitor { read })
}

enum Scalar<T> {
    Text(T),
    Whole(u64),
    Flag(bool),
    Other,
}

struct ScalarVisitor<R> {
    read: R,
}

impl<'de, T, R: FnOnce(&str) -> T> Visitor<'de> for ScalarVisitor<R> {
    type Value = Scalar<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Scalar<T>, E> {
        Ok(Scalar::Flag(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Scalar<T>, E> {
        Ok(Scalar::Whole(value))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Scalar<T>, E> {
        Ok(Scalar::Other)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Scalar<T>, E> {
        // Exact: below 2^53 every whole number is a float.
        let fits = value.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(&value);
        Ok(if fits {
            Scalar::Whole(value as u64)
        } else {
            Scalar::Other
        })
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Scalar<T>, E> {
        Ok(Scalar::Text((self.read)(value)))
    }

    fn visit_unit<E: Error>(self) -> Result<Scalar<T>, E> {
        Ok(Scalar::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Scalar<T>, A::Error> {
        while sequence.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar<T>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ConnectionId, Resolution};

    #[derive(Debug, Default, Deserialize, PartialEq)]
    struct All {
        #[serde(default, deserialize_with = "text")]
        text: Option<Box<str>>,
        #[serde(default, deserialize_with = "whole")]
        whole: Option<u64>,
        #[serde(default, deserialize_with = "flag")]
        flag: Option<bool>,
        #[serde(default, deserialize_with = "word")]
        word: Option<Resolution>,
        #[serde(default, deserialize_with = "id")]
        id: Option<ConnectionId>,
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
            ..All::default()
        };
        assert_eq!(read(r#"{"text":"7","whole":7,"flag":true}"#), all);
        assert_eq!(read(r#"{"text":7,"whole":"7","flag":"TRUE"}"#), all);
        assert_eq!(read(r#"{"text":"7","whole":7.0,"flag":"True"}"#), all);
        let flag = read(r#"{"flag":"False"}"#).flag;
        assert_eq!(flag, Some(false));
    }

    #[test]
    fn items_that_are_not_understood_are_left_out() {
        for list in ["[1,2]", r#"[1,"a",2,null]"#, "[1,{},2]"] {
            assert_eq!(read(&format!(r#"{{"list":{list}}}"#)).list, [1, 2], "{list}");
        }
    }

    #[test]
    fn words_and_ids_are_read_where_they_stand() {
        let all = read(r#"{"word":"1280X720","id":"de\u0061d"}"#);
        assert_eq!(
            (all.word, all.id),
            (Some(Resolution::Hd), Some("dead".parse().unwrap()))
        );
        assert_eq!(read(r#"{"id":7}"#).id, Some("7".parse().unwrap()));
        let new = read(r#"{"word":"1x1"}"#).word;
        assert_eq!(new, Some(Resolution::Unknown("1x1".into())));
        assert_eq!(read(r#"{"word":"","id":""}"#), All::default());
    }

    #[test]
    fn nonsense_is_nothing() {
        for value in ["null", "-1", "0.5", "1e300", "[1000]", r#"{"a":[{"b":null}]}"#] {
            let json = format!(
                r#"{{"text":{value},"whole":{value},"flag":{value},"word":{value},"id":{value},"list":{value}}}"#
            );
            assert_eq!(read(&json), All::default(), "{value}");
        }
    }
}
