use core::{fmt, iter::FusedIterator};

use super::{Value, scan::Scanner};

/// An array: values in the order they were written.
#[derive(Clone, Copy)]
pub struct Array<'j>(&'j str);

impl<'j> Array<'j> {
    /// `text` is part of a checked text, from bracket to bracket.
    pub(super) const fn from_checked(text: &'j str) -> Self {
        Self(text)
    }

    /// The values, in the order they were written.
    pub const fn iter(self) -> Items<'j> {
        Items {
            scan: Scanner::inside(self.0),
        }
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }

    /// The array as it was written, from bracket to bracket.
    pub const fn as_str(self) -> &'j str {
        self.0
    }
}

impl<'j> IntoIterator for Array<'j> {
    type Item = Value<'j>;
    type IntoIter = Items<'j>;

    fn into_iter(self) -> Items<'j> {
        self.iter()
    }
}

impl fmt::Debug for Array<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// The values of an [`Array`].
#[derive(Clone)]
pub struct Items<'j> {
    scan: Scanner<'j>,
}

impl<'j> Iterator for Items<'j> {
    type Item = Value<'j>;

    fn next(&mut self) -> Option<Value<'j>> {
        self.scan.next_checked()?;
        self.scan.checked_value()
    }
}

impl FusedIterator for Items<'_> {}

impl fmt::Debug for Items<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
