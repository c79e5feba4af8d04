//! T1 tokens that are rightly signed and unusual: what is read all the same, and what is refused.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(feature = "std")]

use opentok_token::{
    ApiSecret, Grant, Nonce, ParseT1Error, Project, SessionId, Signer, UnixSeconds, Verifier, VerifyError, limits,
};

const NOW: UnixSeconds = UnixSeconds::new(1_700_000_000);
const SESSION: &str = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5";

fn project(key: &str) -> Project {
    Project::new(key.parse().unwrap(), ApiSecret::new(&key.repeat(5)))
}

/// A rightly signed token with something put behind its known fields.
fn signed_with(header: &str, more: &str) -> String {
    signed(
        header,
        &format!("session_id={SESSION}&create_time={NOW}&role=publisher&nonce=1{more}"),
    )
}

/// A rightly signed token of this data.
fn signed(header: &str, data: &str) -> String {
    use hmac::{Hmac, KeyInit, Mac};

    let key = "45676632";
    let mac = Hmac::<sha1::Sha1>::new_from_slice(key.repeat(5).as_bytes())
        .unwrap()
        .chain_update(data);
    let signature: String = mac
        .finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    in_t1(&format!("partner_id={key}&sig={signature}{header}:{data}"))
}

/// The token that says `plain`.
fn in_t1(plain: &str) -> String {
    use base64ct::Encoding;

    format!("T1=={}", base64ct::Base64::encode_string(plain.as_bytes()))
}

#[test]
fn a_header_is_read_in_any_order_and_with_names_escaped() {
    use base64ct::Encoding;

    let usual = base64ct::Base64::decode_vec(&signed_with("", "")[4..]).unwrap();
    let usual = String::from_utf8(usual).unwrap();
    let (header, data) = usual.split_once(':').unwrap();
    let (id, signature) = header.split_once('&').unwrap();
    let (escaped_id, escaped_signature) = (id.replace('_', "%5F"), signature.replace("sig", "s%69g"));
    let verifier = Verifier::new(project("45676632"));
    for header in [
        format!("{signature}&{id}"),
        format!("{escaped_id}&{signature}"),
        format!("{id}&{escaped_signature}"),
        format!("{escaped_signature}&x=1&{escaped_id}"),
    ] {
        let claims = verifier.verify(&in_t1(&format!("{header}:{data}")), NOW);
        assert_eq!(claims.unwrap().issuer(), "45676632", "{header}");
    }
    let twice = Err(VerifyError::Parse(ParseT1Error::DuplicateField));
    for header in [
        format!("{id}&{signature}&{id}"),
        format!("{id}&{signature}&{escaped_id}"),
        format!("{id}&{signature}&{signature}"),
        format!("{escaped_signature}&{id}&{signature}"),
        format!("{id}&{signature}&x=1&%78=2"),
    ] {
        assert_eq!(
            verifier.verify(&in_t1(&format!("{header}:{data}")), NOW),
            twice,
            "{header}"
        );
    }
    let missing = |name| Err(VerifyError::Parse(ParseT1Error::MissingField { name }));
    let verify = |header: &str| verifier.verify(&in_t1(&format!("{header}:{data}")), NOW);
    assert_eq!(verify(id), missing("sig"));
    assert_eq!(verify(signature), missing("partner_id"));
}

#[test]
fn an_unchecked_token_shows_whose_it_claims_to_be_and_no_more() {
    let token = signed_with("", "");
    let mut scratch = [0; 512];
    let untrusted = opentok_token::t1::UntrustedT1::parse(&token, &mut scratch).unwrap();
    assert_eq!(
        format!("{untrusted:?}"),
        r#"UntrustedT1 { partner_id: "45676632", .. }"#
    );
}

#[test]
fn unknown_fields_are_put_up_with_up_to_a_limit() {
    let fields = |count: usize| (0..count).map(|number| format!("&x{number}=")).collect::<String>();
    let (at_limit, past) = (fields(limits::MAX_FIELDS), fields(limits::MAX_FIELDS + 1));
    let verifier = Verifier::new(project("45676632"));
    let too_many = Err(VerifyError::Parse(ParseT1Error::TooManyFields));
    assert!(verifier.verify(&signed_with(&at_limit, &at_limit), NOW).is_ok());
    assert_eq!(verifier.verify(&signed_with(&past, ""), NOW), too_many);
    assert_eq!(verifier.verify(&signed_with("", &past), NOW), too_many);
}

#[test]
fn a_token_is_read_up_to_its_longest_length() {
    let verifier = Verifier::new(project("45676632"));
    let short = signed_with("", "&x=");
    let plain_len = short.trim_end_matches('=').len() - 4;
    let room = (limits::MAX_TOKEN_LEN - 4) / 4 * 3 - plain_len * 3 / 4;
    let at_limit = signed_with("", &format!("&x={}", "y".repeat(room)));
    assert_eq!(at_limit.len(), limits::MAX_TOKEN_LEN);
    assert!(verifier.verify(&at_limit, NOW).is_ok());
    let past = signed_with("", &format!("&x={}", "y".repeat(room + 1)));
    assert_eq!(
        verifier.verify(&past, NOW),
        Err(VerifyError::Parse(ParseT1Error::TooLong { len: past.len() }))
    );
}

fn verify(token: &str) -> Result<(), VerifyError> {
    Verifier::new(project("45676632")).verify(token, NOW).map(drop)
}

#[test]
fn an_unknown_field_is_text_to_its_last_byte() {
    for (value, result) in [
        ("%E6%97%A5", Ok(())),
        ("%E6%97", Err(VerifyError::Parse(ParseT1Error::NotUtf8))),
        ("a%FFb", Err(VerifyError::Parse(ParseT1Error::NotUtf8))),
    ] {
        assert_eq!(verify(&signed_with("", &format!("&x={value}"))), result, "{value}");
    }
}

#[test]
fn names_that_decode_to_the_same_are_the_same() {
    let twice = Err(VerifyError::Parse(ParseT1Error::DuplicateField));
    for more in [
        "&+=1&%20=2",
        "&x=1&%78=2",
        "&x+y=1&x%20y=2",
        "&r%6Fle=moderator",
        "&nonc%65=2",
    ] {
        assert_eq!(verify(&signed_with("", more)), twice, "{more}");
    }
    assert_eq!(verify(&signed_with("", "&+=1&%2B=2")), Ok(()));
}

#[test]
fn a_time_has_at_most_fifteen_digits_wherever_it_stands() {
    let with_time = |time: &str| {
        ["", "x&", "x=1&y&"].map(|before| {
            let data = format!("{before}create_time={time}&session_id={SESSION}&role=publisher&nonce=1");
            verify(&signed("", &data))
        })
    };
    for good in ["1700000000", "000001700000000", "1700000000.5", "01700000000"] {
        assert_eq!(with_time(good), [Ok(()), Ok(()), Ok(())], "{good}");
    }
    let bad_field = Err(VerifyError::Parse(ParseT1Error::BadField { name: "create_time" }));
    for bad in [
        "0000001700000000",
        "00000000001700000000",
        "",
        "17e8",
        "-1",
        "1700000000.",
        ".5",
        "1700000000x",
    ] {
        assert_eq!(with_time(bad), [bad_field; 3], "{bad}");
    }
}

/// `2_` and, in base64, `2~45676632~~1481676632~`: an id of a version that its prefix names.
#[test]
fn a_session_of_another_version_has_its_owner_too() {
    let session: SessionId = "2_Mn40NTY3NjYzMn5-MTQ4MTY3NjYzMn4".parse().unwrap();
    assert_eq!((session.prefix(), session.payload().owner()), ('2', "45676632"));
    let sign = |key| Signer::new(project(key)).sign_t1(&Grant::new(&session), NOW, Nonce::new(1));
    let token = sign("45676632").unwrap();
    assert_eq!(verify(token.expose()), Ok(()));
    assert!(sign("456766").is_err());
    assert_eq!(SESSION.parse::<SessionId>().unwrap().prefix(), '1');
}
