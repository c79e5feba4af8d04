use http::HeaderValue;

/// A token that authorizes calls, or [`NoToken`]. Which calls, [`Call`](crate::Call) says.
pub trait Bearer: Send + Sync {
    /// The value of the `Authorization` header, marked as sensitive; `None` if there shall be none.
    fn header(&self) -> Option<HeaderValue>;
}

/// Authorizes the calls that need no token: to log in.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct NoToken;

impl NoToken {
    /// No token.
    pub const fn new() -> Self {
        Self
    }
}

impl Bearer for NoToken {
    fn header(&self) -> Option<HeaderValue> {
        None
    }
}
