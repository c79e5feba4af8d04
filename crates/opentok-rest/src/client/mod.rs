mod account;
mod archives;
mod broadcasts;
mod calling;
mod captions;
mod legacy;
mod methods;
mod renders;
mod sessions;

use http_endpoint::{Transport, read_response};

use crate::{
    Call, CallError, Credentials, List, Pages,
    setup::{Setup, settings},
    span::CallSpan,
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
    pub fn call<C: Call>(&self, call: &C) -> impl Future<Output = Result<C::Output, CallError>> {
        // Boxed: who waits for a call moves it about, and all that it takes would be copied each time.
        Box::pin(CallSpan::around(C::NAME, |span| self.exchange(call, span)))
    }

    /// Every item of a list from `first` on, newest first.
    pub fn pages<L: List>(&self, first: L) -> Pages<'_, T, L> {
        Pages::new(self, first)
    }

    /// Twice only if the clock was wrong, and has been corrected.
    async fn exchange<C: Call>(&self, call: &C, span: CallSpan) -> Result<C::Output, CallError> {
        let mut is_corrected = false;
        loop {
            let request = self.setup.request(call)?;
            let response = self.transport.send(request).await?;
            let response = read_response(response, call.max_body()).await?;
            span.answered(&response);
            let result = self.setup.parse(call, response);
            is_corrected = !is_corrected && result.as_ref().is_err_and(|error| self.setup.corrects(error));
            if !is_corrected {
                return result.map_err(CallError::Answer);
            }
        }
    }
}

settings!(Client);
