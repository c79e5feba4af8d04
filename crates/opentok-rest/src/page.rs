//! Long lists, page by page.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{Call, json::lenient};

mod pages;

pub use pages::Pages;

/// One page of a list, newest first.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(bound(deserialize = "T: DeserializeOwned"))]
#[non_exhaustive]
pub struct Page<T> {
    /// How many items there are, or how many are on this page: the service has been seen to say either.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub count: Option<u64>,
    /// The items. Those that cannot be understood are left out of the list.
    #[serde(default = "Vec::new", deserialize_with = "lenient::list")]
    pub items: Vec<T>,
}

/// A call that asks for one page of a list.
pub trait List: Call<Output = Page<Self::Item>> + Sized {
    /// What the list is of.
    type Item;

    /// The call for the page that begins at `offset`.
    fn at(&self, offset: u64) -> Self;

    /// Where this page begins.
    fn offset(&self) -> u64;

    /// What tells an item from others.
    fn id(item: &Self::Item) -> &str;

    /// The call for what comes after `page`: `None` behind an empty one.
    ///
    /// Neither a short page nor the count ends the list, because the service may shorten the one and means two things by
    /// the other.
    fn after(&self, page: &Page<Self::Item>) -> Option<Self> {
        let len = u64::try_from(page.items.len()).unwrap_or(u64::MAX);
        (len > 0).then(|| self.at(self.offset().saturating_add(len)))
    }
}
