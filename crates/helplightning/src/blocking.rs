use core::fmt;

use http_endpoint::{BlockingTransport, read_blocking_response};

use crate::{
    ApiKey, Bearer, BlockingUsers, Call, CallError, ListUsers, Partner, PartnerToken, Service, client::prepare,
};

/// The API over a blocking transport: [`Client`](crate::Client) for threads that may wait.
#[derive(Clone)]
pub struct BlockingClient<T> {
    transport: T,
    service: Service,
    api_key: ApiKey,
}

impl<T: BlockingTransport> BlockingClient<T> {
    /// A client for one application of the service.
    pub fn new(transport: T, service: Service, api_key: ApiKey) -> Self {
        Self {
            transport,
            service,
            api_key,
        }
    }

    /// Sends one call and waits for its answer.
    ///
    /// # Errors
    ///
    /// As [`Client::call`](crate::Client::call).
    pub fn call<C: Call<K>, K: Bearer>(&self, call: &C, token: &K) -> Result<C::Output, CallError> {
        let request = prepare(call, token, &self.service, &self.api_key);
        let response = self.transport.send(request)?;
        let response = read_blocking_response(response, call.max_body())?;
        Ok(call.parse(response)?)
    }

    /// Sends one call as a partner, as [`Client::call_as`](crate::Client::call_as) does.
    ///
    /// # Errors
    ///
    /// As [`Client::call_as`](crate::Client::call_as).
    pub fn call_as<C: Call<PartnerToken>>(&self, partner: &Partner, call: &C) -> Result<C::Output, CallError> {
        let token = partner.token()?;
        let result = self.call(call, &token);
        if !result.as_ref().is_err_and(CallError::is_token_expired) {
            return result;
        }
        partner.forget(&token);
        self.call(call, &partner.token()?)
    }

    /// Walks over all users from `first` on.
    pub fn users<'c>(&'c self, partner: &'c Partner, first: ListUsers) -> BlockingUsers<'c, T> {
        BlockingUsers::new(self, partner, first)
    }
}

impl<T> fmt::Debug for BlockingClient<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingClient")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
