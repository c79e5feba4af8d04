//! JSON objects: every one is read as `serde_json` reads it, or refused by a rule of ours.

use compact_jws::json::{JsonErrorKind, Object, ObjectWriter, Text, Value};

/// Reads an object with both readers, which must agree, and gives it back if it is one.
pub fn agree(json: &[u8]) -> Option<Object<'_>> {
    use JsonErrorKind::{Depth, Duplicate, Length, Names, NotObject};

    let theirs = serde_json::from_slice::<serde_json::Value>(json);
    match (Object::parse(json), theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert_same(Value::Object(ours), &theirs);
            Some(ours)
        }
        // Ours keeps any number as it is written; theirs must fit one into a type.
        (Ok(ours), Err(error)) if error.to_string().starts_with("number out of range") => Some(ours),
        (Ok(_), Err(error)) => panic!("read what serde_json refuses: {error}"),
        (Err(error), Ok(theirs)) => {
            let is_stricter = matches!(error.kind, Depth | Duplicate | Length | Names)
                || (error.kind == NotObject && !theirs.is_object());
            assert!(is_stricter, "refused what serde_json reads: {error}");
            None
        }
        (Err(_), Err(_)) => None,
    }
}

/// Panics unless both readers have read the same value.
pub fn assert_same(ours: Value<'_>, theirs: &serde_json::Value) {
    match (ours, theirs) {
        (Value::Null, serde_json::Value::Null) => {}
        (Value::Bool(ours), serde_json::Value::Bool(theirs)) => assert_eq!(ours, *theirs),
        (Value::Number(ours), serde_json::Value::Number(theirs)) => {
            assert_eq!(Some(ours.as_f64()), theirs.as_f64());
            if let Some(integer) = theirs.as_i64() {
                assert_eq!((ours.as_i64(), ours.floor_i64()), (Some(integer), integer));
            }
        }
        (Value::Text(ours), serde_json::Value::String(theirs)) => {
            assert!(ours == *theirs.as_str() && ours.to_string() == *theirs);
            assert_eq!(
                (ours.char_count(), ours.decoded_len()),
                (theirs.chars().count(), theirs.len())
            );
            assert_eq!(
                ours.decode_into(&mut vec![0; ours.decoded_len()]),
                Some(theirs.as_str())
            );
        }
        (Value::Array(ours), serde_json::Value::Array(theirs)) => {
            assert_eq!(ours.iter().count(), theirs.len());
            ours.iter()
                .zip(theirs)
                .for_each(|(ours, theirs)| assert_same(ours, theirs));
        }
        (Value::Object(ours), serde_json::Value::Object(theirs)) => {
            assert_eq!(ours.members().count(), theirs.len(), "a name stands twice");
            for (name, value) in ours.members() {
                assert_same(value, &theirs[&name.to_string()]);
            }
        }
        (ours, theirs) => panic!("{ours:?} is not {theirs:?}"),
    }
}

/// Writes a member as it was read.
pub fn copy(writer: &mut ObjectWriter<'_>, name: Text<'_>, value: Value<'_>) {
    let name = &name.to_string();
    match value {
        Value::Null => writer.null(name),
        Value::Bool(value) => writer.boolean(name, value),
        Value::Text(text) => writer.text(name, &text.to_string()),
        Value::Number(number) => match number.as_i64() {
            Some(integer) if number.as_str() != "-0" => writer.integer(name, integer),
            _ => writer.raw(name, number.as_str()),
        },
        Value::Array(array) => writer.raw(name, array.as_str()),
        Value::Object(object) => writer.object(name, |writer| {
            object.members().for_each(|(name, value)| copy(writer, name, value))
        }),
        _ => unreachable!("JSON has no other values"),
    };
}
