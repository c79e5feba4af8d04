//! T1 tokens read without a secret: taken apart as a naive reader would, and put together again.

use opentok_token::t1::{Pairs, TAG, UntrustedT1};

use crate::naive;

/// A token, or any other text.
pub fn run(data: &[u8]) {
    let Ok(token) = core::str::from_utf8(data) else { return };
    let mut scratch = vec![0; token.len()];
    let Ok(untrusted) = UntrustedT1::parse(token, &mut scratch) else {
        return;
    };

    let body = token
        .strip_prefix(TAG)
        .expect("accepted without its tag")
        .trim_end_matches('=');
    let (plain, rest) = [naive::STANDARD, naive::URL_SAFE]
        .into_iter()
        .find_map(|alphabet| naive::decode(body, alphabet))
        .expect("accepted, but no base64 to the naive reader");
    assert_eq!(rest, 0, "two tokens of one content");

    let colon = plain
        .iter()
        .position(|byte| *byte == b':')
        .expect("accepted without a colon");
    assert_eq!(untrusted.data().as_bytes(), &plain[colon + 1..]);
    let header = core::str::from_utf8(&plain[..colon]).expect("accepted with a header that is no text");
    assert_eq!(joined(untrusted.header_fields()), pairs(header));
    let named = |wanted: &str| {
        untrusted
            .header_fields()
            .filter(|(name, _)| name.bytes().eq(wanted.bytes()))
            .count()
    };
    assert_eq!(
        (named("partner_id"), named("sig")),
        (1, 1),
        "one project, one signature"
    );

    assert_eq!(joined(untrusted.data_fields()), pairs(untrusted.data()));
    for (name, value) in untrusted.data_fields() {
        let decoded = naive::form_decode(value.raw());
        assert!(
            value.bytes().eq(decoded.iter().copied()),
            "decoded as the naive reader does"
        );
        assert_eq!(
            value.to_string(),
            String::from_utf8_lossy(&decoded),
            "shown as what it stands for"
        );
        assert_eq!(
            name == value,
            naive::form_decode(name.raw()) == decoded,
            "compared as what it stands for"
        );
    }
}

/// The fields as they stand there, an absent `=` put in.
fn joined(fields: Pairs<'_>) -> Vec<String> {
    fields
        .map(|(name, value)| format!("{}={}", name.raw(), value.raw()))
        .collect()
}

/// The same by splitting at every `&`.
fn pairs(text: &str) -> Vec<String> {
    let fields = text.split('&').filter(|_| !text.is_empty());
    fields
        .map(|field| {
            if field.contains('=') {
                field.to_owned()
            } else {
                format!("{field}=")
            }
        })
        .collect()
}
