use core::fmt;
use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use super::ExportError;

/// The longest result, in bytes: 256 MiB.
///
/// A manifest of a few megabytes can stand for much more: when many segments overlap, each interval names them all.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// A text that is being written and cannot grow past [`MAX_BYTES`].
#[derive(Debug, Default)]
pub(crate) struct Output(Vec<u8>);

impl Output {
    fn push(&mut self, bytes: &[u8]) -> Option<()> {
        // `len` never passes the limit, so this cannot wrap.
        if bytes.len() > MAX_BYTES - self.0.len() {
            return None;
        }
        self.0.extend_from_slice(bytes);
        Some(())
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        // Only whole texts and serde_json's output, which is UTF-8, go in.
        String::from_utf8(self.0).unwrap_or_default()
    }
}

impl fmt::Write for Output {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text.as_bytes()).ok_or(fmt::Error)
    }
}

impl io::Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push(bytes)
            .map(|()| bytes.len())
            .ok_or_else(|| io::ErrorKind::FileTooLarge.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// `value` as JSON, indented by one blank, with a line feed at the end.
pub(crate) fn json(value: &impl Serialize) -> Result<String, ExportError> {
    let mut text = json_with(value, PrettyFormatter::with_indent(b" "))?;
    text.push('\n');
    Ok(text)
}

fn json_with(value: &impl Serialize, formatter: impl Formatter) -> Result<String, ExportError> {
    let mut output = Output::default();
    // The types that are written here fail for no other reason.
    value
        .serialize(&mut Serializer::with_formatter(&mut output, formatter))
        .map_err(|_| ExportError::TooLong)?;
    Ok(output.finish())
}
