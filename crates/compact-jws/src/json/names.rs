use core::cmp::Ordering;

use super::{JsonErrorKind, MAX_LEN, MAX_NAMES, Text};

/// The names of the objects that are open, innermost last; those of one object in order.
///
/// Because they are in order, a new name is compared with eight others at most, whoever wrote the text.
pub(super) struct Names {
    spans: [Span; MAX_NAMES],
    count: usize,
}

impl Names {
    pub(super) const fn new() -> Self {
        Self {
            spans: [Span(0); MAX_NAMES],
            count: 0,
        }
    }

    /// How many names are open.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// Forgets the names of an object that closes.
    pub(super) const fn truncate(&mut self, count: usize) {
        self.count = count;
    }

    /// Adds a name that stands at `start` in `json` to the object whose names begin at `first`.
    pub(super) fn insert(
        &mut self,
        json: &str,
        first: usize,
        start: usize,
        name: Text<'_>,
    ) -> Result<(), JsonErrorKind> {
        if self.count == MAX_NAMES {
            return Err(JsonErrorKind::Names);
        }
        let siblings = &self.spans[first..self.count];
        let Err(place) = siblings.binary_search_by(|span| span.order(json, name)) else {
            return Err(JsonErrorKind::Duplicate);
        };
        let place = first + place;
        self.spans.copy_within(place..self.count, place + 1);
        self.spans[place] = Span::new(start, name);
        self.count += 1;
        Ok(())
    }
}

/// Where a name stands in the text, and how long it is once decoded: three numbers of 16 bits, in one word because that is
/// how they are written and read.
#[derive(Clone, Copy)]
struct Span(u64);

// Every offset of a name, and so every length, fits 16 bits: a quote stands behind it.
const _: () = assert!(MAX_LEN <= 1 << 16);

impl Span {
    const fn new(start: usize, name: Text<'_>) -> Self {
        let end = start + name.raw_len();
        Self((start as u64) << 32 | (end as u64) << 16 | name.decoded_len() as u64)
    }

    fn order(self, json: &str, name: Text<'_>) -> Ordering {
        let field = |shift: u32| usize::from((self.0 >> shift) as u16);
        let decoded_len = field(0);
        decoded_len.cmp(&name.decoded_len()).then_with(|| {
            let raw = json.get(field(32)..field(16)).unwrap_or_default();
            Text::new(raw, decoded_len).order(name)
        })
    }
}
