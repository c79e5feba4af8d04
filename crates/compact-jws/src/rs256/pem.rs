//! Reads one PEM block (RFC 7468), strictly.

use alloc::{vec, vec::Vec};

use base64ct::{Base64, Encoding};
use zeroize::Zeroizing;

use crate::KeyError;

/// Reads the label and the bytes of the only block in `text`.
///
/// Lines end in LF or CRLF. Before the block there may be lines of other text, as `openssl` writes them; behind it only
/// white space.
pub(super) fn read(text: &str) -> Result<(&str, Zeroizing<Vec<u8>>), KeyError> {
    if text.len() > MAX_LEN {
        return Err(KeyError::Pem);
    }
    let mut lines = text.lines().map(str::trim);
    let label = lines
        .find_map(|line| line.strip_prefix("-----BEGIN "))
        .and_then(|rest| rest.strip_suffix("-----"))
        .ok_or(KeyError::Pem)?;

    let mut base64 = Zeroizing::new(Vec::with_capacity(text.len()));
    let end = loop {
        match lines.next() {
            None | Some("") => return Err(KeyError::Pem),
            Some(line) if line.starts_with("-----") => break line,
            Some(line) if line.starts_with("Proc-Type:") && line.ends_with("ENCRYPTED") => {
                return Err(KeyError::Encrypted);
            }
            Some(line) => base64.extend_from_slice(line.as_bytes()),
        }
    };
    let end_label = end
        .strip_prefix("-----END ")
        .and_then(|rest| rest.strip_suffix("-----"));
    if end_label != Some(label) || lines.any(|line| !line.is_empty()) {
        return Err(KeyError::Pem);
    }

    let mut der = Zeroizing::new(vec![0; base64.len() / 4 * 3]);
    let len = Base64::decode(&*base64, &mut der).map_err(|_| KeyError::Base64)?.len();
    der.truncate(len);
    Ok((label, der))
}

/// The error for a label that the type at hand does not read.
pub(super) fn unsupported(label: &str) -> KeyError {
    if label == "ENCRYPTED PRIVATE KEY" {
        return KeyError::Encrypted;
    }
    let found = USUAL_LABELS
        .into_iter()
        .find(|usual| *usual == label)
        .unwrap_or("unknown");
    KeyError::Label { found }
}

/// The largest key that is taken needs a tenth of it.
const MAX_LEN: usize = 65_536;

const USUAL_LABELS: [&str; 10] = [
    "CERTIFICATE",
    "CERTIFICATE REQUEST",
    "DSA PRIVATE KEY",
    "EC PARAMETERS",
    "EC PRIVATE KEY",
    "OPENSSH PRIVATE KEY",
    "PRIVATE KEY",
    "PUBLIC KEY",
    "RSA PRIVATE KEY",
    "RSA PUBLIC KEY",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read_bytes(text: &str) -> Result<(&str, Vec<u8>), KeyError> {
        read(text).map(|(label, der)| (label, der.to_vec()))
    }

    #[test]
    fn white_space_and_text_before_the_block_are_no_matter() {
        for text in [
            "-----BEGIN A B-----\nAQID\n-----END A B-----",
            "-----BEGIN A B-----\r\nAQ\r\nID\r\n-----END A B-----\r\n\r\n",
            "subject=/CN=x\n\n  -----BEGIN A B-----  \n\tAQID \n -----END A B-----\n \n",
        ] {
            assert_eq!(read_bytes(text), Ok(("A B", vec![1, 2, 3])), "{text:?}");
        }
    }

    #[test]
    fn padding_is_required_and_canonical() {
        let block = |body: &str| std::format!("-----BEGIN A-----\n{body}\n-----END A-----");
        assert_eq!(read_bytes(&block("AQ==")), Ok(("A", vec![1])));
        for body in ["AQ", "AQ=", "AR==", "AQ==AQID", "AQ_-", "A QI", "AQID=", "=", "é"] {
            assert_eq!(read_bytes(&block(body)), Err(KeyError::Base64), "{body:?}");
        }
    }

    #[test]
    fn all_else_is_no_pem() {
        for text in [
            "",
            "AQID",
            "-----BEGIN A-----",
            "-----BEGIN A-----\nAQID",
            "-----BEGIN A----\nAQID\n-----END A-----",
            "-----BEGIN A-----\nAQID\n-----END B-----",
            "-----BEGIN A-----\nAQID\n-----END A----",
            "-----BEGIN A-----\nAQID\n-----BEGIN A-----\n-----END A-----",
            "-----BEGIN A-----\n\nAQID\n-----END A-----",
            "-----BEGIN A-----\nAQID\n-----END A-----\nAQID",
            "-----BEGIN A-----\nAQID\n-----END A-----\n-----BEGIN A-----\nAQID\n-----END A-----",
            "-----BEGIN A-----\\nAQID\\n-----END A-----",
        ] {
            assert_eq!(read_bytes(text), Err(KeyError::Pem), "{text:?}");
        }
    }

    #[test]
    fn a_text_past_the_limit_is_refused_unread() {
        let block = "-----BEGIN A-----\nAQID\n-----END A-----";
        let mut text = "\n".repeat(MAX_LEN - block.len()) + block;
        assert!(read(&text).is_ok());
        text.push('\n');
        assert_eq!(read_bytes(&text), Err(KeyError::Pem));
    }

    #[test]
    fn a_label_is_named_only_if_it_is_a_usual_one() {
        assert_eq!(unsupported("CERTIFICATE"), KeyError::Label { found: "CERTIFICATE" });
        assert_eq!(unsupported("MIIEvQ"), KeyError::Label { found: "unknown" });
        assert_eq!(unsupported("ENCRYPTED PRIVATE KEY"), KeyError::Encrypted);
    }
}
