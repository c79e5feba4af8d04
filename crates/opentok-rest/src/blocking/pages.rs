use core::{fmt, iter::FusedIterator};

use http_endpoint::BlockingTransport;

use super::Client;
use crate::{CallError, List, page::Pager};

/// The items of a list, one by one, while the thread waits. From [`Client::pages`]; the twin of [`crate::Pages`].
///
/// It asks for a page only when the items before it have been taken, gives no item twice, and ends after an error.
pub struct Pages<'a, T, L: List> {
    client: &'a Client<T>,
    pager: Pager<L>,
    items: alloc::vec::IntoIter<L::Item>,
}

impl<'a, T, L: List> Pages<'a, T, L> {
    pub(super) fn new(client: &'a Client<T>, first: L) -> Self {
        Self {
            client,
            pager: Pager::new(first),
            items: Vec::new().into_iter(),
        }
    }
}

impl<T: BlockingTransport, L: List> Iterator for Pages<'_, T, L> {
    type Item = Result<L::Item, CallError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match self.client.call(self.pager.next()?) {
                Ok(page) => self.items = self.pager.take(page).into_iter(),
                Err(error) => {
                    self.pager.end();
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<T: BlockingTransport, L: List> FusedIterator for Pages<'_, T, L> {}

impl<T, L: List> fmt::Debug for Pages<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("ended", &self.pager.next().is_none())
            .finish_non_exhaustive()
    }
}
