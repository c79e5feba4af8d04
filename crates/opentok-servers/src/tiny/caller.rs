use core::fmt;

use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::http::ApiError;
use crate::tiny::{Right, Rights};

/// Who may ask: bearer tokens, kept as hashes. Without any, everybody may ask for everything.
#[derive(Clone, Default)]
pub struct Callers(Vec<([u8; 32], Rights)>);

/// One who asks, as far as is known.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Caller {
    /// Which token; `None` if none is asked for.
    pub(crate) index: Option<usize>,
    rights: Rights,
}

impl Callers {
    /// Adds a caller, written `TOKEN` for all rights or `TOKEN=right+right`.
    ///
    /// # Errors
    ///
    /// If it is not that. The error does not show the token.
    pub fn add(&mut self, item: &str) -> Result<(), ParseCallerError> {
        let (token, rights) = match item.split_once('=') {
            None => (item, Rights::ALL),
            Some((token, rights)) => (token, rights.parse().map_err(|()| ParseCallerError::Rights)?),
        };
        let is_legal = !token.is_empty()
            && token
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !b",=".contains(&byte));
        if !is_legal {
            return Err(ParseCallerError::Token);
        }
        let hash = Sha256::digest(token).into();
        if self.0.iter().any(|(known, _)| *known == hash) {
            return Err(ParseCallerError::Twice);
        }
        self.0.push((hash, rights));
        Ok(())
    }

    /// Whether everybody may ask for everything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Who asks. Every token is compared, and in constant time.
    pub(crate) fn identify(&self, headers: &HeaderMap) -> Result<Caller, ApiError> {
        if self.is_empty() {
            return Ok(Caller {
                index: None,
                rights: Rights::ALL,
            });
        }
        let token = bearer(headers).ok_or_else(unauthorized)?;
        let hash: [u8; 32] = Sha256::digest(token).into();
        let mut found = None;
        for (index, (known, rights)) in self.0.iter().enumerate() {
            if bool::from(known.ct_eq(&hash)) {
                found = Some(Caller {
                    index: Some(index),
                    rights: *rights,
                });
            }
        }
        found.ok_or_else(unauthorized)
    }
}

impl Caller {
    /// Makes sure that the caller has a right.
    pub(crate) fn require(self, right: Right) -> Result<(), ApiError> {
        if self.rights.has(right) {
            return Ok(());
        }
        let message = format!("the caller lacks the right {}", right.as_str());
        Err(ApiError::new(StatusCode::FORBIDDEN, "forbidden", message))
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn unauthorized() -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, "unauthorized", "a caller token is needed")
        .with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}

impl fmt::Debug for Callers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Callers({})", self.0.len())
    }
}

/// Why an item is no caller.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseCallerError {
    /// The token is empty, or has a character other than printable ASCII without `,` and `=`.
    Token,
    /// A right has another name than those there are.
    Rights,
    /// The token was there already.
    Twice,
}

impl fmt::Display for ParseCallerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Token => "a token is empty or has a character that it may not have",
            Self::Rights => "rights are create, access, access:moderator and archive, with + between",
            Self::Twice => "a token is there twice",
        })
    }
}

impl core::error::Error for ParseCallerError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn identify(items: &[&str], authorization: Option<&str>) -> Result<Caller, ApiError> {
        let mut callers = Callers::default();
        for item in items {
            callers.add(item).unwrap();
        }
        let mut headers = HeaderMap::new();
        if let Some(value) = authorization {
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        }
        callers.identify(&headers)
    }

    #[test]
    fn without_tokens_everybody_may_do_everything() {
        let caller = identify(&[], None).unwrap();
        assert!(caller.require(Right::AccessModerator).is_ok());
    }

    #[test]
    fn a_caller_has_the_rights_of_its_token_and_no_others() {
        let items = ["all", "some=create+access"];
        let caller = identify(&items, Some("bearer some")).unwrap();
        assert_eq!(caller.index, Some(1));
        assert!(caller.require(Right::Access).is_ok());
        assert_eq!(caller.require(Right::AccessModerator).unwrap_err().word(), "forbidden");
        assert!(
            identify(&items, Some("Bearer all"))
                .unwrap()
                .require(Right::Archive)
                .is_ok()
        );
    }

    #[test]
    fn other_authorizations_are_refused() {
        for value in [
            None,
            Some("Bearer nope"),
            Some("Bearer "),
            Some("Basic all"),
            Some("all"),
            Some("Bearerall"),
        ] {
            assert_eq!(
                identify(&["all"], value).unwrap_err().word(),
                "unauthorized",
                "{value:?}"
            );
        }
    }

    #[test]
    fn items_that_make_no_sense_are_refused_and_not_shown() {
        let mut callers = Callers::default();
        for (item, error) in [
            ("", ParseCallerError::Token),
            ("a b", ParseCallerError::Token),
            ("=create", ParseCallerError::Token),
            ("s3cret=root", ParseCallerError::Rights),
            ("s3cret=", ParseCallerError::Rights),
        ] {
            assert_eq!(callers.add(item), Err(error), "{item}");
        }
        callers.add("s3cret").unwrap();
        assert_eq!(callers.add("s3cret=create"), Err(ParseCallerError::Twice));
        assert!(!format!("{callers:?}").contains("s3cret"));
    }
}
