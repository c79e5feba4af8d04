use bytes::Bytes;

use crate::{Base, Safety};

/// The cap on the body of an ordinary answer: 8 MiB.
pub const DEFAULT_MAX_BODY: usize = 8 * 1024 * 1024;

/// One exchange with a service: how to ask, and how to read the answer. No I/O.
///
/// The crate's [first page](crate) has one.
pub trait Endpoint {
    /// What the caller gets.
    type Output;
    /// How the answer can disappoint.
    type Error;

    /// The request, for a service at `base`. Pure: the same value makes the same bytes.
    fn request(&self, base: &Base) -> http::Request<Bytes>;

    /// Reads the answer. Pure; total over every status and every body.
    ///
    /// # Errors
    ///
    /// The endpoint's own: the service refused, or its answer makes no sense.
    fn parse(&self, response: http::Response<Bytes>) -> Result<Self::Output, Self::Error>;

    /// What a repeat would do. Decides what [`Retry`](crate::Retry) may do.
    fn safety(&self) -> Safety;

    /// The longest body that [`parse`](Self::parse) should be given, in bytes.
    fn max_body(&self) -> usize {
        DEFAULT_MAX_BODY
    }

    /// The request, ready for a [`Transport`](crate::Transport): with its [`Safety`] in its extensions, unless that is
    /// what its method promises anyway. [`Safety::of`] tells.
    fn prepare(&self, base: &Base) -> http::Request<Bytes> {
        let mut request = self.request(base);
        let safety = self.safety();
        if Safety::of(&request) != safety {
            request.extensions_mut().insert(safety);
        }
        request
    }
}

impl<E: Endpoint + ?Sized> Endpoint for &E {
    type Output = E::Output;
    type Error = E::Error;

    fn request(&self, base: &Base) -> http::Request<Bytes> {
        (**self).request(base)
    }

    fn parse(&self, response: http::Response<Bytes>) -> Result<Self::Output, Self::Error> {
        (**self).parse(response)
    }

    fn safety(&self) -> Safety {
        (**self).safety()
    }

    fn max_body(&self) -> usize {
        (**self).max_body()
    }
}
