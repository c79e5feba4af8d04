//! Escapes inside a text.

use super::JsonErrorKind;

/// Reads the escape that `rest` begins with: the character it stands for and its length in bytes.
pub(super) fn read(rest: &[u8]) -> Result<(char, usize), JsonErrorKind> {
    let simple = match rest {
        [b'\\', b'"', ..] => '"',
        [b'\\', b'\\', ..] => '\\',
        [b'\\', b'/', ..] => '/',
        [b'\\', b'b', ..] => '\u{8}',
        [b'\\', b'f', ..] => '\u{c}',
        [b'\\', b'n', ..] => '\n',
        [b'\\', b'r', ..] => '\r',
        [b'\\', b't', ..] => '\t',
        [b'\\', b'u', digits @ ..] => return unicode(digits),
        [] | [b'\\'] => return Err(JsonErrorKind::End),
        _ => return Err(JsonErrorKind::Escape),
    };
    Ok((simple, 2))
}

/// Writes the escape for a byte that needs one, as `serde_json` writes it: short where there is a short form.
pub(super) fn write(byte: u8, out: &mut [u8; 6]) -> &[u8] {
    let letter = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x0c => b'f',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        _ => {
            let digit = |nibble: u8| b"0123456789abcdef"[usize::from(nibble & 0xf)];
            *out = [b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte)];
            return out;
        }
    };
    out[..2].copy_from_slice(&[b'\\', letter]);
    &out[..2]
}

/// Reads what follows `\u`.
fn unicode(digits: &[u8]) -> Result<(char, usize), JsonErrorKind> {
    let (first, rest) = code_unit(digits)?;
    match first {
        0xd800..=0xdbff => match rest {
            [b'\\', b'u', digits @ ..] => {
                let (second, _) = code_unit(digits)?;
                let mut pair = char::decode_utf16([first, second]);
                match pair.next() {
                    Some(Ok(character)) => Ok((character, 12)),
                    _ => Err(JsonErrorKind::Surrogate),
                }
            }
            [] | [b'\\'] => Err(JsonErrorKind::End),
            _ => Err(JsonErrorKind::Surrogate),
        },
        _ => match char::from_u32(first.into()) {
            Some(character) => Ok((character, 6)),
            None => Err(JsonErrorKind::Surrogate),
        },
    }
}

/// Reads four hex digits.
fn code_unit(bytes: &[u8]) -> Result<(u16, &[u8]), JsonErrorKind> {
    let mut unit = 0;
    for index in 0..4 {
        let byte = *bytes.get(index).ok_or(JsonErrorKind::End)?;
        let digit = char::from(byte).to_digit(16).ok_or(JsonErrorKind::Escape)?;
        unit = unit << 4 | digit as u16;
    }
    Ok((unit, &bytes[4..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_escape_reads_back() {
        for byte in (0..0x20).chain(*b"\"\\") {
            let mut out = [0; 6];
            let escape = write(byte, &mut out);
            assert_eq!(read(escape), Ok((char::from(byte), escape.len())));
        }
    }

    #[test]
    fn surrogates_come_in_pairs() {
        assert_eq!(read(br"\ud83d\ude00"), Ok(('😀', 12)));
        assert_eq!(read(br"\uD83D\uDE00"), Ok(('😀', 12)));
        for lone in [r"\ud83d", r"\ud83d\", r"\ud83d\u", r"\ud83d\ude0"] {
            assert_eq!(read(lone.as_bytes()), Err(JsonErrorKind::End), "{lone}");
        }
        for lone in [
            r"\ud83d-",
            r"\ud83d\n",
            r"\ud83d\ud83d",
            r"\ud83d\u0041",
            r"\ude00\ud83d",
            r"\udfff",
        ] {
            assert_eq!(read(lone.as_bytes()), Err(JsonErrorKind::Surrogate), "{lone}");
        }
    }

    #[test]
    fn other_letters_and_digits_are_refused() {
        for wrong in [
            r"\x",
            r"\'",
            r"\0",
            r"\N",
            r"\U0041",
            r"\u004g",
            r"\u+041",
            r"\u 041",
            r"\ud83d\u+e00",
            "\\\n",
        ] {
            assert_eq!(read(wrong.as_bytes()), Err(JsonErrorKind::Escape), "{wrong}");
        }
    }
}
