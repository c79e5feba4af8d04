use super::marks::{End, Marks};
use super::pairs::FormText;

/// What stands between the ampersands of a text.
#[derive(Clone, Debug)]
pub(super) struct RawFields<'t> {
    marks: Marks<'t>,
    /// What is still to come, from the beginning of the next field on.
    rest: Option<&'t str>,
}

impl<'t> RawFields<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            marks: Marks::new(text.as_bytes()),
            rest: Some(text).filter(|text| !text.is_empty()),
        }
    }

    /// What is still to come, from the beginning of the next field on.
    #[inline]
    pub(super) fn rest(&self) -> Option<&'t str> {
        self.rest
    }

    /// The next field. `rest` is what is still to come.
    pub(super) fn next_field(&mut self, rest: &'t str) -> RawField<'t> {
        RawField(self.next_in(rest).raw())
    }

    /// The end of the next field. `rest` is what is still to come, from somewhere in that field on.
    #[inline]
    pub(super) fn next_in(&mut self, rest: &'t str) -> FormText<'t> {
        let End { left, is_plain } = self.marks.next();
        let (value, rest) = rest.split_at(rest.len() - left);
        self.rest = rest.get(1..);
        FormText::known(value, is_plain)
    }
}

impl<'t> Iterator for RawFields<'t> {
    type Item = RawField<'t>;

    fn next(&mut self) -> Option<RawField<'t>> {
        self.rest.map(|rest| self.next_field(rest))
    }
}

/// One field, name and value together.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawField<'t>(&'t str);

impl<'t> RawField<'t> {
    pub(super) fn strip(self, label: &str) -> Option<FormText<'t>> {
        self.0.strip_prefix(label).map(FormText::new)
    }

    pub(super) fn pair(self) -> (FormText<'t>, FormText<'t>) {
        let (name, value) = self.0.split_once('=').unwrap_or((self.0, ""));
        (FormText::new(name), FormText::new(value))
    }
}
