use alloc::collections::VecDeque;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};
use std::hash::{BuildHasher, RandomState};

use futures_core::Stream;
use http_endpoint::Transport;

use super::{List, Page};
use crate::{CallError, Client};

/// The items of a list, one by one; asks for a page only when polled past the last item. From [`Client::pages`].
///
/// The list is counted from its newest item, so that items move to later pages while new ones come in front. An item that
/// was among the last [`MEMORY`](Self::MEMORY) is not given again. One that moves forward because others before it are
/// deleted can be missed. After an error, and after [`MAX_BARREN`](Self::MAX_BARREN) pages in a row without a new item, the
/// stream ends.
pub struct Pages<'a, T, L: List> {
    client: &'a Client<T>,
    pager: Pager<L>,
    items: alloc::vec::IntoIter<L::Item>,
    pending: Option<Pending<'a, L::Item>>,
}

type Pending<'a, I> = Pin<Box<dyn Future<Output = Result<Page<I>, CallError>> + Send + 'a>>;

impl<'a, T, L: List> Pages<'a, T, L> {
    /// How many items are remembered, so as not to be given twice.
    pub const MEMORY: usize = Pager::<L>::MEMORY;
    /// How many pages in a row may bring nothing new.
    pub const MAX_BARREN: u32 = Pager::<L>::MAX_BARREN;

    pub(crate) fn new(client: &'a Client<T>, first: L) -> Self {
        Self {
            client,
            pager: Pager::new(first),
            items: Vec::new().into_iter(),
            pending: None,
        }
    }
}

impl<'a, T: Transport, L> Stream for Pages<'a, T, L>
where
    L: List + Clone + Send + Sync + Unpin + 'a,
    L::Item: Send + Unpin + 'a,
{
    type Item = Result<L::Item, CallError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let pending = match &mut this.pending {
                Some(pending) => pending,
                None => {
                    let Some(list) = this.pager.next().cloned() else {
                        return Poll::Ready(None);
                    };
                    let client = this.client;
                    this.pending.insert(Box::pin(async move { client.call(&list).await }))
                }
            };
            let result = ready!(pending.as_mut().poll(cx));
            this.pending = None;
            match result {
                Ok(page) => this.items = this.pager.take(page).into_iter(),
                Err(error) => {
                    this.pager.end();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

impl<T, L: List> fmt::Debug for Pages<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("ended", &self.pager.next().is_none())
            .finish_non_exhaustive()
    }
}

/// Which page is next, and which items have been given. No I/O.
pub(crate) struct Pager<L> {
    next: Option<L>,
    hasher: RandomState,
    given: VecDeque<u64>,
    barren: u32,
}

impl<L: List> Pager<L> {
    const MEMORY: usize = 4096;
    const MAX_BARREN: u32 = 16;

    pub(crate) fn new(first: L) -> Self {
        Self {
            next: Some(first),
            hasher: RandomState::new(),
            given: VecDeque::new(),
            barren: 0,
        }
    }

    /// The call to make.
    pub(crate) const fn next(&self) -> Option<&L> {
        self.next.as_ref()
    }

    /// The items of its answer that have not been given yet.
    pub(crate) fn take(&mut self, page: Page<L::Item>) -> Vec<L::Item> {
        self.next = self.next.as_ref().and_then(|list| list.after(&page));
        let mut items = page.items;
        items.retain(|item| self.is_new(L::id(item)));
        self.barren = if items.is_empty() { self.barren + 1 } else { 0 };
        if self.barren >= Self::MAX_BARREN {
            self.end();
        }
        items
    }

    pub(crate) fn end(&mut self) {
        self.next = None;
    }

    fn is_new(&mut self, id: &str) -> bool {
        let hash = self.hasher.hash_one(id);
        if self.given.contains(&hash) {
            return false;
        }
        if self.given.len() == Self::MEMORY {
            self.given.pop_front();
        }
        self.given.push_back(hash);
        true
    }
}
