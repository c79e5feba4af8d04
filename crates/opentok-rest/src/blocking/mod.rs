//! The same client for threads that may wait.

mod pages;

use http_endpoint::{BlockingTransport, read_blocking_response};

pub use pages::Pages;

use crate::{
    Call, CallError, Credentials, List,
    setup::{Setup, settings},
    span::CallSpan,
};

/// Sends calls as one project, application or account, while the thread waits. The twin of [`crate::Client`].
#[derive(Clone, Debug)]
pub struct Client<T> {
    transport: T,
    setup: Setup,
}

impl<T: BlockingTransport> Client<T> {
    /// A client of the environment that knows these credentials.
    pub fn new(transport: T, credentials: Credentials) -> Self {
        Self {
            transport,
            setup: Setup::new(credentials),
        }
    }

    /// Sends one call. Every other method is a short wrapper over this one.
    ///
    /// # Errors
    ///
    /// As [`CallError`] says, by variant.
    pub fn call<C: Call>(&self, call: &C) -> Result<C::Output, CallError> {
        let span = CallSpan::new(C::NAME);
        let result = span.inside(|| self.exchange_twice(call, &span));
        result.inspect_err(|error| span.failed(error))
    }

    /// Every item of a list from `first` on, newest first.
    pub fn pages<L: List>(&self, first: L) -> Pages<'_, T, L> {
        Pages::new(self, first)
    }

    /// Twice only if the clock was wrong, and has been corrected.
    fn exchange_twice<C: Call>(&self, call: &C, span: &CallSpan) -> Result<C::Output, CallError> {
        match self.exchange(call, span) {
            Err(CallError::Answer(error)) if self.setup.corrects(&error) => self.exchange(call, span),
            result => result,
        }
    }

    fn exchange<C: Call>(&self, call: &C, span: &CallSpan) -> Result<C::Output, CallError> {
        let request = self.setup.request(call)?;
        let response = self.transport.send(request)?;
        let response = read_blocking_response(response, call.max_body())?;
        span.answered(&response);
        Ok(self.setup.parse(call, response)?)
    }
}

settings!(Client);
