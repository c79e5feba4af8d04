/// The value of the first parameter called `name`, decoded; `+` is a space.
pub(super) fn parameter(query: &str, name: &str) -> Option<String> {
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .find(|(found, _)| decode(found) == name)
        .map(|(_, value)| decode(value))
}

/// Percent-decodes. A broken escape stays as it is, and what is no UTF-8 becomes the replacement character.
fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes().iter();
    while let Some(&byte) = rest.next() {
        let escape = rest.as_slice().get(..2).filter(|_| byte == b'%').and_then(hex);
        out.push(match (byte, escape) {
            (_, Some(value)) => {
                rest.nth(1);
                value
            }
            (b'+', None) => b' ',
            (byte, None) => byte,
        });
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn hex(digits: &[u8]) -> Option<u8> {
    let mut value = 0;
    for &digit in digits {
        value = value * 16 + char::from(digit).to_digit(16)?;
    }
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded() {
        let query = "page=2&filter=email%3Dbob%2Bsite%40example.com&x=a+b%zz%4";
        assert_eq!(parameter(query, "page").as_deref(), Some("2"));
        assert_eq!(
            parameter(query, "filter").as_deref(),
            Some("email=bob+site@example.com")
        );
        assert_eq!(parameter(query, "x").as_deref(), Some("a b%zz%4"));
        assert_eq!(parameter(query, "y"), None);
    }
}
