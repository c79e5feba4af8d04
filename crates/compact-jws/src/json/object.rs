use core::{fmt, iter::FusedIterator};

use super::{JsonError, Text, Value, check::check, scan::Scanner};

/// An object: names, each with a value, in the order they were written.
///
/// Holds the text it was checked in, so it is as cheap to copy as a `&str`.
#[derive(Clone, Copy)]
pub struct Object<'j>(&'j str);

impl<'j> Object<'j> {
    /// Checks that `json` is one object, with nothing but white space around it.
    ///
    /// Takes text (`str`, `String`) or bytes (`[u8]`, `Vec<u8>`).
    ///
    /// # Errors
    ///
    /// [`JsonError`] at the first byte that breaks a rule; [`JsonErrorKind`](super::JsonErrorKind) lists the rules.
    ///
    /// ```
    /// use compact_jws::json::{JsonErrorKind, Object};
    ///
    /// let object = Object::parse(r#" {"alg":"HS256"} "#)?;
    /// assert_eq!(object.as_str(), r#"{"alg":"HS256"}"#);
    ///
    /// let twice = Object::parse(r#"{"role":"reader","r\u006fle":"owner"}"#).unwrap_err();
    /// assert_eq!((twice.kind, twice.at), (JsonErrorKind::Duplicate, 17));
    /// # Ok::<(), compact_jws::json::JsonError>(())
    /// ```
    pub fn parse<T: AsRef<[u8]> + ?Sized>(json: &'j T) -> Result<Self, JsonError> {
        check(json.as_ref()).map(Self)
    }

    /// `text` is part of a checked text, from brace to brace.
    pub(super) const fn from_checked(text: &'j str) -> Self {
        Self(text)
    }

    /// The value of `name`. Walks the members: to read many, use [`members`](Self::members) once.
    pub fn get(self, name: &str) -> Option<Value<'j>> {
        self.members()
            .find_map(|(found, value)| (found == *name).then_some(value))
    }

    /// The names and values, in the order they were written.
    pub const fn members(self) -> Members<'j> {
        Members {
            scan: Scanner::inside(self.0),
        }
    }

    /// Whether it has no members.
    pub fn is_empty(self) -> bool {
        self.members().next().is_none()
    }

    /// The object as it was written, from brace to brace.
    pub const fn as_str(self) -> &'j str {
        self.0
    }
}

impl<'j> IntoIterator for Object<'j> {
    type Item = (Text<'j>, Value<'j>);
    type IntoIter = Members<'j>;

    fn into_iter(self) -> Members<'j> {
        self.members()
    }
}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// The members of an [`Object`].
#[derive(Clone)]
pub struct Members<'j> {
    scan: Scanner<'j>,
}

impl<'j> Iterator for Members<'j> {
    type Item = (Text<'j>, Value<'j>);

    fn next(&mut self) -> Option<Self::Item> {
        self.scan.next_checked()?;
        let name = self.scan.text().ok()?;
        self.scan.skip_white_space();
        self.scan.eat(b':');
        self.scan.skip_white_space();
        Some((name, self.scan.checked_value()?))
    }
}

impl FusedIterator for Members<'_> {}

impl fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.clone()).finish()
    }
}
