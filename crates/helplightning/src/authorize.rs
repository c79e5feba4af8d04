use http::{HeaderName, HeaderValue, Request, header};

use crate::{ApiKey, Bearer};

/// The name of the header that every call has.
const API_KEY: HeaderName = HeaderName::from_static("x-helplightning-api-key");

/// Puts key and token into a request that an endpoint made.
///
/// For those who carry requests themselves; the clients do it for everybody else. The token goes without a scheme word,
/// as the service wants it; both values are marked as sensitive. The service is told JSON even where there is no body.
///
/// Wire: [`WIRE.md`, "Headers"](crate::wire#headers).
pub fn authorize<B>(request: &mut Request<B>, api_key: &ApiKey, token: &impl Bearer) {
    let headers = request.headers_mut();
    headers.insert(API_KEY, api_key.header());
    headers
        .entry(header::CONTENT_TYPE)
        .or_insert(HeaderValue::from_static("application/json"));
    headers
        .entry(header::ACCEPT)
        .or_insert(HeaderValue::from_static("application/json"));
    match token.header() {
        Some(value) => headers.insert(header::AUTHORIZATION, value),
        None => headers.remove(header::AUTHORIZATION),
    };
}
