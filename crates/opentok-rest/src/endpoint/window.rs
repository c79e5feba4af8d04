use http_endpoint::RequestBuilder;

use crate::ArgumentError;

/// The part of a list that is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Window {
    /// How many of the newest are left out.
    pub(crate) offset: u64,
    pub(crate) count: Option<u32>,
}

impl Window {
    /// What the service gives unless told otherwise.
    pub(crate) const FIRST: Self = Self { offset: 0, count: None };
    pub(crate) const MAX_COUNT: u32 = 1000;

    pub(crate) fn query(self, mut request: RequestBuilder) -> RequestBuilder {
        if self.offset > 0 {
            request = request.query("offset", &self.offset.to_string());
        }
        match self.count {
            Some(count) => request.query("count", &count.to_string()),
            None => request,
        }
    }

    pub(crate) fn check(self) -> Result<(), ArgumentError> {
        match self.count {
            Some(count) => ArgumentError::check_range("count", count.into(), 0..=Self::MAX_COUNT.into()),
            None => Ok(()),
        }
    }
}
