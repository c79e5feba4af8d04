//! The texts of a timeline, end to end in one allocation.

/// Many texts, none of which is ever taken out.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Arena(String);

/// Where a text is in its arena.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Text {
    start: usize,
    end: usize,
}

impl Text {
    /// The first bytes of the text. They must end with a character.
    pub(super) fn prefix(self, len: usize) -> Self {
        Self {
            start: self.start,
            end: self.start + len,
        }
    }
}

impl Arena {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Adds a text that comes in parts.
    pub(super) fn add<'a>(&mut self, parts: impl IntoIterator<Item = &'a str>) -> Text {
        let start = self.0.len();
        self.0.extend(parts);
        Text {
            start,
            end: self.0.len(),
        }
    }

    pub(super) fn get(&self, text: Text) -> &str {
        &self.0[text.start..text.end]
    }
}
