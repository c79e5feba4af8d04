use core::fmt;

use crate::grant::Grant;
use crate::nonce::{Nonce, RandomError};
use crate::nonce_block::NonceBlock;
use crate::sign_error::SignError;
use crate::signer::Signer;
use crate::time::UnixSeconds;
use crate::token::Token;

#[cfg(feature = "jwt")]
use crate::nonce::JwtId;

/// Signing with the system's clock and random source.
impl Signer {
    /// Mints a T1 token that begins now.
    ///
    /// # Errors
    ///
    /// [`MintError::Sign`] as [`sign_t1`](Self::sign_t1); [`MintError::Random`] if the random source fails.
    #[doc(alias = "generate_token")]
    #[doc(alias = "generateToken")]
    pub fn mint(&self, grant: &Grant<'_>) -> Result<Token, MintError> {
        self.mint_at(grant, UnixSeconds::now())
    }

    /// Mints a T1 token that begins at `now`, by a clock of the caller's.
    ///
    /// # Errors
    ///
    /// As [`mint`](Self::mint).
    pub fn mint_at(&self, grant: &Grant<'_>, now: UnixSeconds) -> Result<Token, MintError> {
        Ok(self.sign_t1(grant, now, Nonce::random()?)?)
    }

    /// Mints a T1 token for each grant, lazily. The clock is read once; random numbers are drawn in blocks.
    ///
    /// ```
    /// use opentok_token::{ApiSecret, Grant, Project, Role, SessionId, Signer};
    ///
    /// let project = Project::new("45676632".parse()?, ApiSecret::new("1234567890abcdef1234567890abcdef12345678"));
    /// let session: SessionId = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5".parse()?;
    /// let grants = Role::ALL.map(|role| Grant::new(&session).role(role));
    /// let signer = Signer::new(project);
    /// let tokens = signer.mint_many(grants).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(tokens.len(), 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn mint_many<'a>(
        &self,
        grants: impl IntoIterator<Item = Grant<'a>>,
    ) -> impl Iterator<Item = Result<Token, MintError>> {
        let now = UnixSeconds::now();
        let mut nonces = NonceBlock::new();
        grants
            .into_iter()
            .map(move |grant| Ok(self.sign_t1(&grant, now, nonces.draw()?)?))
    }

    /// Mints a client JWT that begins now.
    ///
    /// # Errors
    ///
    /// [`MintError::Sign`] as [`sign_jwt`](Self::sign_jwt); [`MintError::Random`] if the random source fails.
    #[cfg(feature = "jwt")]
    pub fn mint_jwt(&self, grant: &Grant<'_>) -> Result<Token, MintError> {
        self.mint_jwt_at(grant, UnixSeconds::now())
    }

    /// Mints a client JWT that begins at `now`, by a clock of the caller's.
    ///
    /// # Errors
    ///
    /// As [`mint_jwt`](Self::mint_jwt).
    #[cfg(feature = "jwt")]
    pub fn mint_jwt_at(&self, grant: &Grant<'_>, now: UnixSeconds) -> Result<Token, MintError> {
        let (nonce, id) = Nonce::random_with_id()?;
        Ok(self.sign_jwt(grant, now, nonce, id)?)
    }

    /// Mints a JWT for REST calls that begins now.
    ///
    /// # Errors
    ///
    /// [`MintError::Random`] if the random source fails.
    #[cfg(feature = "jwt")]
    pub fn mint_rest_jwt(&self, level: crate::jwt::Level) -> Result<Token, MintError> {
        Ok(self.sign_rest_jwt(level, UnixSeconds::now(), JwtId::random()?)?)
    }
}

/// Why a token was not minted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum MintError {
    /// The operating system gave no random number.
    Random(RandomError),
    /// The grant is over a limit, or its session is of another project.
    Sign(SignError),
}

impl fmt::Display for MintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the token was not minted")
    }
}

impl core::error::Error for MintError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Random(error) => Some(error),
            Self::Sign(error) => Some(error),
        }
    }
}

impl From<RandomError> for MintError {
    fn from(error: RandomError) -> Self {
        Self::Random(error)
    }
}

impl From<SignError> for MintError {
    fn from(error: SignError) -> Self {
        Self::Sign(error)
    }
}
