//! RSA keys from every PEM form, good and bad.
#![cfg(feature = "rs256")]

use compact_jws::{KeyError, RsaPrivateKey, RsaPublicKey, SigningKey, VerifyingKey};

macro_rules! pem {
    ($name:literal) => {
        include_str!(concat!("data/", $name, ".pem"))
    };
}

#[test]
fn all_four_forms_are_one_key() {
    let privates = [pem!("rfc7515_a2_private_pkcs8"), pem!("rfc7515_a2_private_pkcs1")];
    let publics = [pem!("rfc7515_a2_public_spki"), pem!("rfc7515_a2_public_pkcs1")];
    for private in privates.map(|pem| RsaPrivateKey::from_pem(pem).unwrap()) {
        let signature = sign(&private, b"message");
        assert_eq!(signature.len(), 256);
        let publics = publics.map(|pem| RsaPublicKey::from_pem(pem).unwrap());
        for public in publics
            .into_iter()
            .chain([private.public_key(), RsaPublicKey::from_private(&private)])
        {
            assert_eq!(public.bits(), 2048);
            assert!(public.verify(b"message", &signature));
            assert!(!public.verify(b"massage", &signature));
            assert!(!public.verify(b"message", &signature[1..]));
            assert!(!public.verify(b"message", &[]));
        }
    }
}

#[test]
fn line_ends_and_text_around_the_block_are_no_matter() {
    let pem = pem!("rfc7515_a2_private_pkcs8");
    for pem in [
        pem.replace('\n', "\r\n"),
        format!("\n\n  {}\t\n\n", pem.trim_end()),
        format!("Bag Attributes\n    friendlyName: test\nKey Attributes: <No Attributes>\n{pem}"),
        pem.lines().map(|line| format!("   {line}  \n")).collect(),
    ] {
        assert!(RsaPrivateKey::from_pem(&pem).is_ok(), "{:?}", &pem[..40]);
    }
}

#[test]
fn a_larger_key_signs_too() {
    let private = RsaPrivateKey::from_pem(pem!("rsa4096_private")).unwrap();
    let signature = sign(&private, b"message");
    assert_eq!((signature.len(), private.public_key().bits()), (512, 4096));
    assert!(private.public_key().verify(b"message", &signature));
    assert_eq!(private.sign(b"message", &mut [0; 511]), Err(KeyError::Signing));
    assert_eq!(
        RsaPublicKey::from_pem(pem!("rsa5120_public")).map(|key| key.bits()),
        Ok(5120)
    );
}

#[test]
fn what_is_no_private_key_of_ours_says_why() {
    for (pem, error) in [
        (pem!("rsa1024_private"), KeyError::TooSmall { bits: 1024 }),
        (pem!("rsa5120_private"), KeyError::TooLarge { bits: 5120 }),
        (pem!("encrypted_pkcs8"), KeyError::Encrypted),
        (pem!("encrypted_pkcs1"), KeyError::Encrypted),
        (pem!("inconsistent_private"), KeyError::Components),
        (pem!("multiprime_private"), KeyError::Der),
        (pem!("ec_private"), KeyError::NotRsa),
        (
            pem!("ec_private_sec1"),
            KeyError::Label {
                found: "EC PRIVATE KEY",
            },
        ),
        (pem!("certificate"), KeyError::Label { found: "CERTIFICATE" }),
        (pem!("rfc7515_a2_public_spki"), KeyError::Label { found: "PUBLIC KEY" }),
        ("", KeyError::Pem),
        ("secret", KeyError::Pem),
    ] {
        assert_eq!(RsaPrivateKey::from_pem(pem).unwrap_err(), error);
    }
    let relabelled = pem!("rfc7515_a2_private_pkcs1").replace("RSA PRIVATE", "PRIVATE");
    assert_eq!(RsaPrivateKey::from_pem(&relabelled).unwrap_err(), KeyError::Der);
}

#[test]
fn what_is_no_public_key_of_ours_says_why() {
    for (pem, error) in [
        (pem!("rsa1024_public"), KeyError::TooSmall { bits: 1024 }),
        (pem!("rsa9000_public"), KeyError::TooLarge { bits: 9000 }),
        (pem!("ec_public"), KeyError::NotRsa),
        (pem!("certificate"), KeyError::Label { found: "CERTIFICATE" }),
        (
            pem!("rfc7515_a2_private_pkcs1"),
            KeyError::Label {
                found: "RSA PRIVATE KEY",
            },
        ),
        (pem!("encrypted_pkcs8"), KeyError::Encrypted),
        ("", KeyError::Pem),
    ] {
        assert_eq!(RsaPublicKey::from_pem(pem).unwrap_err(), error);
    }
    let relabelled = pem!("rfc7515_a2_public_spki").replace("PUBLIC", "RSA PUBLIC");
    assert_eq!(RsaPublicKey::from_pem(&relabelled).unwrap_err(), KeyError::Der);
}

/// A public key in PEM with an odd modulus of this many bits, a multiple of 8. Nobody has the private one.
fn public_of(bits: usize) -> String {
    use base64ct::{Base64, Encoding};

    let long = |tag: u8, content: &[u8]| {
        let [high, low] = u16::try_from(content.len()).expect("it is short").to_be_bytes();
        [&[tag, 0x82, high, low], content].concat()
    };
    let modulus = [&[0], &*vec![0xff; bits / 8]].concat();
    let der = long(0x30, &[&*long(2, &modulus), &[2, 1, 3]].concat());
    let mut text = vec![0; der.len() * 2];
    let text = Base64::encode(&der, &mut text).expect("there is room");
    format!("-----BEGIN RSA PUBLIC KEY-----\n{text}\n-----END RSA PUBLIC KEY-----\n")
}

#[test]
fn the_limits_of_a_modulus_are_exact() {
    let bits = |bits| RsaPublicKey::from_pem(&public_of(bits)).map(|key| key.bits());
    assert_eq!(bits(2048), Ok(2048));
    assert_eq!(bits(2040), Err(KeyError::TooSmall { bits: 2040 }));
    assert_eq!(bits(RsaPublicKey::MAX_BITS), Ok(8192));
    assert_eq!(bits(8200), Err(KeyError::TooLarge { bits: 8200 }));
}

#[test]
fn only_an_encrypted_block_is_called_encrypted() {
    let header = |line: &str| {
        let pem = pem!("rfc7515_a2_private_pkcs1");
        pem.replace("PRIVATE KEY-----\nMII", &format!("PRIVATE KEY-----\n{line}\nMII"))
    };
    for (line, error) in [
        ("Proc-Type: 4,ENCRYPTED", KeyError::Encrypted),
        ("Proc-Type: 4,MIC-ONLY", KeyError::Base64),
        ("Comment: not ENCRYPTED", KeyError::Base64),
    ] {
        assert_eq!(RsaPrivateKey::from_pem(&header(line)).unwrap_err(), error, "{line}");
    }
}

#[test]
fn a_damaged_file_is_refused_or_harmless() {
    for pem in [pem!("rfc7515_a2_public_spki"), pem!("rfc7515_a2_public_pkcs1")] {
        for at in 0..pem.len() {
            let mut bytes = pem.as_bytes().to_vec();
            bytes[at] ^= 1;
            // A changed modulus is a modulus; no more can be asked than an answer.
            let _ = RsaPublicKey::from_pem(str::from_utf8(&bytes).unwrap());
            assert!(RsaPublicKey::from_pem(&pem[..at]).is_err() || pem[at..].trim().is_empty());
        }
    }
}

#[test]
fn labels_are_clear_to_read() {
    let error = RsaPublicKey::from_pem(pem!("certificate")).unwrap_err();
    assert_eq!(error.to_string(), "PEM label is unsupported here: CERTIFICATE");
    let error = RsaPrivateKey::from_pem(pem!("encrypted_pkcs1")).unwrap_err();
    assert_eq!(error.to_string(), "key is encrypted");
}

fn sign(key: &RsaPrivateKey, message: &[u8]) -> Vec<u8> {
    let mut signature = vec![0; key.signature_len()];
    key.sign(message, &mut signature).expect("the key signs");
    signature
}
