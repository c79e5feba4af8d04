use super::decimal;
use super::key::T1Key;
use super::profile::{Field, Layout, Profile};
use super::signature;
use crate::cursor::Cursor;
use crate::form::Escaping;
use crate::grant::{Expiry, Grant};
use crate::nonce::Nonce;
use crate::project::Project;
use crate::role::Role;
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
    /// Writes header and data, with room for the signature.
    pub(super) fn write_plain(&self, out: &mut [u8]) -> Result<Plain, SignError> {
        let mut plain = Cursor::new(out);
        self.project.t1_key().write_header(&mut plain);
        let signature_at = plain.len();
        plain.skip(signature::DIGITS);
        self.write_data(self.profile.layout(), &mut plain)?;
        Ok(Plain {
            len: plain.len(),
            signature_at,
        })
    }

    /// Bytes that header and data have at most.
    pub(super) fn max_plain_len(&self) -> usize {
        let data = self.grant.data.unwrap_or_default();
        let breaks = match self.profile.layout().crlf {
            true => data.bytes().filter(|byte| matches!(byte, b'\r' | b'\n')).count(),
            false => 0,
        };
        let classes: usize = self.grant.classes.iter().map(|class| class.len() + 1).sum();
        let session = self.grant.session.as_bytes();
        let padding = session.len() - without_padding(session).len();
        let key = self.project.key().as_bytes();
        FIXED_LEN + key.len() + session.len() + 2 * padding + 3 * (data.len() + breaks + classes)
    }

    /// Whether a value may have to be refused: only one that is written as it is.
    pub(super) fn may_be_unwritable(&self) -> bool {
        let layout = self.profile.layout();
        layout.ids.is_none() || layout.classes.is_none()
    }

    /// Writes every field with a separator in front of it. The first one's is no `&`, so it is left to the caller.
    fn write_data(&self, layout: &Layout, out: &mut Cursor<'_>) -> Result<(), SignError> {
        for field in layout.order {
            if !self.has(*field, layout) {
                continue;
            }
            match field {
                Field::SessionId => {
                    out.put_array(b"&session_id=");
                    write_session_id(self.grant.session.as_bytes(), layout, out);
                }
                Field::CreateTime => {
                    out.put_array(b"&create_time=");
                    write_number(self.now.get(), out);
                }
                Field::ExpireTime => {
                    out.put_array(b"&expire_time=");
                    write_number(self.grant.end(self.now).get(), out);
                }
                Field::Role => match self.grant.role {
                    Role::Publisher => out.put_array(b"&role=publisher"),
                    Role::Subscriber => out.put_array(b"&role=subscriber"),
                    Role::Moderator => out.put_array(b"&role=moderator"),
                    Role::PublisherOnly => out.put_array(b"&role=publisheronly"),
                },
                Field::Nonce => {
                    out.put_array(b"&nonce=");
                    self.write_nonce(layout, out)?;
                }
                Field::Classes => {
                    out.put_array(b"&initial_layout_class_list=");
                    self.write_classes(layout, out)?;
                }
                Field::Data => {
                    out.put_array(b"&connection_data=");
                    self.write_connection_data(layout, out);
                }
                Field::Scope => out.put_array(b"&scope=session.connect"),
            }
        }
        Ok(())
    }

    /// A nonce is letters, digits, `.`, `-`, which every escaping leaves alone, and perhaps `+`.
    fn write_nonce(&self, layout: &Layout, out: &mut Cursor<'_>) -> Result<(), SignError> {
        if self.nonce.has_plus() {
            return write_value(self.nonce.as_bytes(), layout.ids, "nonce", out);
        }
        self.nonce.write(out);
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
        const NAME: &str = "initial_layout_class_list";
        for (index, class) in self.grant.classes.iter().enumerate() {
            if index > 0 {
                write_value(b" ", layout.classes, NAME, out)?;
            }
            write_value(class.as_bytes(), layout.classes, NAME, out)?;
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

/// Where the parts of an unencoded token stand.
pub(super) struct Plain {
    pub(super) len: usize,
    signature_at: usize,
}

impl Plain {
    /// Signs the data and puts the signature, and the colon behind it, into the header.
    pub(super) fn sign(&self, key: &T1Key, text: &mut [u8]) {
        let colon_at = self.signature_at + signature::DIGITS;
        let hash = key.mac.sign_front(&mut text[colon_at + 1..], self.len - colon_at - 1);
        text[self.signature_at..colon_at].copy_from_slice(&signature::write(hash));
        text[colon_at] = b':';
    }
}

/// Every fixed byte of header and data, two 20-digit times, the longest role and the longest nonce, escaped.
const FIXED_LEN: usize = "partner_id=&sig=:".len()
    + signature::DIGITS
    + "&session_id=&create_time=&expire_time=&role=publisheronly&nonce=&scope=session.connect".len()
    + "&connection_data=&initial_layout_class_list=".len()
    + 2 * 20
    + 3 * Nonce::MAX_LEN;

/// An id is letters, digits, `-` and `_`, which every escaping leaves alone, then perhaps `=`.
fn write_session_id(id: &[u8], layout: &Layout, out: &mut Cursor<'_>) {
    let bare = without_padding(id);
    out.put(bare);
    for _ in bare.len()..id.len() {
        out.put(if layout.ids.is_some() { b"%3D" } else { b"=" });
    }
}

fn without_padding(id: &[u8]) -> &[u8] {
    let end = id.iter().rposition(|byte| *byte != b'=').map_or(0, |at| at + 1);
    &id[..end]
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

/// Writes a number; those of ten digits, as times have from 2001 to 2286, fastest.
fn write_number(number: u64, out: &mut Cursor<'_>) {
    match decimal::ten_digits(number) {
        Some(digits) => out.put_array(&digits),
        None => out.put(itoa::Buffer::new().format(number).as_bytes()),
    }
}
