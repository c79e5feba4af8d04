use core::{error::Error, fmt};

use opentok_token::{ParseApiKeyError, ParseApplicationIdError};
use zeroize::Zeroizing;

use super::{Credentials, Dialect, OpenTok, OpenTokAccount};

/// Credentials that were found among pairs of names and values, and why these.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Chosen {
    /// What was found.
    pub credentials: Credentials,
    /// The names that decided it.
    pub because: [&'static str; 2],
    /// Other names that were set too and would have given another dialect.
    pub passed_over: Vec<&'static str>,
}

/// Why there are no credentials among pairs of names and values. It shows no value.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum FromPairsError {
    /// One of two names is set and the other is not.
    Half {
        /// What is set.
        set: &'static str,
        /// What is not.
        missing: &'static str,
    },
    /// No name that would say who is asking.
    Nothing,
    /// The value of this name is no API key.
    Key {
        /// The name.
        name: &'static str,
        /// What is wrong with it.
        error: ParseApiKeyError,
    },
    /// The value of `VONAGE_APPLICATION_ID` is not one.
    Application(ParseApplicationIdError),
    /// The value of `VONAGE_PRIVATE_KEY` is not PEM, perhaps because it is the path of a file.
    NotPem,
    /// The private key cannot be used.
    PrivateKey(compact_jws::KeyError),
    /// There is an application, and this crate was built without the feature `rs256`.
    NoRs256,
}

impl Credentials {
    /// Looks for credentials among pairs of names and values, such as `std::env::vars()`.
    ///
    /// In this order; the first pair of which anything is set decides, and empty values count as not set:
    ///
    /// 1. `VONAGE_APPLICATION_ID` and `VONAGE_PRIVATE_KEY` (PEM text, not a path): [`Vonage`](super::Vonage);
    /// 2. `OPENTOK_API_KEY` and `OPENTOK_API_SECRET`: [`OpenTok`];
    /// 3. `OPENTOK_ACCOUNT_KEY` and `OPENTOK_ACCOUNT_SECRET`: [`OpenTokAccount`].
    ///
    /// White space around values is taken away. Nothing but the pairs is read.
    ///
    /// # Errors
    ///
    /// As [`FromPairsError`] says, by variant.
    pub fn from_pairs<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Chosen, FromPairsError>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        let mut found: [[Option<Zeroizing<String>>; 2]; 3] = Default::default();
        for (name, value) in pairs {
            let value = value.as_ref().trim();
            for (names, values) in NAMES.iter().zip(&mut found) {
                for (known, slot) in names.iter().zip(values) {
                    if *known == name.as_ref() && !value.is_empty() {
                        *slot = Some(Zeroizing::new(value.into()));
                    }
                }
            }
        }
        let is_set = |values: &[Option<Zeroizing<String>>; 2]| values.iter().any(Option::is_some);
        let at = found.iter().position(is_set).ok_or(FromPairsError::Nothing)?;
        let because = NAMES[at];
        let credentials = match (at, &found[at]) {
            (0, [Some(id), Some(key)]) => vonage(id, key)?,
            (1, [Some(key), Some(secret)]) => OpenTok::new(api_key(because[0], key)?, secret).into(),
            (_, [Some(key), Some(secret)]) => OpenTokAccount::new(api_key(because[0], key)?, secret).into(),
            (_, [Some(_), None]) => return Err(half(because[0], because[1])),
            (_, [None, _]) => return Err(half(because[1], because[0])),
        };
        let others = NAMES.iter().zip(&found).skip(at + 1);
        let set = others.flat_map(|(names, values)| names.iter().zip(values).filter(|(_, value)| value.is_some()));
        Ok(Chosen {
            credentials,
            because,
            passed_over: set.map(|(name, _)| *name).collect(),
        })
    }
}

/// One sentence: the dialect, the names it was chosen for, the names that were passed over.
impl fmt::Display for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.because;
        let dialect: Dialect = self.credentials.dialect();
        write!(f, "{dialect}, because {first} and {second} are set")?;
        match &*self.passed_over {
            [] => Ok(()),
            others => write!(f, "; passed over: {}", others.join(", ")),
        }
    }
}

impl fmt::Display for FromPairsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Half { set, missing } => write!(f, "{set} is set and {missing} is not"),
            Self::Nothing => {
                f.write_str("neither VONAGE_APPLICATION_ID, OPENTOK_API_KEY nor OPENTOK_ACCOUNT_KEY is set")
            }
            Self::Key { name, .. } => write!(f, "{name} is no API key"),
            Self::Application(_) => f.write_str("VONAGE_APPLICATION_ID is no application id"),
            Self::NotPem => f.write_str("VONAGE_PRIVATE_KEY is not the text of a PEM file"),
            Self::PrivateKey(_) => f.write_str("VONAGE_PRIVATE_KEY cannot be used"),
            Self::NoRs256 => f.write_str("Vonage applications need the feature `rs256`"),
        }
    }
}

impl Error for FromPairsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Key { error, .. } => Some(error),
            Self::Application(error) => Some(error),
            Self::PrivateKey(error) => Some(error),
            Self::Half { .. } | Self::Nothing | Self::NotPem | Self::NoRs256 => None,
        }
    }
}

const NAMES: [[&str; 2]; 3] = [
    ["VONAGE_APPLICATION_ID", "VONAGE_PRIVATE_KEY"],
    ["OPENTOK_API_KEY", "OPENTOK_API_SECRET"],
    ["OPENTOK_ACCOUNT_KEY", "OPENTOK_ACCOUNT_SECRET"],
];

const fn half(set: &'static str, missing: &'static str) -> FromPairsError {
    FromPairsError::Half { set, missing }
}

fn api_key(name: &'static str, text: &str) -> Result<opentok_token::ApiKey, FromPairsError> {
    text.parse().map_err(|error| FromPairsError::Key { name, error })
}

fn vonage(id: &str, pem: &str) -> Result<Credentials, FromPairsError> {
    let id = id.parse().map_err(FromPairsError::Application)?;
    if !pem.contains("-----BEGIN") {
        return Err(FromPairsError::NotPem);
    }
    from_pem(id, pem)
}

#[cfg(feature = "rs256")]
fn from_pem(id: opentok_token::ApplicationId, pem: &str) -> Result<Credentials, FromPairsError> {
    super::Vonage::from_pem(id, pem)
        .map(Credentials::from)
        .map_err(FromPairsError::PrivateKey)
}

#[cfg(not(feature = "rs256"))]
fn from_pem(_: opentok_token::ApplicationId, _: &str) -> Result<Credentials, FromPairsError> {
    Err(FromPairsError::NoRs256)
}
