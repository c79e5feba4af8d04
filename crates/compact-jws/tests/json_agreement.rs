//! The JSON reader against `serde_json`.

use core::fmt;

use compact_jws::json::{JsonErrorKind, MAX_DEPTH, Object, Value};
use proptest::{collection::vec, prelude::*};
use serde_json::Value as Serde;

#[test]
fn tricky_documents_are_judged_as_serde_json_judges_them() {
    let documents: Vec<String> = serde_json::from_str(include_str!("data/json_documents.json")).unwrap();
    for document in documents {
        assert_agrees(document.as_bytes());
        assert_agrees(format!("{{\"a\":{document}}}").as_bytes());
        assert_agrees(format!("{{\"a\":[{document}]}}").as_bytes());
        assert_agrees(format!("{{\"a\":[0,{document},{{\"b\":{document}}}],\"c\":{document}}}").as_bytes());
        assert_agrees(format!("{{{document}:1}}").as_bytes());
    }
}

#[test]
fn broken_utf8_is_refused() {
    for bytes in [
        &b"\xff"[..],
        b"\x80",
        b"\xc0\xaf",
        b"\xc1\xbf",
        b"\xe0\x80\xaf",
        b"\xed\xa0\x80",
        b"\xed\xbf\xbf",
        b"\xf0\x80\x80\xaf",
        b"\xf4\x90\x80\x80",
        b"\xf5\x80\x80\x80",
        b"\xe2\x82",
        b"\xf0\x9f\x98",
        b"\xc3",
    ] {
        let document = [&b"{\"a\":\""[..], bytes, b"\"}"].concat();
        assert_eq!(kind(&document), Some(JsonErrorKind::Utf8), "{bytes:x?}");
        assert_agrees(&document);
        assert_agrees(&[b"{}", bytes].concat());
    }
    assert_eq!(kind(b"\xff\xfe{\0}\0"), Some(JsonErrorKind::Utf8));
    assert_eq!(kind(b"\xef\xbb\xbf{}"), Some(JsonErrorKind::NotObject));
}

#[test]
fn every_cut_of_a_document_is_refused() {
    let document = r#" {"a":[1.5e-3,true,null,{"b\u00e9😀":"\ud83d\ude00\\"}],"c":{}} "#;
    for end in 0..document.len() - 1 {
        assert_eq!(
            kind(&document.as_bytes()[..end]).is_some(),
            end < document.len() - 1,
            "{end}"
        );
    }
    assert_eq!(kind(document.as_bytes()), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes_are_judged_as_serde_json_judges_them(bytes in vec(any::<u8>(), 0..40)) {
        assert_agrees(&bytes);
    }

    #[test]
    fn near_json_is_judged_as_serde_json_judges_it(pieces in vec(piece(), 0..14)) {
        let inside: String = pieces.concat();
        assert_agrees(format!("{{{inside}}}").as_bytes());
        assert_agrees(format!("{{\"a\":{inside}}}").as_bytes());
        assert_agrees(format!("{{\"a\":\"{inside}\"}}").as_bytes());
    }

    #[test]
    fn what_serde_json_writes_is_read_back(value in json(), indent in any::<bool>()) {
        let object = serde_json::json!({ "value": value });
        let text = if indent { serde_json::to_string_pretty(&object) } else { serde_json::to_string(&object) }.unwrap();
        prop_assert_eq!(to_serde(Value::Object(Object::parse(&text).unwrap())), object);
    }

    #[test]
    fn floors_agree_with_floating_point(value in -1e15_f64..1e15, exponent in any::<bool>()) {
        let text = if exponent { format!("{value:e}") } else { format!("{value}") };
        let object = format!("{{\"n\":{text}}}");
        let number = Object::parse(&object).unwrap().get("n").and_then(Value::as_number).unwrap();
        prop_assert_eq!(number.floor_i64(), value.floor() as i64);
        prop_assert_eq!(number.as_f64(), value);
    }
}

fn piece() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"a\"",
        "\"b\":",
        "\"c\":1",
        "\"\\u0061\"",
        "\\",
        "\\n",
        "\\u00e9",
        "\\ud83d",
        "\\ude00",
        "1",
        "0",
        "-",
        ".",
        "e",
        "+",
        "true",
        "false",
        "null",
        " ",
        "\n",
        "é",
        "😀",
        "\u{1}",
        "x",
        "12",
        ",\"d\":",
        "[1,2]",
        "{}",
        "[]",
    ])
}

fn json() -> impl Strategy<Value = Serde> {
    let leaf = prop_oneof![
        Just(Serde::Null),
        any::<bool>().prop_map(Serde::from),
        any::<i64>().prop_map(Serde::from),
        any::<String>().prop_map(Serde::from),
    ];
    leaf.prop_recursive(6, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Serde::from),
            vec((any::<String>(), inner), 0..6).prop_map(|members| Serde::Object(members.into_iter().collect())),
        ]
    })
}

fn kind(document: &[u8]) -> Option<JsonErrorKind> {
    Object::parse(document).err().map(|error| error.kind)
}

/// Ours accepts what `serde_json` accepts, unless a rule of ours applies; and then both read the same.
fn assert_agrees(document: &[u8]) {
    let ours = Object::parse(document);
    let theirs = serde_json::from_slice::<Strict>(document);
    let shown = String::from_utf8_lossy(document);
    match (ours, theirs) {
        (Ok(ours), Ok(Strict(theirs))) => assert_eq!(to_serde(Value::Object(ours)), theirs, "{shown}"),
        (Ok(_), Err(error)) => assert!(
            error.to_string().starts_with("number out of range"),
            "we accept {shown}: {error}"
        ),
        (Err(error), Ok(Strict(theirs))) => match error.kind {
            JsonErrorKind::NotObject => assert!(!theirs.is_object(), "{shown}"),
            JsonErrorKind::Depth => assert!(document.iter().filter(|byte| b"[{".contains(byte)).count() > MAX_DEPTH),
            kind => panic!("we refuse {shown}: {kind}"),
        },
        (Err(_), Err(_)) => {}
    }
}

fn to_serde(value: Value<'_>) -> Serde {
    match value {
        Value::Null => Serde::Null,
        Value::Bool(value) => value.into(),
        Value::Number(number) => serde_json::from_str(number.as_str()).expect("a number is a number"),
        Value::Text(text) => {
            assert_eq!(text.decoded_len(), text.to_string().len());
            text.to_string().into()
        }
        Value::Array(array) => array.iter().map(to_serde).collect(),
        Value::Object(object) => object
            .members()
            .map(|(name, value)| (name.to_string(), to_serde(value)))
            .collect(),
        _ => unreachable!("there is no other"),
    }
}

/// A `serde_json` value whose objects have no name twice.
struct Strict(Serde);

impl<'de> serde::Deserialize<'de> for Strict {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor)
    }
}

struct StrictVisitor;

impl<'de> serde::de::Visitor<'de> for StrictVisitor {
    type Value = Strict;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Strict, E> {
        Ok(Strict(Serde::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Strict, E> {
        Ok(Strict(value.into()))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<Strict, A::Error> {
        let mut array = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            array.push(item);
        }
        Ok(Strict(array.into()))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut members: A) -> Result<Strict, A::Error> {
        let mut object = serde_json::Map::new();
        while let Some((name, Strict(value))) = members.next_entry::<String, Strict>()? {
            if object.insert(name, value).is_some() {
                return Err(serde::de::Error::custom("duplicate"));
            }
        }
        Ok(Strict(object.into()))
    }
}
