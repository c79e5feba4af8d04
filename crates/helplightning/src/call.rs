use http_endpoint::Endpoint;

use crate::{AnswerError, Bearer};

/// A call of the API that tokens of the kind `K` authorize.
///
/// ```compile_fail
/// # use helplightning::{Client, CreateSession, PartnerToken};
/// # async fn run(client: Client<http_endpoint::AnyTransport>, call: CreateSession, partner: PartnerToken) {
/// client.call(&call, &partner).await; // a session is created by a user, not by a partner
/// # }
/// ```
pub trait Call<K: Bearer>: Endpoint<Error = AnswerError> {}
