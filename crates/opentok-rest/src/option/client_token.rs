use core::fmt;

use opentok_token::Token;
use zeroize::Zeroizing;

use crate::ArgumentError;

/// The token with which the service joins a session on the project's behalf, as a SIP caller, a composer or a captioner.
///
/// Wiped when dropped and shown by nothing but [`expose`](Self::expose).
#[derive(Clone)]
pub struct ClientToken(Zeroizing<String>);

impl ClientToken {
    /// Takes a token that was made elsewhere.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::Empty`]; [`ArgumentError::Character`] if it has white space or anything else that
    /// no token has.
    pub fn new(token: impl Into<String>) -> Result<Self, ArgumentError> {
        let token = Zeroizing::new(token.into());
        ArgumentError::check_len("token", &token, 1..=usize::MAX)?;
        match token.bytes().position(|byte| !byte.is_ascii_graphic()) {
            Some(at) => Err(ArgumentError::Character { name: "token", at }),
            None => Ok(Self(token)),
        }
    }

    /// The token itself. Search for this name to audit every use.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<Token> for ClientToken {
    fn from(token: Token) -> Self {
        Self(Zeroizing::new(token.into_string()))
    }
}

impl fmt::Debug for ClientToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientToken(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_does_not_show_the_token() {
        let token = ClientToken::new("T1==cGFydG5lcl9pZD0").unwrap();
        assert_eq!(format!("{token:?}"), "ClientToken(..)");
        assert_eq!(token.expose(), "T1==cGFydG5lcl9pZD0");
    }

    #[test]
    fn a_token_has_no_white_space_and_is_not_empty() {
        let error = |text: &str| ClientToken::new(text).unwrap_err();
        assert_eq!(error("T1==a\n"), ArgumentError::Character { name: "token", at: 5 });
        assert_eq!(error(""), ArgumentError::Empty { name: "token" });
        assert!(ClientToken::new("T").is_ok());
    }
}
