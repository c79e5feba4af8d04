use core::num::NonZeroU32;

use http::Method;

/// What a second delivery of the same request would do, which decides who may repeat it.
///
/// [`Endpoint::prepare`](crate::Endpoint::prepare) puts it into the extensions of a request whose method promises
/// something else, and [`Retry`](crate::Retry) finds it [there](Self::of).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Safety {
    /// It changes nothing: ask as often as you like.
    Safe,
    /// It changes something, but twice is the same as once.
    Idempotent,
    /// Twice is not the same as once. Repeated only if the service saw nothing of it.
    Once,
}

impl Safety {
    /// The class of a request: the one in its extensions, else what its method promises.
    pub fn of<B>(request: &http::Request<B>) -> Self {
        match request.extensions().get() {
            Some(safety) => *safety,
            None => Self::of_method(request.method()),
        }
    }

    /// What RFC 9110 promises of a method: everything it does not know is [`Once`](Self::Once).
    pub fn of_method(method: &Method) -> Self {
        match *method {
            Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE => Self::Safe,
            Method::PUT | Method::DELETE => Self::Idempotent,
            _ => Self::Once,
        }
    }
}

/// The number of the attempt, from one on.
///
/// [`Retry`](crate::Retry) leaves it in the extensions of each request it passes on and of the answer it hands back.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Attempt(NonZeroU32);

impl Attempt {
    /// The first one.
    pub const FIRST: Self = Self(NonZeroU32::MIN);

    /// One is the first.
    pub const fn number(self) -> u32 {
        self.0.get()
    }

    pub(crate) const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}
