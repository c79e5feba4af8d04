use core::{error::Error, fmt};

/// Why certificates or keys cannot be used. It shows none of them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum TlsSettingsError {
    /// A certificate that cannot be read.
    Certificate,
    /// No certificate in the PEM.
    NoCertificate,
    /// No private key in the PEM, or none that can be read.
    PrivateKey,
    /// No root that this machine trusts was found, or none that can be read.
    SystemRoots,
}

/// Why an adapter could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildTransportError {
    /// The HTTP client beneath refuses. The cause says why.
    Client(Box<dyn Error + Send + Sync>),
    /// The client certificate and its key do not fit each other, or are of a kind that is not supported.
    Identity,
    /// A setting that this adapter cannot honour.
    Unsupported {
        /// Which one.
        setting: &'static str,
    },
}

impl fmt::Display for TlsSettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Certificate => "certificate cannot be read",
            Self::NoCertificate => "PEM holds no certificate",
            Self::PrivateKey => "PEM holds no private key that can be read",
            Self::SystemRoots => "system has no root certificates that can be read",
        })
    }
}

impl Error for TlsSettingsError {}

impl fmt::Display for BuildTransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client(_) => f.write_str("HTTP client cannot be built"),
            Self::Identity => f.write_str("client certificate and key cannot be used"),
            Self::Unsupported { setting } => write!(f, "adapter cannot honour a setting: {setting}"),
        }
    }
}

impl Error for BuildTransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Client(error) => Some(&**error),
            _ => None,
        }
    }
}
