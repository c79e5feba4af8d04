use core::{error::Error, fmt};
use std::{env::VarError, fs::File, io::Read as _, path::Path};

use http_endpoint::{Base, ParseBaseError};
use opentok_rest::{Chosen, Credentials, Dialect, FromPairsError};
use zeroize::Zeroizing;

use super::Environment;

/// Why no environment could be read. It shows no value.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadEnvironmentError {
    /// The variables are no credentials.
    Credentials(FromPairsError),
    /// A secret and the file of the same secret are both named.
    Both {
        /// The secret.
        name: &'static str,
        /// The file.
        file: &'static str,
    },
    /// The value of this variable is no Unicode text.
    NotUnicode {
        /// The variable.
        name: &'static str,
    },
    /// A file that this variable names cannot be read, or is larger than 64 KiB.
    File {
        /// The variable.
        name: &'static str,
        /// What the system says.
        error: std::io::Error,
    },
    /// This variable is no address of a service.
    Address {
        /// The variable.
        name: &'static str,
        /// What is wrong with it.
        error: ParseBaseError,
    },
}

/// Reading.
impl Environment {
    /// Reads the variables of the process, and the files that they name.
    ///
    /// | variables | say |
    /// | --- | --- |
    /// | `OPENTOK_API_KEY`, `OPENTOK_API_SECRET` | a project of the OpenTok environment |
    /// | `OPENTOK_API_SECRET_FILE` | instead of the secret, a file that holds it |
    /// | `OPENTOK_API_URL` | another address for it |
    /// | `VONAGE_APPLICATION_ID`, `VONAGE_PRIVATE_KEY` | an application of the unified environment, and its key: PEM, or a file that holds it (feature `rs256`) |
    /// | `VONAGE_VIDEO_URL` | another address for it |
    /// | `OPENTOK_ACCOUNT_KEY`, `OPENTOK_ACCOUNT_SECRET`, `OPENTOK_ACCOUNT_SECRET_FILE` | an account |
    ///
    /// If several are set, an application goes before a project, and a project before an account; `Display` says which it is,
    /// because of what, and what was passed over.
    ///
    /// # Errors
    ///
    /// As [`ReadEnvironmentError`] says, by variant.
    pub fn read() -> Result<Self, ReadEnvironmentError> {
        let mut variables = Vec::new();
        for name in NAMES {
            match std::env::var(name) {
                Ok(value) => variables.push((name, value)),
                Err(VarError::NotPresent) => {}
                Err(VarError::NotUnicode(_)) => return Err(ReadEnvironmentError::NotUnicode { name }),
            }
        }
        Self::read_from(variables)
    }

    /// Reads these variables instead of the process's, and the files that they name.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    pub fn read_from<N, V>(variables: impl IntoIterator<Item = (N, V)>) -> Result<Self, ReadEnvironmentError>
    where
        N: AsRef<str>,
        V: Into<String>,
    {
        let mut values = Values::default();
        for (name, value) in variables {
            values.set(name.as_ref(), Zeroizing::new(value.into()));
        }
        for (name, file) in SECRETS {
            values.resolve_file(name, file)?;
        }
        values.resolve_key()?;
        let pairs = values.0.iter().flatten().map(|(name, value)| (*name, value.as_str()));
        let chosen = Credentials::from_pairs(pairs).map_err(ReadEnvironmentError::Credentials)?;
        values.at_address(chosen)
    }
}

/// The variables that are set, each with a value that is not blank.
#[derive(Default)]
struct Values([Option<(&'static str, Zeroizing<String>)>; NAMES.len()]);

impl Values {
    fn set(&mut self, name: &str, value: Zeroizing<String>) {
        if let Some(at) = NAMES.iter().position(|known| *known == name)
            && !value.trim().is_empty()
        {
            self.0[at] = Some((NAMES[at], value));
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        let known = self.0.iter().flatten().find(|(known, _)| *known == name);
        known.map(|(_, value)| value.trim())
    }

    /// Puts what stands in a file in its place.
    fn resolve_file(&mut self, name: &'static str, file: &'static str) -> Result<(), ReadEnvironmentError> {
        let Some(path) = self.get(file) else {
            return Ok(());
        };
        if self.get(name).is_some() {
            return Err(ReadEnvironmentError::Both { name, file });
        }
        let secret = small_file(path.as_ref()).map_err(|error| ReadEnvironmentError::File { name: file, error })?;
        self.set(name, secret);
        Ok(())
    }

    /// A private key is told from the name of a file by its first line.
    fn resolve_key(&mut self) -> Result<(), ReadEnvironmentError> {
        let Some(path) = self.get(PRIVATE_KEY).filter(|value| !value.contains("-----BEGIN")) else {
            return Ok(());
        };
        let name = PRIVATE_KEY;
        let key = small_file(path.as_ref()).map_err(|error| ReadEnvironmentError::File { name, error })?;
        self.set(name, key);
        Ok(())
    }

    /// The address that goes with these credentials, if one is set.
    fn at_address(&self, chosen: Chosen) -> Result<Environment, ReadEnvironmentError> {
        let name = match chosen.credentials.dialect() {
            Dialect::Vonage => "VONAGE_VIDEO_URL",
            _ => "OPENTOK_API_URL",
        };
        let mut found = chosen.to_string();
        let mut environment = Environment::from(chosen.credentials);
        if let Some(address) = self.get(name) {
            let fault = |error| ReadEnvironmentError::Address { name, error };
            let base = Base::new(address).map_err(fault)?;
            environment = environment.at(base).map_err(fault)?;
            found.push_str("; at the address in ");
            found.push_str(name);
        }
        environment.found = Some(found.into());
        Ok(environment)
    }
}

const PRIVATE_KEY: &str = "VONAGE_PRIVATE_KEY";

/// Secrets, and what names a file instead.
const SECRETS: [(&str, &str); 2] = [
    ("OPENTOK_API_SECRET", "OPENTOK_API_SECRET_FILE"),
    ("OPENTOK_ACCOUNT_SECRET", "OPENTOK_ACCOUNT_SECRET_FILE"),
];

const NAMES: [&str; 10] = [
    "VONAGE_APPLICATION_ID",
    PRIVATE_KEY,
    "VONAGE_VIDEO_URL",
    "OPENTOK_API_KEY",
    SECRETS[0].0,
    SECRETS[0].1,
    "OPENTOK_API_URL",
    "OPENTOK_ACCOUNT_KEY",
    SECRETS[1].0,
    SECRETS[1].1,
];

/// Longer than any secret or key, and no harm to read.
const MAX_FILE: u64 = 64 * 1024;

fn small_file(path: &Path) -> std::io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    let len = File::open(path)?.take(MAX_FILE + 1).read_to_string(&mut text)?;
    if len as u64 > MAX_FILE {
        return Err(std::io::ErrorKind::FileTooLarge.into());
    }
    Ok(text)
}

impl fmt::Display for ReadEnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credentials(_) => f.write_str("the variables are no credentials"),
            Self::Both { name, file } => write!(f, "{name} and {file} are both set"),
            Self::NotUnicode { name } => write!(f, "the value of {name} is no Unicode text"),
            Self::File { name, .. } => write!(f, "the file that {name} names cannot be read"),
            Self::Address { name, .. } => write!(f, "{name} is no address of a service"),
        }
    }
}

impl Error for ReadEnvironmentError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Credentials(error) => Some(error),
            Self::File { error, .. } => Some(error),
            Self::Address { error, .. } => Some(error),
            Self::Both { .. } | Self::NotUnicode { .. } => None,
        }
    }
}

impl From<FromPairsError> for ReadEnvironmentError {
    fn from(error: FromPairsError) -> Self {
        Self::Credentials(error)
    }
}
