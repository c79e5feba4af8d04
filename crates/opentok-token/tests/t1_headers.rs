//! Where a T1 token's header ends, and whose it says the token is: by whatever way it is read.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "std")]

use opentok_token::ParseT1Error;
use opentok_token::t1::UntrustedT1;

const SIGNATURE: &str = "0123456789abcdef0123456789abcdef01234567";

/// Whose the token with this text says it is, and the data that is signed.
fn read(plain: &str) -> Result<(String, String), ParseT1Error> {
    use base64ct::Encoding;

    let token = format!("T1=={}", base64ct::Base64::encode_string(plain.as_bytes()));
    let mut scratch = [0; 512];
    let untrusted = UntrustedT1::parse(&token, &mut scratch)?;
    Ok((untrusted.partner_id().to_owned(), untrusted.data().to_owned()))
}

fn project_and_data(key: &str, data: &str) -> Result<(String, String), ParseT1Error> {
    Ok((key.to_owned(), data.to_owned()))
}

#[test]
fn a_key_ends_at_the_first_ampersand_wherever_the_next_one_stands() {
    for key_len in 0..=40 {
        let key = "k".repeat(key_len);
        for other_len in 0..=40 {
            let other = "x".repeat(other_len);
            for (signature, data) in [(SIGNATURE, "a=b"), ("s", "")] {
                let plain = format!("partner_id={key}&x{other}&sig={signature}:{data}");
                assert_eq!(read(&plain), project_and_data(&key, data), "{plain}");
            }
        }
    }
}

#[test]
fn a_key_of_wide_characters_is_never_split_within_one() {
    for key_len in 0..=40 {
        let key = "€".repeat(key_len);
        for (signature, data) in [(SIGNATURE, "a=b"), ("s", ""), ("€", "€")] {
            let plain = format!("partner_id={key}&sig={signature}:{data}");
            assert_eq!(read(&plain), project_and_data(&key, data), "{plain}");
        }
        let missing = Err(ParseT1Error::MissingField { name: "sig" });
        assert_eq!(read(&format!("partner_id={key}:")), missing, "{key}");
    }
}

#[test]
fn data_begins_at_the_first_colon_even_in_a_key_or_a_signature() {
    let plain = format!("partner_id=45676632&sig={SIGNATURE}:a=b:c");
    let signature_at = plain.find(SIGNATURE).unwrap();
    for at in signature_at..=signature_at + SIGNATURE.len() {
        let mut with_colon = plain.clone();
        with_colon.replace_range(at..at + 1, ":");
        assert_eq!(
            read(&with_colon),
            project_and_data("45676632", &plain[at + 1..]),
            "{with_colon}"
        );
    }
    for at in "partner_id=".len().."partner_id=45676632&sig".len() {
        let mut with_colon = plain.clone();
        with_colon.replace_range(at..at + 1, ":");
        let missing = Err(ParseT1Error::MissingField { name: "sig" });
        assert_eq!(read(&with_colon), missing, "{with_colon}");
    }
}

#[test]
fn a_second_signature_is_seen_wherever_the_first_one_ends() {
    for at in 0..SIGNATURE.len() - "&sig=".len() {
        let mut twice = SIGNATURE.to_owned();
        twice.replace_range(at..at + "&sig=".len(), "&sig=");
        let plain = format!("partner_id=45676632&sig={twice}:a=b");
        assert_eq!(read(&plain), Err(ParseT1Error::DuplicateField), "{plain}");
    }
}

#[test]
fn a_header_that_is_cut_short_is_told_by_what_it_lacks() {
    let header = format!("partner_id=45676632&sig={SIGNATURE}");
    for len in 0..=header.len() {
        let cut = &header[..len];
        assert_eq!(read(cut), Err(ParseT1Error::Separator), "{cut}");
        let with_data = read(&format!("{cut}:a=b"));
        match len {
            0..10 => assert_eq!(
                with_data,
                Err(ParseT1Error::MissingField { name: "partner_id" }),
                "{cut}"
            ),
            10..23 => assert_eq!(with_data, Err(ParseT1Error::MissingField { name: "sig" }), "{cut}"),
            _ => assert_eq!(with_data, project_and_data("45676632", "a=b"), "{cut}"),
        }
        let empty = read(&format!("{cut}:"));
        assert_eq!(
            empty.map(|(key, _)| key),
            with_data.map(|(key, _)| key),
            "without data: {cut}"
        );
    }
}
