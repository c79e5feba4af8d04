//! Requests that ask for JSON: without `Accept` the service words its errors in XML.

use http::{HeaderValue, Method, header};
use http_endpoint::{Base, RequestBuilder};

/// A request of `C`'s method to the resource below `base`.
pub(crate) fn ask<C: crate::Call>(base: &Base, segments: &[&str]) -> RequestBuilder {
    let method: Method = C::METHOD;
    base.request(method, segments).header(header::ACCEPT, JSON)
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");
