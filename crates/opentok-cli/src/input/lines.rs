use core::str;
use std::io::{self, BufRead, BufReader, Read};

use zeroize::Zeroizing;

/// The longest line that is read, in bytes: 16 MiB. Of a longer one only the length is kept.
pub(crate) const MAX_LINE: usize = 16 * 1024 * 1024;

/// Lines of a stream, one at a time, each of bounded length. The buffer is wiped when dropped.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    reader: BufReader<R>,
    buffer: Zeroizing<Vec<u8>>,
    limit: usize,
}

/// One line without its line break (LF or CR LF).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Line<'b> {
    /// A line of text.
    Text(&'b str),
    /// A line with bytes that are not UTF-8.
    NotUtf8,
    /// A line over the limit; it was skipped.
    TooLong,
}

impl<R: Read> Lines<R> {
    /// Lines of at most [`MAX_LINE`] bytes.
    pub(crate) fn new(stream: R) -> Self {
        Self::with_limit(stream, MAX_LINE)
    }

    fn with_limit(stream: R, limit: usize) -> Self {
        Self {
            reader: BufReader::with_capacity(64 * 1024, stream),
            buffer: Zeroizing::default(),
            limit,
        }
    }

    /// The next line; `None` at the end. The last line need not have a line break.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        // Room for the longest line and its break.
        let room = u64::try_from(self.limit).unwrap_or(u64::MAX).saturating_add(2);
        let read = self.reader.by_ref().take(room).read_until(b'\n', &mut self.buffer)?;
        if read == 0 {
            return Ok(None);
        }
        let is_whole = self.buffer.last() == Some(&b'\n');
        let line = without_break(&self.buffer);
        if line.len() > self.limit {
            if !is_whole {
                self.reader.skip_until(b'\n')?;
            }
            return Ok(Some(Line::TooLong));
        }
        Ok(Some(str::from_utf8(line).map_or(Line::NotUtf8, Line::Text)))
    }

    /// Whether the next line can be had without waiting for whoever writes it.
    pub(crate) fn has_line_at_hand(&self) -> bool {
        self.reader.buffer().contains(&b'\n')
    }
}

fn without_break(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stream: &[u8], limit: usize) -> Vec<String> {
        let mut lines = Lines::with_limit(stream, limit);
        let mut read = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            read.push(match line {
                Line::Text(text) => text.to_owned(),
                other => format!("{other:?}"),
            });
        }
        read
    }

    #[test]
    fn line_breaks_of_both_kinds_are_removed() {
        assert_eq!(read(b"a\nb\r\n\nc", 9), ["a", "b", "", "c"]);
        assert_eq!(read(b"a\n", 9), ["a"]);
        assert_eq!(read(b"", 9), [""; 0]);
    }

    #[test]
    fn a_long_line_is_skipped_and_the_next_one_read() {
        assert_eq!(
            read(b"1234\r\n12345\n1234567890\nab\n", 4),
            ["1234", "TooLong", "TooLong", "ab"]
        );
        assert_eq!(read(b"12345", 4), ["TooLong"]);
        assert_eq!(read(b"1234\n", 4), ["1234"]);
    }

    #[test]
    fn other_bytes_are_no_text() {
        assert_eq!(read(b"\xff\nab", 4), ["NotUtf8", "ab"]);
    }

    #[test]
    fn only_whole_lines_are_at_hand() {
        let mut lines = Lines::with_limit(&b"a\nb\nc"[..], 9);
        assert!(!lines.has_line_at_hand());
        lines.next().unwrap();
        assert!(lines.has_line_at_hand());
        lines.next().unwrap();
        assert!(!lines.has_line_at_hand());
    }
}
