//! The sizes that binutils' `size` prints, without binutils.

use core::fmt;

/// How many bytes a program takes.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Sizes {
    /// The section `.text`: instructions alone.
    code: u64,
    /// Everything loaded and never written: instructions and constants. `size` calls this text.
    text: u64,
    /// Everything loaded and written.
    data: u64,
}

const WRITE: u64 = 1;
const ALLOC: u64 = 2;

impl Sizes {
    /// Reads the section table of an ELF file of either width, little-endian; none if this is no such file.
    pub(super) fn of(file: &[u8]) -> Option<Self> {
        let wide = match file.get(..6)? {
            [0x7f, b'E', b'L', b'F', 1, 1] => false,
            [0x7f, b'E', b'L', b'F', 2, 1] => true,
            _ => return None,
        };
        // Where the fields stand in the header, and in an entry of the section table: ELF specification 1.2 and 64.
        let (table, entry_size, count, names) = if wide {
            (
                word(file, 40, 8)?,
                word(file, 58, 2)?,
                word(file, 60, 2)?,
                word(file, 62, 2)?,
            )
        } else {
            (
                word(file, 32, 4)?,
                word(file, 46, 2)?,
                word(file, 48, 2)?,
                word(file, 50, 2)?,
            )
        };
        let entry = |index: u64| file.get(usize::try_from(table + index * entry_size).ok()?..);
        let (flags_at, offset_at, size_at, width) = if wide { (8, 24, 32, 8) } else { (8, 16, 20, 4) };
        let names = word(entry(names)?, offset_at, width)?;

        let mut sizes = Self::default();
        for index in 0..count {
            let section = entry(index)?;
            let size = word(section, size_at, width)?;
            match word(section, flags_at, width)? & (ALLOC | WRITE) {
                ALLOC => sizes.text += size,
                flags if flags == ALLOC | WRITE => sizes.data += size,
                _ => {}
            }
            let name = file.get(usize::try_from(names + word(section, 0, 4)?).ok()?..)?;
            if name.starts_with(b".text\0") {
                sizes.code = size;
            }
        }
        Some(sizes)
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, text, data } = self;
        write!(f, "text {text} bytes ({code} of them instructions), data {data} bytes")
    }
}

/// The little-endian number of `width` bytes at `at`.
fn word(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let field = bytes.get(at..at + width)?;
    Some(field.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of four sections: none, `.text` of 300 bytes, a constant of 20, a variable of 8.
    fn program() -> Vec<u8> {
        const NAMES: &[u8] = b"\0.text\0.rodata\0.data\0";
        let mut file = vec![0; 64];
        file[..6].copy_from_slice(&[0x7f, b'E', b'L', b'F', 2, 1]);
        file[40..48].copy_from_slice(&(64 + NAMES.len() as u64).to_le_bytes());
        file[58..64].copy_from_slice(&[64, 0, 4, 0, 0, 0]);
        file.extend(NAMES);
        for (name, flags, size) in [
            (0_u32, 0_u64, 0_u64),
            (1, ALLOC | 4, 300),
            (7, ALLOC, 20),
            (15, ALLOC | WRITE, 8),
        ] {
            let mut section = [0; 64];
            section[..4].copy_from_slice(&name.to_le_bytes());
            section[8..16].copy_from_slice(&flags.to_le_bytes());
            section[24..32].copy_from_slice(&64_u64.to_le_bytes());
            section[32..40].copy_from_slice(&size.to_le_bytes());
            file.extend(section);
        }
        file
    }

    #[test]
    fn code_constants_and_variables_are_told_apart() {
        assert_eq!(
            Sizes::of(&program()),
            Some(Sizes {
                code: 300,
                text: 320,
                data: 8
            })
        );
    }

    #[test]
    fn what_is_cut_short_or_no_program_has_no_size() {
        assert_eq!(Sizes::of(&program()[..300]), None);
        assert_eq!(Sizes::of(b"#!/bin/sh\n"), None);
    }
}
