//! What the JSON reader reads, and the rules it adds to RFC 8259.

use compact_jws::json::{JsonErrorKind, MAX_DEPTH, MAX_LEN, MAX_NAMES, Object, Value};

#[test]
fn a_name_stands_once_however_it_is_written() {
    for document in [
        r#"{"a":1,"a":1}"#,
        r#"{"a":1,"\u0061":2}"#,
        r#"{"\u0061":1,"a":2}"#,
        r#"{"\/":1,"/":2}"#,
        r#"{"\u002F":1,"\/":2}"#,
        r#"{"":1,"":2}"#,
        r#"{"😀":1,"\ud83d\ude00":2}"#,
        r#"{"é":1,"\u00E9":2}"#,
        r#"{"x":{"a":1,"b":{"a":3},"a":2}}"#,
        r#"{"x":[{"a":1,"b":2,"c":3,"b":4}]}"#,
    ] {
        assert_eq!(kind(document.as_bytes()), Some(JsonErrorKind::Duplicate), "{document}");
    }
    for document in [
        r#"{"a":{"a":{"a":1}},"b":{"a":1}}"#,
        r#"{"a":[{"b":1},{"b":2}],"b":3}"#,
        r#"{"a":1,"A":2}"#,
        // Equal to the eye only.
        r#"{"é":1,"e\u0301":2}"#,
        r#"{"a":"a","b":"a"}"#,
    ] {
        assert_eq!(kind(document.as_bytes()), None, "{document}");
    }
}

#[test]
fn a_name_is_found_again_in_whatever_order_the_names_came() {
    // The names met so far are kept sorted: each place in the order is filled from each place in the text.
    let names = ["b", "dd", "a", "c", r"\u0061a", "e"];
    for start in 0..names.len() {
        for step in [1, 5] {
            let order = (0..names.len()).map(|index| names[(start + index * step) % names.len()]);
            let members = order.map(|name| format!("\"{name}\":0")).collect::<Vec<_>>().join(",");
            assert_eq!(kind(format!("{{{members}}}").as_bytes()), None, "{members}");
            for name in names {
                let twice = format!("{{{members},\"{name}\":1}}");
                assert_eq!(kind(twice.as_bytes()), Some(JsonErrorKind::Duplicate), "{twice}");
            }
        }
    }
}

#[test]
fn nesting_has_a_limit() {
    let objects = |depth: usize| "{\"a\":".repeat(depth - 1) + "{}" + &"}".repeat(depth - 1);
    let arrays = |depth: usize| "{\"a\":".to_owned() + &"[".repeat(depth - 1) + &"]".repeat(depth - 1) + "}";
    for nested in [objects, arrays] {
        assert_eq!(kind(nested(MAX_DEPTH).as_bytes()), None);
        assert_eq!(kind(nested(MAX_DEPTH + 1).as_bytes()), Some(JsonErrorKind::Depth));
        assert_eq!(kind(nested(10_000).as_bytes()), Some(JsonErrorKind::Depth));
    }
    assert_eq!(
        kind("{\"a\":[[[[".repeat(10_000).as_bytes()),
        Some(JsonErrorKind::Length)
    );
    assert_eq!(
        kind(("{\"a\":".to_owned() + &"[".repeat(60_000)).as_bytes()),
        Some(JsonErrorKind::Depth)
    );
}

#[test]
fn names_have_a_limit() {
    let members = |count: usize| {
        (0..count)
            .map(|name| format!("\"{name}\":0"))
            .collect::<Vec<_>>()
            .join(",")
    };
    assert_eq!(kind(format!("{{{}}}", members(MAX_NAMES)).as_bytes()), None);
    assert_eq!(
        kind(format!("{{{}}}", members(MAX_NAMES + 1)).as_bytes()),
        Some(JsonErrorKind::Names)
    );

    // Those of all open objects count.
    let inner = |count: usize| format!("{{{},\"x\":{{{}}}}}", members(100), members(count));
    assert_eq!(kind(inner(MAX_NAMES - 101).as_bytes()), None);
    assert_eq!(kind(inner(MAX_NAMES - 100).as_bytes()), Some(JsonErrorKind::Names));

    // Those of closed ones do not.
    let siblings = format!(
        "{{\"x\":[{}]}}",
        vec![format!("{{{}}}", members(MAX_NAMES - 1)); 20].join(",")
    );
    assert_eq!(kind(siblings.as_bytes()), None);
}

#[test]
fn length_has_a_limit() {
    let document = |len: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(len - 8));
    assert_eq!(kind(document(MAX_LEN).as_bytes()), None);
    assert_eq!(kind(document(MAX_LEN + 1).as_bytes()), Some(JsonErrorKind::Length));

    // The last name of the longest text stands where its offsets are largest.
    let last = format!("{{\"a\":\"{}\",\"bc\":0}}", "x".repeat(MAX_LEN - 15));
    assert_eq!(last.len(), MAX_LEN);
    assert_eq!(kind(last.as_bytes()), None);
    let long_name = format!(
        "{{\"{}\":0,\"{}\":0}}",
        "x".repeat(MAX_LEN / 2 - 6),
        "x".repeat(MAX_LEN / 2 - 5)
    );
    assert_eq!(kind(long_name.as_bytes()), None);
    let twin = format!("{{\"{0}\":0,\"{0}\":0}}", "x".repeat(MAX_LEN / 2 - 6));
    assert_eq!(kind(twin.as_bytes()), Some(JsonErrorKind::Duplicate));
}

#[test]
fn hostile_names_cost_little() {
    // All of one length, alike to the last character, and written with escapes.
    let name = |index: usize| {
        format!(
            "\"{}{}\":0",
            "\\u0061".repeat(80),
            char::from_u32(0x100 + index as u32).unwrap()
        )
    };
    let members = |order: Vec<usize>| order.into_iter().map(name).collect::<Vec<_>>().join(",");
    for order in [(0..MAX_NAMES).collect::<Vec<_>>(), (0..MAX_NAMES).rev().collect()] {
        assert_eq!(kind(format!("{{{}}}", members(order)).as_bytes()), None);
    }
}

#[test]
fn an_error_says_where_it_is() {
    for (document, at) in [
        ("", 0),
        (" x", 1),
        (r#"{"a":tru}"#, 8),
        (r#"{"a":01}"#, 6),
        (r#"{"a":"\q"}"#, 6),
        (r#"{"a":1,"b":2,"a":3}"#, 13),
        (r#"{"a":1}}"#, 7),
        (r#"{"a":"é"#, 8),
    ] {
        assert_eq!(Object::parse(document).unwrap_err().at, at, "{document}");
    }
}

#[test]
fn an_escape_that_is_cut_off_is_an_end() {
    for document in [r#"{"a":"\"#, r#"{"a":"\u"#, r#"{"a":"\u004"#, r#"{"a":"\ud83d\"#] {
        assert_eq!(kind(document.as_bytes()), Some(JsonErrorKind::End), "{document}");
    }
}

#[test]
fn what_is_empty_says_so_and_nothing_else_does() {
    let object = Object::parse(r#"{"none":[],"one":[0],"inner":{}}"#).unwrap();
    let array = |name: &str| object.get(name).and_then(Value::as_array).unwrap();
    assert!(array("none").is_empty() && !array("one").is_empty());
    assert!(!object.is_empty());
    assert!(object.get("inner").and_then(Value::as_object).unwrap().is_empty());
}

#[test]
fn texts_are_equal_by_what_they_decode_to() {
    let object = Object::parse(r#"{"a":"x","b":"\u0078","c":"\u0079","d":"","n":null}"#).unwrap();
    let text = |name: &str| object.get(name).and_then(Value::as_text).unwrap();
    assert!(text("a") == text("b") && text("b") == text("a"));
    assert!(text("b") != text("c") && text("a") != text("c") && text("a") != text("d"));
    assert!(text("b") == "x" && text("b") != "y" && text("b") != "xx" && text("a") != "y");
    assert!(text("d").is_empty() && !text("a").is_empty());
    assert!(object.get("n").is_some_and(Value::is_null) && !object.get("a").is_some_and(Value::is_null));
    // A name is looked up the same way.
    let object = Object::parse(r#"{"\u0061lg":1}"#).unwrap();
    assert!(object.get("alg").is_some() && object.get("alh").is_none());
    assert_eq!(format!("{:?} {}", text("b"), text("b")), r#""\u0078" x"#);
}

#[test]
fn values_are_shown_as_they_were_written() {
    let object = Object::parse(r#"{"n":-1.50,"a":[1,"x"]}"#).unwrap();
    let number = object.get("n").and_then(Value::as_number).unwrap();
    let array = object.get("a").and_then(Value::as_array).unwrap();
    assert_eq!(format!("{number} {number:?} {number:>6}"), "-1.50 -1.50  -1.50");
    assert_eq!(format!("{object:?} {array:?}"), r#"{"n":-1.50,"a":[1,"x"]} [1,"x"]"#);
    assert_eq!(format!("{:?}", array.iter()), r#"[Number(1), Text("x")]"#);
    assert_eq!(
        format!("{:?}", object.members()),
        r#"{"n": Number(-1.50), "a": Array([1,"x"])}"#
    );
}

#[test]
fn values_are_read_as_they_were_written() {
    let object =
        Object::parse(r#" {"t":"a\u00e9\n😀","n":-1.5e3,"b":false,"z":null,"a":[1,[2],{"x":"]}"}],"o":{"k":{}}} "#)
            .unwrap();
    assert!(object.get("missing").is_none());
    let text = object.get("t").and_then(Value::as_text).unwrap();
    assert_eq!(
        (text.to_string(), text.char_count(), text.raw_len(), text.decoded_len()),
        ("aé\n😀".into(), 4, 13, 8)
    );
    assert_eq!(text.as_plain(), None);
    assert_eq!(text.decode_into(&mut [0; 8]), Some("aé\n😀"));
    assert_eq!(text.decode_into(&mut [0; 7]), None);
    let number = object.get("n").and_then(Value::as_number).unwrap();
    assert_eq!(
        (number.as_str(), number.as_f64(), number.floor_i64(), number.as_i64()),
        ("-1.5e3", -1500.0, -1500, None)
    );
    assert_eq!(object.get("b").and_then(Value::as_bool), Some(false));
    assert!(object.get("z").is_some_and(Value::is_null));
    let items = object.get("a").and_then(Value::as_array).unwrap();
    assert_eq!(
        items.iter().map(|item| format!("{item:?}")).collect::<Vec<_>>().len(),
        3
    );
    assert_eq!(items.as_str(), r#"[1,[2],{"x":"]}"}]"#);
    assert_eq!(
        object.get("o").and_then(Value::as_object).unwrap().as_str(),
        r#"{"k":{}}"#
    );
    assert!(Object::parse("{ }").unwrap().is_empty());
}

/// Found by fuzzing: the other side is a plain text, its backslashes no escapes.
#[test]
fn a_text_with_escapes_equals_a_str_with_a_backslash() {
    let object = Object::parse(r#"{"a":"x\\d","n\\\u0061":1}"#).unwrap();
    let text = object.get("a").and_then(Value::as_text).unwrap();
    assert!(text == *"x\\d");
    assert!(text != *"xd");
    assert!(object.get("n\\a").is_some());
}

fn kind(document: &[u8]) -> Option<JsonErrorKind> {
    Object::parse(document).err().map(|error| error.kind)
}

#[test]
fn a_text_written_without_escapes_is_lent_as_it_stands() {
    let object = Object::parse(r#"{"plain":"Bob","escaped":"B\u006fb"}"#).unwrap();
    let text = |name| object.get(name).and_then(Value::as_text).unwrap();
    assert_eq!(text("plain").as_plain(), Some("Bob"));
    assert_eq!(text("escaped").as_plain(), None);
    assert!(text("escaped") == *"Bob");
}
