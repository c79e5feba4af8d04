//! Long lists, page by page.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{Call, json::lenient};

mod pages;

pub(crate) use pages::Pager;
pub use pages::Pages;

/// One page of a list, newest first.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(bound(deserialize = "T: DeserializeOwned"), from = "Raw")]
#[non_exhaustive]
pub struct Page<T> {
    /// How many items there are, or how many are on this page: the service has been seen to say either.
    pub count: Option<u64>,
    /// The items that can be understood.
    pub items: Vec<T>,
    /// How many items cannot be understood and are left out.
    #[serde(skip_serializing)]
    pub left_out: usize,
}

#[derive(Deserialize)]
struct Raw {
    #[serde(default, deserialize_with = "lenient::whole")]
    count: Option<u64>,
    #[serde(default, deserialize_with = "lenient::list")]
    items: Vec<Value>,
}

impl<T: DeserializeOwned> From<Raw> for Page<T> {
    fn from(raw: Raw) -> Self {
        let len = raw.items.len();
        let items = raw.items.into_iter();
        let items: Vec<T> = items.filter_map(|item| serde_json::from_value(item).ok()).collect();
        Self {
            count: raw.count,
            left_out: len - items.len(),
            items,
        }
    }
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
        let len = page.items.len().saturating_add(page.left_out);
        let len = u64::try_from(len).unwrap_or(u64::MAX);
        (len > 0).then(|| self.at(self.offset().saturating_add(len)))
    }
}
