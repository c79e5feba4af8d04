use super::profile::{Field, Layout, Profile};
use super::{SCOPE, TAG};
use crate::base64;
use crate::cursor::Cursor;
use crate::form::Escaping;
use crate::grant::{Expiry, Grant};
use crate::nonce::{Nonce, hex_into};
use crate::project::Project;
use crate::sign_error::SignError;
use crate::time::UnixSeconds;

/// Everything that stands in one token.
#[derive(Clone, Copy)]
pub(crate) struct Draft<'a> {
    pub(crate) project: &'a Project,
    pub(crate) grant: &'a Grant<'a>,
    pub(crate) now: UnixSeconds,
    pub(crate) nonce: &'a Nonce,
    pub(crate) profile: Profile,
}

impl Draft<'_> {
    /// Signs and writes the token into the front of `out`; its length.
    ///
    /// The plain text is put together at the front, signed, moved to where the token will end, and encoded
    /// from there to the front. The encoder's output stays behind its input all the way, so one buffer of
    /// the token's own length is enough.
    pub(crate) fn write(&self, out: &mut [u8]) -> Result<usize, SignError> {
        let layout = self.profile.layout();
        let mut plain = Cursor::new(out);
        plain.put(b"partner_id=");
        plain.put(self.project.key().as_bytes());
        plain.put(b"&sig=");
        let signature_at = plain.len();
        plain.put(&[b'0'; SIGNATURE_DIGITS]);
        plain.put(b":");
        let data_at = plain.len();
        self.write_data(layout, &mut plain)?;

        let plain_len = plain.len();
        let len = TAG.len() + base64::encoded_len(plain_len);
        if len > out.len() {
            return Err(SignError::BufferTooSmall { needed: len });
        }
        let out = &mut out[..len];
        let signature = self.project.t1_signature(&out[data_at..plain_len]);
        hex_into(&*signature, &mut out[signature_at..signature_at + SIGNATURE_DIGITS]);
        out.copy_within(..plain_len, len - plain_len);
        out[..TAG.len()].copy_from_slice(TAG.as_bytes());
        encode_forward(layout, plain_len, out);
        Ok(len)
    }

    /// Bytes that the token has at most; exact enough to allocate by.
    #[cfg(feature = "alloc")]
    pub(crate) fn max_len(&self) -> usize {
        let classes: usize = self.grant.classes.iter().map(|class| class.len() + 1).sum();
        let escaped = 3 * (self.grant.data.map_or(0, str::len) + classes) + self.grant.session.as_bytes().len();
        TAG.len() + base64::encoded_len(FIXED_LEN + self.project.key().as_bytes().len() + escaped)
    }

    fn write_data(&self, layout: &Layout, out: &mut Cursor<'_>) -> Result<(), SignError> {
        let start = out.len();
        for field in layout.order {
            let (name, at) = (field.name(), out.len());
            if !self.has(*field, layout) {
                continue;
            }
            if at != start {
                out.put(b"&");
            }
            out.put(name.as_bytes());
            out.put(b"=");
            match field {
                Field::SessionId => write_session_id(self.grant.session.as_bytes(), layout, out),
                Field::CreateTime => write_number(self.now.get(), out),
                Field::ExpireTime => write_number(self.grant.end(self.now).get(), out),
                Field::Role => out.put(self.grant.role.as_str().as_bytes()),
                Field::Nonce => write_value(self.nonce.as_bytes(), layout.ids, name, out)?,
                Field::Classes => self.write_classes(layout, out)?,
                Field::Data => self.write_connection_data(layout, out),
                Field::Scope => out.put(SCOPE.as_bytes()),
            }
        }
        Ok(())
    }

    fn has(&self, field: Field, layout: &Layout) -> bool {
        match field {
            Field::ExpireTime => layout.default_expiry || self.grant.expiry != Expiry::Default,
            Field::Classes => layout.empty_classes || !self.grant.classes.is_empty(),
            Field::Data => self
                .grant
                .data
                .is_some_and(|data| layout.empty_data || !data.is_empty()),
            _ => true,
        }
    }

    fn write_classes(&self, layout: &Layout, out: &mut Cursor<'_>) -> Result<(), SignError> {
        for (index, class) in self.grant.classes.iter().enumerate() {
            if index > 0 {
                write_value(b" ", layout.classes, Field::Classes.name(), out)?;
            }
            write_value(class.as_bytes(), layout.classes, Field::Classes.name(), out)?;
        }
        Ok(())
    }

    fn write_connection_data(&self, layout: &Layout, out: &mut Cursor<'_>) {
        let data = self.grant.data.unwrap_or_default();
        if !layout.crlf {
            return layout.data.write(data.as_bytes(), out);
        }
        let mut rest = data;
        while let Some(at) = rest.find(['\r', '\n']) {
            layout.data.write(&rest.as_bytes()[..at], out);
            layout.data.write(b"\r\n", out);
            rest = &rest[at..];
            rest = rest.strip_prefix("\r\n").unwrap_or(&rest[1..]);
        }
        layout.data.write(rest.as_bytes(), out);
    }
}

impl Field {
    const fn name(self) -> &'static str {
        match self {
            Self::SessionId => "session_id",
            Self::CreateTime => "create_time",
            Self::ExpireTime => "expire_time",
            Self::Role => "role",
            Self::Nonce => "nonce",
            Self::Classes => "initial_layout_class_list",
            Self::Data => "connection_data",
            Self::Scope => "scope",
        }
    }
}

const SIGNATURE_DIGITS: usize = 40;

/// Every fixed byte of header and data, two 20-digit times, the longest role and the longest nonce, escaped.
#[cfg(feature = "alloc")]
const FIXED_LEN: usize = "partner_id=&sig=:".len()
    + SIGNATURE_DIGITS
    + "session_id=&create_time=&expire_time=&role=publisheronly&nonce=&scope=session.connect".len()
    + "&connection_data=&initial_layout_class_list=".len()
    + 2 * 20
    + 3 * Nonce::MAX_LEN
    + 16;

/// An id is letters, digits, `-` and `_`, which every escaping leaves alone, then perhaps `=`.
fn write_session_id(id: &[u8], layout: &Layout, out: &mut Cursor<'_>) {
    let end = id.iter().rposition(|byte| *byte != b'=').map_or(0, |at| at + 1);
    out.put(&id[..end]);
    for _ in end..id.len() {
        out.put(if layout.ids.is_some() { b"%3D" } else { b"=" });
    }
}

/// Writes a value escaped, or as it is if that cannot be misread.
fn write_value(
    value: &[u8],
    escaping: Option<&Escaping>,
    field: &'static str,
    out: &mut Cursor<'_>,
) -> Result<(), SignError> {
    match escaping {
        Some(escaping) => escaping.write(value, out),
        None if value
            .iter()
            .any(|byte| matches!(byte, b'&' | b'=' | b'%' | b'+' | b':') || byte.is_ascii_control()) =>
        {
            return Err(SignError::NotWritable { field });
        }
        None => out.put(value),
    }
    Ok(())
}

fn write_number(number: u64, out: &mut Cursor<'_>) {
    out.put(itoa::Buffer::new().format(number).as_bytes());
}

/// Encodes the last `plain_len` bytes of `out` to the bytes behind the tag. Whole groups of three go through
/// a small buffer, so that what is still to be read is never overwritten.
fn encode_forward(layout: &Layout, plain_len: usize, out: &mut [u8]) {
    const CHUNK: usize = 3 * 128;
    let mut buffer = [0; CHUNK];
    let (mut from, mut to) = (out.len() - plain_len, TAG.len());
    while from < out.len() {
        let chunk = &mut buffer[..CHUNK.min(out.len() - from)];
        chunk.copy_from_slice(&out[from..from + chunk.len()]);
        base64::encode(layout.alphabet, chunk, &mut out[to..]);
        from += chunk.len();
        to += base64::encoded_len(chunk.len());
    }
}
