//! What requests of the Help Lightning server say, read from their parts. Pure: no socket, no service.

use helplightning::{EmailAddress, UserToken};
use http::{HeaderMap, StatusCode};

use super::Pin;
use super::authorization::user_token;
use super::query::{missing, parameter};
use crate::http::{ApiError, Fields, MediaType};

/// Whose token `GET /auth?email=` asks for.
///
/// # Errors
///
/// 400 `missing_parameter`, `duplicate_parameter` or `invalid_email`.
pub fn auth(query: Option<&str>) -> Result<EmailAddress, ApiError> {
    parameter(query, "email", "invalid_email", "email is not an address")
}

/// Who asks `GET /session?sid=`, and for what.
///
/// # Errors
///
/// 401 `missing_authorization` or `invalid_authorization`; 400 `missing_parameter`, `duplicate_parameter` or
/// `invalid_sid`.
pub fn join(query: Option<&str>, headers: &HeaderMap) -> Result<(UserToken, Pin), ApiError> {
    let caller = user_token(headers)?;
    Ok((caller, parameter(query, "sid", "invalid_sid", "sid is not a PIN")?))
}

/// Who asks `POST /session`: what can be told before a byte of the body is read.
///
/// # Errors
///
/// 415 `unsupported_media_type`; 401 `missing_authorization` or `invalid_authorization`.
pub fn create_head(headers: &HeaderMap) -> Result<UserToken, ApiError> {
    if MediaType::of(headers) != MediaType::Json {
        return Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "the body must be application/json, in UTF-8, not compressed",
        ));
    }
    user_token(headers)
}

/// With whom `POST /session` asks for a session.
///
/// # Errors
///
/// 400 `malformed_body`, `missing_parameter`, `duplicate_parameter` or `invalid_email`.
pub fn create_body(body: &[u8]) -> Result<EmailAddress, ApiError> {
    const NAME: &str = "contact_email";
    if body.is_empty() {
        return Err(ApiError::malformed_body("the body is empty"));
    }
    let fields = Fields::read(MediaType::Json, body)?;
    let field = fields.get(NAME)?.ok_or_else(|| missing(NAME))?;
    let address = field.text().and_then(|text| text.parse().ok());
    address.ok_or_else(|| ApiError::parameter("invalid_email", NAME, "contact_email is not an address"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_in_a_query_is_a_space() {
        assert_eq!(auth(Some("email=a%2Bb%40c")).unwrap().as_str(), "a+b@c");
        assert_eq!(auth(Some("email=a+b@c")).unwrap_err().word(), "invalid_email");
    }

    #[test]
    fn a_parameter_is_there_once() {
        for (query, word) in [
            (None, "missing_parameter"),
            (Some(""), "missing_parameter"),
            (Some("email="), "missing_parameter"),
            (Some("email"), "missing_parameter"),
            (Some("Email=a@b"), "missing_parameter"),
            (Some("email=a@b&email=a@b"), "duplicate_parameter"),
            (Some("email=a@b&%65mail=a@b"), "duplicate_parameter"),
            (Some("email=%zz"), "invalid_email"),
            (Some("email=a@b&x=%"), "invalid_email"),
            (Some("email=%ff@b"), "invalid_email"),
        ] {
            assert_eq!(auth(query).unwrap_err().word(), word, "{query:?}");
        }
    }

    #[test]
    fn a_body_is_an_object_with_an_address() {
        for (body, word) in [
            ("", "malformed_body"),
            ("[]", "malformed_body"),
            ("{}", "missing_parameter"),
            (r#"{"contact_email":null}"#, "missing_parameter"),
            (r#"{"contact_email":""}"#, "invalid_email"),
            (r#"{"contact_email":["a@b"]}"#, "invalid_email"),
            (
                r#"{"contact_email":"a@b","contact_email":"a@b"}"#,
                "duplicate_parameter",
            ),
        ] {
            assert_eq!(create_body(body.as_bytes()).unwrap_err().word(), word, "{body}");
        }
        assert_eq!(create_body(br#"{"contact_email":"a@b"}"#).unwrap().as_str(), "a@b");
    }
}
