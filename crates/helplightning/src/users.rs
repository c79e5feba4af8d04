use alloc::vec;
use core::fmt;

use http_endpoint::{BlockingTransport, Transport};

use crate::{BlockingClient, CallError, Client, ListUsers, Partner, User, UserPage};

/// All users, page after page: [`Client::users`] makes one.
///
/// ```
/// # use helplightning::{CallError, Client, ListUsers, Partner};
/// # async fn run(client: Client<http_endpoint::AnyTransport>, partner: Partner) -> Result<(), CallError> {
/// let mut users = client.users(&partner, ListUsers::new());
/// while let Some(user) = users.next().await? {
///     println!("{}", user.id);
/// }
/// # Ok(())
/// # }
/// ```
pub struct Users<'c, T> {
    client: &'c Client<T>,
    partner: &'c Partner,
    walk: Walk,
}

/// All users, page after page, while the thread waits: [`BlockingClient::users`] makes one. Ends after an error.
pub struct BlockingUsers<'c, T> {
    client: &'c BlockingClient<T>,
    partner: &'c Partner,
    walk: Walk,
}

/// Where a walk has come to.
struct Walk {
    page: vec::IntoIter<User>,
    next: Option<ListUsers>,
}

impl Walk {
    fn new(first: ListUsers) -> Self {
        Self {
            page: Vec::new().into_iter(),
            next: Some(first),
        }
    }

    fn turn(&mut self, list: &ListUsers, page: UserPage) {
        self.next = list.after(&page);
        self.page = page.entries.into_iter();
    }
}

impl<'c, T: Transport> Users<'c, T> {
    pub(crate) fn new(client: &'c Client<T>, partner: &'c Partner, first: ListUsers) -> Self {
        Self {
            client,
            partner,
            walk: Walk::new(first),
        }
    }

    /// The next user, `None` after the last. After an error, the same page is asked for again.
    ///
    /// # Errors
    ///
    /// As [`Client::call_as`].
    pub async fn next(&mut self) -> Result<Option<User>, CallError> {
        loop {
            if let Some(user) = self.walk.page.next() {
                return Ok(Some(user));
            }
            let Some(list) = self.walk.next.clone() else {
                return Ok(None);
            };
            let page = self.client.call_as(self.partner, &list).await?;
            self.walk.turn(&list, page);
        }
    }
}

impl<'c, T: BlockingTransport> BlockingUsers<'c, T> {
    pub(crate) fn new(client: &'c BlockingClient<T>, partner: &'c Partner, first: ListUsers) -> Self {
        Self {
            client,
            partner,
            walk: Walk::new(first),
        }
    }
}

impl<T: BlockingTransport> Iterator for BlockingUsers<'_, T> {
    type Item = Result<User, CallError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(user) = self.walk.page.next() {
                return Some(Ok(user));
            }
            let list = self.walk.next.take()?;
            match self.client.call_as(self.partner, &list) {
                Ok(page) => self.walk.turn(&list, page),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<T> fmt::Debug for Users<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Users")
            .field("next", &self.walk.next)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for BlockingUsers<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingUsers")
            .field("next", &self.walk.next)
            .finish_non_exhaustive()
    }
}
