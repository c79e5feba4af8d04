//! The same client for threads that may wait.

mod pages;

use http_endpoint::{Base, BlockingTransport, ParseBaseError, read_blocking_response};
use opentok_token::UnixSeconds;

pub use pages::Pages;

use crate::{Call, CallError, Clock, Credentials, List, Site, TokenIds, UserAgent, setup::Setup, span::CallSpan};

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

impl<T> Client<T> {
    /// Sends everything to another base: an emulator, a proxy.
    ///
    /// # Errors
    ///
    /// [`ParseBaseError::TooLong`] if there is no room for the project's path.
    pub fn base(mut self, base: Base) -> Result<Self, ParseBaseError> {
        self.setup.set_base(base)?;
        Ok(self)
    }

    /// Sends each scope where this site says.
    #[must_use]
    pub fn site(mut self, site: Site) -> Self {
        self.setup.site = site;
        self
    }

    /// Takes the time from another clock than the system's.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.setup.clock = clock;
        self
    }

    /// Takes the names of tokens from elsewhere than [`TokenIds::random`].
    #[must_use]
    pub fn token_ids(mut self, token_ids: TokenIds) -> Self {
        self.setup.token_ids = token_ids;
        self
    }

    /// Calls itself something else.
    #[must_use]
    pub fn user_agent(mut self, user_agent: UserAgent) -> Self {
        self.setup.user_agent = user_agent;
        self
    }

    /// As [`crate::Client::correct_clock`].
    #[must_use]
    pub fn correct_clock(mut self, on: bool) -> Self {
        self.setup.set_correction(on);
        self
    }

    /// The same client with other credentials: the same transport, site, clock and name.
    #[must_use]
    pub fn acting_as(&self, credentials: impl Into<Credentials>) -> Client<&T> {
        let mut setup = self.setup.clone();
        setup.credentials = credentials.into();
        Client {
            transport: &self.transport,
            setup,
        }
    }

    /// The time by this client's clock, which [`correct_clock`](Self::correct_clock) may have corrected.
    pub fn now(&self) -> UnixSeconds {
        self.setup.now()
    }

    /// Who is asking.
    pub const fn credentials(&self) -> &Credentials {
        &self.setup.credentials
    }

    /// What carries the calls.
    pub const fn transport(&self) -> &T {
        &self.transport
    }
}
