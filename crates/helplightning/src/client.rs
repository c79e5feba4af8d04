use core::fmt;

use bytes::Bytes;
use http_endpoint::{Transport, read_response};

use crate::{ApiKey, Bearer, Call, CallError, ListUsers, Partner, PartnerToken, Service, Users, authorize};

/// The API over a transport. [`BlockingClient`](crate::BlockingClient) is its twin for threads that may wait.
///
/// It neither retries nor bounds time: a [`Retry`](http_endpoint::Retry) and a [`Deadline`](http_endpoint::Deadline)
/// around the transport do.
#[derive(Clone)]
pub struct Client<T> {
    transport: T,
    service: Service,
    api_key: ApiKey,
}

impl<T: Transport> Client<T> {
    /// A client for one application of the service.
    pub fn new(transport: T, service: Service, api_key: ApiKey) -> Self {
        Self {
            transport,
            service,
            api_key,
        }
    }

    /// Sends one call. Every other method is a short wrapper over this one.
    ///
    /// # Errors
    ///
    /// [`CallError::Transport`] if there was no answer, [`CallError::Answer`] if it is a refusal or cannot be read.
    pub async fn call<C: Call<K>, K: Bearer>(&self, call: &C, token: &K) -> Result<C::Output, CallError> {
        let request = prepare(call, token, &self.service, &self.api_key);
        let response = self.transport.send(request).await?;
        let response = read_response(response, call.max_body()).await?;
        Ok(call.parse(response)?)
    }

    /// Sends one call as a partner. If the service calls the token expired, it is repeated once with a new one: the
    /// service has refused the first, so that nothing happens twice.
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call); [`CallError::Sign`] if the partner's key fails.
    pub async fn call_as<C: Call<PartnerToken>>(&self, partner: &Partner, call: &C) -> Result<C::Output, CallError> {
        let token = partner.token()?;
        let result = self.call(call, &token).await;
        if !result.as_ref().is_err_and(CallError::is_token_expired) {
            return result;
        }
        partner.forget(&token);
        self.call(call, &partner.token()?).await
    }

    /// Walks over all users from `first` on.
    pub fn users<'c>(&'c self, partner: &'c Partner, first: ListUsers) -> Users<'c, T> {
        Users::new(self, partner, first)
    }
}

/// The request for a call, ready to be sent.
pub(crate) fn prepare<C: Call<K>, K: Bearer>(
    call: &C,
    token: &K,
    service: &Service,
    api_key: &ApiKey,
) -> http::Request<Bytes> {
    let mut request = call.prepare(service.base());
    authorize(&mut request, api_key, token);
    request
}

impl<T> fmt::Debug for Client<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
