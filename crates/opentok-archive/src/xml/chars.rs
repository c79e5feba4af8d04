//! Which characters XML 1.0 allows where.

/// Whether `byte` is a blank.
pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether `text` is nothing but blanks.
pub(super) fn is_blank_text(text: &str) -> bool {
    text.bytes().all(is_blank)
}

/// Whether XML 1.0 allows `c` in a document.
pub(crate) const fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Where the first character stands that XML forbids.
pub(super) fn find_forbidden(text: &str) -> Option<usize> {
    // Most bytes are neither controls nor the lead byte of U+F000 to U+FFFF: look closely at the blocks that may be bad.
    const BLOCK: usize = 64;
    let bytes = text.as_bytes();
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    for (index, block) in blocks.iter().enumerate() {
        let suspect = block.iter().fold(0, |found, &byte| found | u8::from(is_suspect(byte))) != 0;
        let start = index * BLOCK;
        if suspect && let Some(at) = (start..start + BLOCK).find(|&at| is_forbidden_at(bytes, at)) {
            return Some(at);
        }
    }
    (bytes.len() - rest.len()..bytes.len()).find(|&at| is_forbidden_at(bytes, at))
}

/// Whether `byte` may belong to a forbidden character.
const fn is_suspect(byte: u8) -> bool {
    ((byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')) | (byte == 0xEF)
}

fn is_forbidden_at(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        byte @ 0..b' ' => !is_blank(byte),
        0xEF => matches!(bytes.get(at + 1..at + 3), Some([0xBF, 0xBE | 0xBF])),
        _ => false,
    }
}

/// The length of the name that `bytes` begins with, if it is ASCII.
pub(super) fn ascii_name_len(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(b'A'..=b'Z' | b'a'..=b'z' | b'_' | b':') => bytes
            .iter()
            .position(|&byte| !ASCII_NAME[usize::from(byte)])
            .unwrap_or(bytes.len()),
        _ => 0,
    }
}

/// Whether `text` is a name of XML 1.0, fifth edition.
pub(crate) fn is_name(text: &str) -> bool {
    match ascii_name_len(text.as_bytes()) {
        0 => text.starts_with(is_name_start) && text.chars().all(is_name_char),
        len => text[len..].chars().all(is_name_char),
    }
}

/// Which ASCII characters may stand in a name, if not at its beginning.
const ASCII_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        table[byte] = c.is_ascii_alphanumeric() || matches!(c, b'_' | b':' | b'-' | b'.');
        byte += 1;
    }
    table
};

const fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_' | ':'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

const fn is_name_char(c: char) -> bool {
    is_name_start(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_search_agrees_with_the_definition() {
        for code in (0..0x300).chain(0xEFF0..0x1_0010) {
            let Some(c) = char::from_u32(code) else { continue };
            for before in [0, 1, 61, 62, 63, 64, 65, 127] {
                let text = format!("{}{c}tail", "x".repeat(before));
                assert_eq!(
                    find_forbidden(&text),
                    (!is_char(c)).then_some(before),
                    "U+{code:04X} at {before}"
                );
            }
        }
    }

    #[test]
    fn names_begin_with_letters_and_go_on_with_digits() {
        for name in ["a", "_", ":", "a:b", "x-1.2", "é", "été", "aé", "名前"] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "", "1", "-a", ".a", "a b", "a/", "a\u{D7}", "\u{B7}a", "a<", "a\"", "“a",
        ] {
            assert!(!is_name(name), "{name}");
        }
    }
}
