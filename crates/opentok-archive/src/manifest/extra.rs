use alloc::collections::{BTreeMap, btree_map};

use serde::{Serialize, Serializer};

/// Attributes that this crate does not know, by name.
///
/// Hardly any element has some, so that none costs but a word.
///
/// ```
/// use opentok_archive::manifest::Extra;
///
/// let mut extra = Extra::default();
/// extra.insert("codec", "vp6");
/// assert_eq!(extra.get("codec"), Some("vp6"));
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(
    clippy::box_collection,
    reason = "one word instead of three in each of many thousand elements"
)]
pub struct Extra(Option<Box<BTreeMap<String, String>>>);

impl Extra {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.as_ref()?.get(name).map(String::as_str)
    }

    /// Sets an attribute, and gives the value it had.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<String>) -> Option<String> {
        self.0.get_or_insert_default().insert(name.into(), value.into())
    }

    /// Takes an attribute out.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        let removed = self.0.as_mut()?.remove(name);
        // So that values are equal when their attributes are.
        self.0.take_if(|attributes| attributes.is_empty());
        removed
    }

    /// Names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self.0.iter().flat_map(|attributes| attributes.iter());
        attributes.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// How many attributes there are.
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |attributes| attributes.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Extra {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(attributes: I) -> Self {
        let mut extra = Self::default();
        for (name, value) in attributes {
            extra.insert(name, value);
        }
        extra
    }
}

impl IntoIterator for Extra {
    type Item = (String, String);
    type IntoIter = btree_map::IntoIter<String, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.map_or_else(BTreeMap::new, |attributes| *attributes).into_iter()
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_and_taken_out_leaves_nothing() {
        let mut extra: Extra = [("b", "2"), ("a", "1")].into_iter().collect();
        assert_eq!(extra.iter().collect::<Vec<_>>(), [("a", "1"), ("b", "2")]);
        assert_eq!(extra.insert("a", "3").as_deref(), Some("1"));
        assert_eq!((extra.remove("b").as_deref(), extra.len()), (Some("2"), 1));
        assert_eq!(extra.remove("b"), None);
        assert_eq!(extra.remove("a").as_deref(), Some("3"));
        assert_eq!((extra.is_empty(), extra), (true, Extra::default()));
    }
}
