use serde_json::Value;

/// A body as it may be shown: JSON as such, anything else as text, with what is secret left out.
pub(crate) fn redact_body(body: &[u8]) -> Value {
    match serde_json::from_slice(body) {
        Ok(mut value) => {
            redact(&mut value);
            value
        }
        Err(_) => redact_text(&String::from_utf8_lossy(body)).into(),
    }
}

/// Members of these names are secret, whatever their case.
const SECRET: [&str; 10] = [
    "token",
    "secret",
    "apisecret",
    "api_secret",
    "password",
    "secretkey",
    "accesskey",
    "accountkey",
    "streamname",
    "authorization",
];

fn redact(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if SECRET.contains(&name.to_ascii_lowercase().as_str()) && !value.is_null() {
                    *value = "(redacted)".into();
                } else {
                    redact(value);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::String(text) => *text = redact_text(text),
        _ => {}
    }
}

/// Takes away what looks like a token, wherever it stands.
pub(super) fn redact_text(text: &str) -> String {
    let is_token = |word: &str| {
        word.contains("T1==") || word.contains("T1%3D%3D") || word.contains("T1%3d%3d") || word.contains("eyJ")
    };
    let pieces = text.split_inclusive(['&', '?', ' ', '"', ',', '\n']);
    pieces
        .map(|piece| if is_token(piece) { "(redacted)" } else { piece })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_left_out_at_any_depth() {
        let body = br#"{"sessionId":"2_MX","token":"T1==abc","sip":{"auth":{"username":"u","Password":"p"}},"x":["eyJhbGci.x.y"]}"#;
        let shown = redact_body(body).to_string();
        assert!(shown.contains("2_MX") && shown.contains(r#""username":"u""#), "{shown}");
        for secret in ["T1==", "\"p\"", "eyJ"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }

    #[test]
    fn a_body_that_was_cut_short_is_text() {
        assert_eq!(
            redact_body(br#"{"a":"b","token":"T1==abc"#),
            r#"{"a":"b","token":"(redacted)"#
        );
    }
}
