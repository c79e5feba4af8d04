use core::fmt;

use super::{escape, plain};
use crate::base64url::Encoder;

/// Writes the members of one object.
///
/// Handed to the closures of [`sign_into`](crate::sign_into) and its kin, which write the braces. Each call writes one
/// member; texts and names are escaped. Space is not a concern here: when the buffer is full the rest is only counted,
/// and the caller of the closure learns the length that was needed.
///
/// A reader of this crate refuses a token with a name twice, or past the limits of [`json`](crate::json); a writer is
/// trusted to keep to that.
///
/// ```
/// use compact_jws::{Hs256Key, UntrustedJws, sign_into};
///
/// let key = Hs256Key::new(b"secret");
/// let mut out = [0; 256];
/// let write = |claims: &mut compact_jws::json::ObjectWriter<'_>| {
///     claims.text("sub", "line\nbreak").integer("iat", -1).null("data").joined("classes", ["a", "b"], " ");
///     claims.object("acl", |acl| {
///         acl.raw("paths", r#"{"/**":{}}"#);
///     });
/// };
/// let token = sign_into(&key, write, &mut out)?;
///
/// let mut scratch = [0; 256];
/// let claims = UntrustedJws::parse(token)?.verify(&key, &mut scratch)?.claims();
/// assert_eq!(
///     claims.as_str(),
///     r#"{"sub":"line\nbreak","iat":-1,"data":null,"classes":"a b","acl":{"paths":{"/**":{}}}}"#
/// );
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
pub struct ObjectWriter<'w> {
    out: Encoder<'w>,
    /// Whether the next member is the first of its object, and so has the brace before it instead of a comma.
    is_first: bool,
}

impl<'w> ObjectWriter<'w> {
    /// Writes a whole object to the front of `out` in base64url, and returns its length there: more than `out` has if it
    /// did not fit.
    pub(crate) fn write(out: &'w mut [u8], members: impl FnOnce(&mut Self)) -> usize {
        let mut writer = Self {
            out: Encoder::new(out),
            is_first: true,
        };
        writer.braces(members);
        writer.out.finish()
    }

    /// Writes a text.
    #[inline]
    pub fn text(&mut self, name: &str, value: &str) -> &mut Self {
        self.name(name).quoted(value)
    }

    /// Writes one text made of `parts` with `separator` between them.
    #[inline]
    pub fn joined<'a>(&mut self, name: &str, parts: impl IntoIterator<Item = &'a str>, separator: &str) -> &mut Self {
        self.name(name).push(b"\"");
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                self.escaped(separator);
            }
            self.escaped(part);
        }
        self.push(b"\"")
    }

    /// Writes an array of texts.
    pub fn texts<'a>(&mut self, name: &str, values: impl IntoIterator<Item = &'a str>) -> &mut Self {
        self.name(name).push(b"[");
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                self.push(b",");
            }
            self.quoted(value);
        }
        self.push(b"]")
    }

    /// Writes an integer.
    #[inline]
    pub fn integer(&mut self, name: &str, value: i64) -> &mut Self {
        self.name(name).push(itoa::Buffer::new().format(value).as_bytes())
    }

    /// Writes an integer that is never negative.
    ///
    /// Many readers keep numbers in floating point and round those past 2⁵³.
    #[inline]
    pub fn unsigned(&mut self, name: &str, value: u64) -> &mut Self {
        self.name(name).push(itoa::Buffer::new().format(value).as_bytes())
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, name: &str, value: bool) -> &mut Self {
        self.name(name).push(if value { b"true" } else { b"false" })
    }

    /// Writes `null`.
    pub fn null(&mut self, name: &str) -> &mut Self {
        self.name(name).push(b"null")
    }

    /// Writes an object, whose members the closure writes.
    pub fn object(&mut self, name: &str, members: impl FnOnce(&mut Self)) -> &mut Self {
        self.name(name).braces(members)
    }

    /// Writes `json` as it is, for constants that are known to be one JSON value.
    ///
    /// Nothing is checked. A `json` with input of somebody else in it lets that somebody write claims.
    pub fn raw(&mut self, name: &str, json: &str) -> &mut Self {
        self.name(name).push(json.as_bytes())
    }

    fn braces(&mut self, members: impl FnOnce(&mut Self)) -> &mut Self {
        self.is_first = true;
        members(self);
        if self.is_first {
            self.push(b"{");
        }
        self.is_first = false;
        self.push(b"}")
    }

    #[inline]
    fn name(&mut self, name: &str) -> &mut Self {
        let before = if self.is_first { b"{\"" } else { b",\"" };
        self.is_first = false;
        self.framed(before, name, b"\":")
    }

    #[inline]
    fn quoted(&mut self, text: &str) -> &mut Self {
        self.framed(b"\"", text, b"\"")
    }

    /// Writes `text` escaped between two constants: at once, if nothing in it needs an escape and the room is there.
    #[inline]
    fn framed<const B: usize, const A: usize>(&mut self, before: &[u8; B], text: &str, after: &[u8; A]) -> &mut Self {
        let len = B + text.len() + A;
        if let Some(room) = self.out.room(len) {
            let (room_before, room) = room.split_at_mut(B);
            let (room, room_after) = room.split_at_mut(text.len());
            room_before.copy_from_slice(before);
            room_after.copy_from_slice(after);
            if plain::copy(text.as_bytes(), room) {
                self.out.advance(len);
                return self;
            }
        }
        self.push(before).escaped(text).push(after)
    }

    fn escaped(&mut self, text: &str) -> &mut Self {
        let mut rest = text.as_bytes();
        loop {
            let (plain, special) = rest.split_at(plain::run(rest));
            self.push(plain);
            let Some((&byte, after)) = special.split_first() else {
                return self;
            };
            self.push(escape::write(byte, &mut [0; 6]));
            rest = after;
        }
    }

    #[inline]
    fn push(&mut self, bytes: &[u8]) -> &mut Self {
        self.out.push(bytes);
        self
    }
}

impl fmt::Debug for ObjectWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ObjectWriter(..)")
    }
}
