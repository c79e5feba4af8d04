mod account;
mod archives;
mod broadcasts;
mod calling;
mod captions;
mod legacy;
mod methods;
mod renders;
mod sessions;

use http_endpoint::{Base, ParseBaseError, Transport, read_response};

use crate::{
    Call, CallError, Clock, Credentials, List, Pages, Site, TokenIds, UserAgent, setup::Setup, span::CallSpan,
};

/// Sends calls as one project, application or account, by a transport of the caller's.
///
/// Cheap to share by reference; a clone shares the transport if the transport's clones do. Retries, deadlines and recordings
/// are transports of `http_endpoint` to wrap that one with.
#[doc(alias = "OpenTok")]
#[doc(alias = "OpenTokSDK")]
#[derive(Clone, Debug)]
pub struct Client<T> {
    transport: T,
    setup: Setup,
}

impl<T: Transport> Client<T> {
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
    pub async fn call<C: Call>(&self, call: &C) -> Result<C::Output, CallError> {
        let span = CallSpan::new(C::NAME);
        let result = span.around(self.exchange_twice(call, &span)).await;
        result.inspect_err(|error| span.failed(error))
    }

    /// Every item of a list from `first` on, newest first.
    pub fn pages<L: List>(&self, first: L) -> Pages<'_, T, L> {
        Pages::new(self, first)
    }

    /// Twice only if the clock was wrong, and has been corrected.
    async fn exchange_twice<C: Call>(&self, call: &C, span: &CallSpan) -> Result<C::Output, CallError> {
        match self.exchange(call, span).await {
            // Boxed: it is rare, and would double the room that every call takes.
            Err(CallError::Answer(error)) if self.setup.corrects(&error) => Box::pin(self.exchange(call, span)).await,
            result => result,
        }
    }

    async fn exchange<C: Call>(&self, call: &C, span: &CallSpan) -> Result<C::Output, CallError> {
        let request = self.setup.request(call)?;
        let response = self.transport.send(request).await?;
        let response = read_response(response, call.max_body()).await?;
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

    /// Whether to go by the service's clock once it has refused a token that explains itself by a wrong clock, and to send
    /// that call once more. Off unless set.
    #[must_use]
    pub fn correct_clock(mut self, on: bool) -> Self {
        self.setup.set_correction(on);
        self
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
