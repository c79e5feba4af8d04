use helplightning::UserToken;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::http::ApiError;

/// The user token that a request is sent with: bare, as the documents say, or behind `Bearer`, as proxies like it.
pub(crate) fn user_token(headers: &HeaderMap) -> Result<UserToken, ApiError> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Err(missing());
    };
    if values.next().is_some() {
        return Err(invalid());
    }
    let text = value.to_str().map_err(|_| invalid())?.trim();
    let token = match text.split_at_checked(BEARER.len()) {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case(BEARER) => token.trim(),
        _ => text,
    };
    if token.is_empty() || token.eq_ignore_ascii_case(BEARER.trim()) {
        return Err(missing());
    }
    UserToken::new(token).map_err(|_| invalid())
}

const BEARER: &str = "Bearer ";

/// 401, with the header that has to come with it.
pub(crate) fn unauthorized(word: &'static str, message: &'static str) -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, word, message)
        .with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}

fn missing() -> ApiError {
    unauthorized(
        "missing_authorization",
        "a user token is needed in the header Authorization",
    )
}

pub(crate) fn invalid() -> ApiError {
    unauthorized("invalid_authorization", "the user token is not accepted")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[&str]) -> Result<String, &'static str> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::AUTHORIZATION, value.parse().unwrap());
        }
        user_token(&headers)
            .map(|token| token.expose().to_owned())
            .map_err(|error| error.word())
    }

    #[test]
    fn the_token_is_bare_or_behind_bearer() {
        for text in ["abc", " abc ", "Bearer abc", "bearer  abc"] {
            assert_eq!(read(&[text]).as_deref(), Ok("abc"), "{text}");
        }
        assert_eq!(read(&["Bearerabc"]).as_deref(), Ok("Bearerabc"));
    }

    #[test]
    fn what_is_missing_and_what_is_wrong_are_told_apart() {
        for values in [&[][..], &[""], &["Bearer"], &["Bearer "]] {
            assert_eq!(read(values), Err("missing_authorization"), "{values:?}");
        }
        for values in [&["a", "b"][..], &["Basic abc"], &["a,b c"]] {
            assert_eq!(read(values), Err("invalid_authorization"), "{values:?}");
        }
    }
}
