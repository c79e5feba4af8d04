use alloc::sync::Arc;
use core::sync::atomic::{AtomicI64, Ordering};

use bytes::Bytes;
use http::header;
use http_endpoint::{Base, BuildRequestError, ParseBaseError};
use opentok_token::UnixSeconds;

use crate::{AnswerError, Call, CallError, Clock, Credentials, Site, TokenIds, UserAgent};

/// What both clients know: who asks, where, when, and under which name. It sends nothing.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    pub(crate) credentials: Credentials,
    pub(crate) site: Site,
    pub(crate) clock: Clock,
    pub(crate) token_ids: TokenIds,
    pub(crate) user_agent: UserAgent,
    /// What to add to the clock, in seconds, as learnt from the service. Clones share it.
    correction: Option<Arc<AtomicI64>>,
}

impl Setup {
    pub(crate) fn new(credentials: Credentials) -> Self {
        Self {
            site: credentials.site(),
            credentials,
            clock: Clock::system(),
            token_ids: TokenIds::random(),
            user_agent: UserAgent::new(),
            correction: None,
        }
    }

    pub(crate) fn set_base(&mut self, base: Base) -> Result<(), ParseBaseError> {
        self.site = Site::new(base, self.credentials.owner().unwrap_or("-"))?;
        Ok(())
    }

    pub(crate) fn set_correction(&mut self, on: bool) {
        self.correction = on.then(Arc::default);
    }

    /// The request, ready to be sent.
    pub(crate) fn request<C: Call>(&self, call: &C) -> Result<http::Request<Bytes>, CallError> {
        call.check()?;
        let mut request = call.prepare(self.site.base(C::SCOPE));
        if let Some(flaw) = BuildRequestError::of(&request) {
            return Err(flaw.into());
        }
        let id = self.token_ids.next();
        self.credentials.authorize(&mut request, C::SCOPE, self.now(), id)?;
        request
            .headers_mut()
            .insert(header::USER_AGENT, self.user_agent.header());
        Ok(request)
    }

    /// What the answer says; a refusal of credentials comes with the skew of the clock.
    pub(crate) fn parse<C: Call>(&self, call: &C, response: http::Response<Bytes>) -> Result<C::Output, AnswerError> {
        // Changed in place, for an output may be large to move.
        let mut result = call.parse(response);
        if let Err(AnswerError::Refused(refusal)) = &mut result
            && let Some(diagnosis) = &mut refusal.diagnosis
        {
            diagnosis.measure(self.now());
        }
        result
    }

    /// Corrects the clock if that is wanted and explains the refusal; then the same call is worth sending once more. The
    /// service has not acted on it.
    pub(crate) fn corrects(&self, error: &AnswerError) -> bool {
        let Some(correction) = &self.correction else {
            return false;
        };
        let diagnosis = error.refusal().and_then(|refusal| refusal.diagnosis.as_ref());
        let Some(diagnosis) = diagnosis.filter(|diagnosis| diagnosis.is_clock()) else {
            return false;
        };
        let Some(answered) = diagnosis.answered_at else {
            return false;
        };
        let ahead = i128::from(self.clock.now().get()) - i128::from(answered.get());
        correction.store(i64::try_from(-ahead).unwrap_or(0), Ordering::Relaxed);
        true
    }

    pub(crate) fn now(&self) -> UnixSeconds {
        let now = self.clock.now();
        match self.correction.as_ref().map(|seconds| seconds.load(Ordering::Relaxed)) {
            None | Some(0) => now,
            Some(ahead @ 1..) => now.plus(ahead.unsigned_abs()),
            Some(behind) => now.minus(behind.unsigned_abs()),
        }
    }
}

/// Declares how a client is set up, once for the one that is awaited and for the one that waits.
macro_rules! settings {
    ($client:ident) => {
        impl<T> $client<T> {
            /// Sends everything to another base: an emulator, a proxy.
            ///
            /// # Errors
            ///
            /// [`ParseBaseError::TooLong`](http_endpoint::ParseBaseError::TooLong) if there is no room for the project's path.
            pub fn base(mut self, base: http_endpoint::Base) -> Result<Self, http_endpoint::ParseBaseError> {
                self.setup.set_base(base)?;
                Ok(self)
            }

            /// Sends each scope where this site says.
            #[must_use]
            pub fn site(mut self, site: $crate::Site) -> Self {
                self.setup.site = site;
                self
            }

            /// Takes the time from another clock than the system's.
            #[must_use]
            pub fn clock(mut self, clock: $crate::Clock) -> Self {
                self.setup.clock = clock;
                self
            }

            /// Takes the names of tokens from elsewhere than [`TokenIds::random`](crate::TokenIds::random).
            #[must_use]
            pub fn token_ids(mut self, token_ids: $crate::TokenIds) -> Self {
                self.setup.token_ids = token_ids;
                self
            }

            /// Calls itself something else.
            #[must_use]
            pub fn user_agent(mut self, user_agent: $crate::UserAgent) -> Self {
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

            /// The same client with other credentials: the same transport, site, clock and name.
            #[must_use]
            pub fn acting_as(&self, credentials: impl Into<$crate::Credentials>) -> $client<&T> {
                let mut setup = self.setup.clone();
                setup.credentials = credentials.into();
                $client {
                    transport: &self.transport,
                    setup,
                }
            }

            /// The time by this client's clock, which [`correct_clock`](Self::correct_clock) may have corrected.
            pub fn now(&self) -> opentok_token::UnixSeconds {
                self.setup.now()
            }

            /// Who is asking.
            pub const fn credentials(&self) -> &$crate::Credentials {
                &self.setup.credentials
            }

            /// What carries the calls.
            pub const fn transport(&self) -> &T {
                &self.transport
            }
        }
    };
}

pub(crate) use settings;
