//! What anybody may send to the Help Lightning server.

use http::{HeaderMap, HeaderValue, header};
use opentok_servers::help_lightning::{Held, Pin, request};
use opentok_servers::http::ApiError;
use opentok_servers::store::StoreLocation;

/// `hl_requests`: four lines: query, `Authorization`, `Content-Type`, and the rest is the body. Whatever it is, it is read
/// or refused by a 4xx; what is read keeps the promises that filters, paths and headers rest on; and refusals are
/// short.
pub fn run(data: &[u8]) {
    let mut parts = data.splitn(4, |byte| *byte == b'\n');
    let mut part = || parts.next().unwrap_or_default();
    let (query, authorization, content_type, body) = (part(), part(), part(), part());
    let query = core::str::from_utf8(query).ok();
    let mut headers = HeaderMap::new();
    for (name, value) in [
        (header::AUTHORIZATION, authorization),
        (header::CONTENT_TYPE, content_type),
    ] {
        if let (Ok(value), false) = (HeaderValue::from_bytes(value), value.is_empty()) {
            headers.insert(name, value);
        }
    }

    for address in [request::auth(query), request::create_body(body)] {
        if let Some(address) = accepted(address) {
            let text = address.as_str();
            assert!(text.matches('@').count() == 1 && text.chars().count() <= 254);
            let is_harmless = |character: char| !character.is_whitespace() && !"\"',<>=()&|;\\".contains(character);
            assert!(text.chars().all(is_harmless), "{text:?}");
            assert!(address.is_same_as(&text.to_uppercase()) || !text.is_ascii());
        }
    }
    if let Some((caller, pin)) = accepted(request::join(query, &headers)) {
        check_token(caller.expose());
        assert!((4..=10).contains(&pin.as_str().len()) && pin.as_str().bytes().all(|byte| byte.is_ascii_digit()));
        assert_eq!(pin.as_str().parse::<Pin>(), Ok(pin));
    }
    if let Some(caller) = accepted(request::create_head(&headers)) {
        check_token(caller.expose());
        // Only has to return.
        let _ = caller.user_id();
    }

    if let Some(held) = Held::from_json(body) {
        assert_eq!(Held::from_json(held.to_json().as_bytes()), Some(held));
    }
    if let Some(location) = query.and_then(|text| text.parse::<StoreLocation>().ok()) {
        let _ = location.to_string();
    }
}

fn accepted<T>(result: Result<T, ApiError>) -> Option<T> {
    let error = match result {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    assert!(error.status().is_client_error(), "{error}");
    let reply = error.into_reply("id");
    assert!(reply.body().len() < 400, "a refusal of {} bytes", reply.body().len());
    None
}

fn check_token(token: &str) {
    assert!(!token.is_empty() && token.len() <= 8192 && token.bytes().all(|byte| byte.is_ascii_graphic()));
}
