//! Lists: what all of them ask for, and how.

use http_endpoint::RequestBuilder;
use opentok_token::SessionId;

use crate::ArgumentError;

/// The part of a list that is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Window {
    /// How many of the newest are left out.
    pub(crate) offset: u64,
    pub(crate) count: Option<u32>,
    /// Only what is of this session, in lists that can be asked so.
    pub(crate) session: Option<SessionId>,
}

impl Window {
    /// What the service gives unless told otherwise.
    pub(crate) const FIRST: Self = Self {
        offset: 0,
        count: None,
        session: None,
    };
    pub(crate) const MAX_COUNT: u32 = 1000;

    pub(crate) fn query(&self, mut request: RequestBuilder) -> RequestBuilder {
        if self.offset > 0 {
            request = request.query("offset", &self.offset.to_string());
        }
        if let Some(count) = self.count {
            request = request.query("count", &count.to_string());
        }
        match &self.session {
            Some(session) => request.query("sessionId", session.as_str()),
            None => request,
        }
    }

    pub(crate) fn check(&self) -> Result<(), ArgumentError> {
        match self.count {
            Some(count) => ArgumentError::check_range("count", count.into(), 0..=Self::MAX_COUNT.into()),
            None => Ok(()),
        }
    }
}

/// Declares the call that lists a family: its type and name, of what items, and which field tells one from others.
macro_rules! list {
    ($(#[$meta:meta])* $name:ident = $call:literal, $family:literal, $item:ident, $id:expr) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct $name {
            window: $crate::endpoint::list::Window,
        }

        impl $name {
            /// The most on one page.
            pub const MAX_COUNT: u32 = $crate::endpoint::list::Window::MAX_COUNT;

            /// The newest ones, as many as the service gives at once: 50.
            pub const fn new() -> Self {
                Self { window: $crate::endpoint::list::Window::FIRST }
            }

            /// Leaves out this many of the newest. Default: none.
            pub const fn offset(mut self, offset: u64) -> Self {
                self.window.offset = offset;
                self
            }

            /// How many at most, up to [`MAX_COUNT`](Self::MAX_COUNT). Default of the service: 50.
            pub const fn count(mut self, count: u32) -> Self {
                self.window.count = Some(count);
                self
            }
        }

        impl http_endpoint::Endpoint for $name {
            type Output = $crate::Page<$item>;
            type Error = $crate::AnswerError;

            fn request(&self, base: &http_endpoint::Base) -> http::Request<bytes::Bytes> {
                self.window.query($crate::endpoint::ask::ask::<Self>(base, &[$family])).build()
            }

            fn parse(&self, response: http::Response<bytes::Bytes>) -> Result<Self::Output, Self::Error> {
                $crate::endpoint::answer::json::<Self, _>(&response)
            }

            fn safety(&self) -> http_endpoint::Safety {
                <Self as $crate::Call>::SAFETY
            }
        }

        impl $crate::Call for $name {
            const NAME: &'static str = $call;
            const METHOD: http::Method = http::Method::GET;
            const PATH: &'static str = concat!("/v2/project/{project}/", $family);
            const SCOPE: $crate::Scope = $crate::Scope::Project;
            const SAFETY: http_endpoint::Safety = http_endpoint::Safety::Safe;
            const ENVIRONMENTS: $crate::Environments = $crate::Environments::Both;

            fn check(&self) -> Result<(), $crate::ArgumentError> {
                self.window.check()
            }
        }

        impl $crate::List for $name {
            type Item = $item;

            fn at(&self, offset: u64) -> Self {
                Self::offset(*self, offset)
            }

            fn offset(&self) -> u64 {
                self.window.offset
            }

            fn id(item: &$item) -> &str {
                let id: fn(&$item) -> &str = $id;
                id(item)
            }
        }
    };
}

pub(crate) use list;
