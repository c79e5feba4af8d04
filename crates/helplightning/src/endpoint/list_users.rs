use bytes::Bytes;
use http::{Request, Response};
use http_endpoint::{Base, Endpoint, Safety};

use crate::{AnswerError, Call, EmailAddress, EnterpriseToken, PartnerToken, UserPage, answer};

/// Lists users of the enterprise, a page at a time. [`Users`](crate::Users) walks all pages.
///
/// Wire: [`WIRE.md`, "List users"](crate::wire#list-users).
#[derive(Clone, Eq, PartialEq)]
#[must_use = "an endpoint does nothing until it is sent"]
pub struct ListUsers {
    page: u32,
    page_size: u32,
    max_pages: u32,
    filter: Option<Box<str>>,
    /// Entries on the pages before this one.
    seen: u64,
}

impl ListUsers {
    /// The first page of all users: 50 on a page, 1000 pages at most.
    pub const fn new() -> Self {
        Self {
            page: 1,
            page_size: 50,
            max_pages: 1000,
            filter: None,
            seen: 0,
        }
    }

    /// Begins at another page. The first is 1, and so is 0.
    pub fn page(mut self, page: u32) -> Self {
        self.page = page.max(1);
        self
    }

    /// Asks for this many users on a page. The service may give fewer.
    pub fn page_size(mut self, users: u32) -> Self {
        self.page_size = users.max(1);
        self
    }

    /// Ends the walk over the pages after this one, whatever the service says of further ones.
    pub fn max_pages(mut self, page: u32) -> Self {
        self.max_pages = page;
        self
    }

    /// Only users with this address. The service decides what that means: compare the entries.
    pub fn email(self, address: &EmailAddress) -> Self {
        self.filter(&format!("email={}", address.as_str()))
    }

    /// Only users that this expression of the service lets through, such as `updated_at>2026-01-01T00:00:00Z`.
    ///
    /// Its grammar is not documented. Nothing that a stranger typed belongs into it.
    pub fn filter(mut self, expression: &str) -> Self {
        self.filter = Some(expression.into());
        self
    }

    /// The next page after this one was answered with `page`, if there is one.
    ///
    /// None after an empty page, after as many users as there are said to be, and after the last page that may be asked
    /// for. Users are counted as they come, because the service may put fewer on a page than it was asked to.
    pub fn after(&self, page: &UserPage) -> Option<Self> {
        let seen = self.seen.saturating_add(page.entries.len() as u64);
        let before = u64::from(self.page - 1).saturating_mul(u64::from(self.page_size));
        // A walk that began in the middle has not seen what came before.
        let counted = if self.seen == 0 {
            before.saturating_add(seen)
        } else {
            seen
        };
        let is_all = page.total_entries.is_some_and(|total| counted >= total);
        if page.entries.is_empty() || is_all || self.page >= self.max_pages {
            return None;
        }
        Some(Self {
            page: self.page + 1,
            seen: counted,
            ..self.clone()
        })
    }
}

impl Endpoint for ListUsers {
    type Output = UserPage;
    type Error = AnswerError;

    fn request(&self, base: &Base) -> Request<Bytes> {
        let mut request = base.get(&["v1r1", "enterprise", "users"]);
        if let Some(filter) = &self.filter {
            request = request.query("filter", filter);
        }
        request
            .query("page", &self.page.to_string())
            .query("page_size", &self.page_size.to_string())
            .build()
    }

    fn parse(&self, response: Response<Bytes>) -> Result<UserPage, AnswerError> {
        answer::read(response)
    }

    fn safety(&self) -> Safety {
        Safety::Safe
    }
}

impl Call<PartnerToken> for ListUsers {}
impl Call<EnterpriseToken> for ListUsers {}

impl Default for ListUsers {
    fn default() -> Self {
        Self::new()
    }
}

/// Without the filter, which may hold an address.
impl core::fmt::Debug for ListUsers {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ListUsers")
            .field("page", &self.page)
            .field("page_size", &self.page_size)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(entries: usize, total: Option<u64>) -> UserPage {
        let entries: Vec<_> = (0..entries).map(|id| serde_json::json!({ "id": id })).collect();
        let total = total.map_or(serde_json::Value::Null, Into::into);
        serde_json::from_value(serde_json::json!({ "entries": entries, "total_entries": total })).unwrap()
    }

    /// The pages that are asked for when page `n` has the `n`th number of entries, the last ever after.
    fn walk(first: ListUsers, entries: &[usize], total: Option<u64>) -> u32 {
        let mut next = Some(first);
        let mut asked = 0;
        while let Some(list) = next {
            let count = entries[usize::try_from(asked).unwrap().min(entries.len() - 1)];
            next = list.after(&page(count, total));
            asked += 1;
        }
        asked
    }

    #[test]
    fn the_walk_ends_when_all_have_been_seen() {
        assert_eq!(walk(ListUsers::new(), &[50, 50, 20], Some(120)), 3);
        assert_eq!(walk(ListUsers::new(), &[1], Some(1)), 1);
        assert_eq!(walk(ListUsers::new(), &[0], Some(0)), 1);
    }

    #[test]
    fn a_service_that_gives_less_on_a_page_is_walked_to_the_end() {
        assert_eq!(
            walk(ListUsers::new().page_size(100), &[20, 20, 20, 20, 20], Some(100)),
            5
        );
    }

    #[test]
    fn an_empty_page_ends_it_whatever_the_total_says() {
        assert_eq!(walk(ListUsers::new(), &[50, 0], Some(1000)), 2);
        assert_eq!(walk(ListUsers::new(), &[50, 50, 0], None), 3);
    }

    #[test]
    fn a_total_that_grows_for_ever_ends_at_the_last_page_allowed() {
        assert_eq!(walk(ListUsers::new().max_pages(7), &[1], Some(u64::MAX)), 7);
        assert_eq!(walk(ListUsers::new(), &[1], Some(u64::MAX)), 1000);
    }

    #[test]
    fn a_walk_may_begin_in_the_middle() {
        assert_eq!(walk(ListUsers::new().page(3), &[20], Some(120)), 1);
        assert_eq!(ListUsers::new().page(0), ListUsers::new());
    }

    #[test]
    fn an_address_is_encoded_whole() {
        let address = "bob+site@example.com".parse().unwrap();
        let base = Base::new("https://h/api").unwrap();
        let request = ListUsers::new().email(&address).request(&base);
        assert_eq!(
            request.uri(),
            "https://h/api/v1r1/enterprise/users?filter=email%3Dbob%2Bsite%40example.com&page=1&page_size=50"
        );
    }
}
