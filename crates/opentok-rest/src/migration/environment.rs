use core::fmt;

use crate::Environments;

/// One of the two environments.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[allow(clippy::exhaustive_enums, reason = "a move has two ends")]
pub enum Environment {
    /// OpenTok: a project's API key and secret.
    OpenTok,
    /// Vonage unified: an application's id and RSA key.
    Unified,
}

impl Environment {
    /// The one that is not this.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::OpenTok => Self::Unified,
            Self::Unified => Self::OpenTok,
        }
    }

    /// Whether it is known to offer a call that is offered there.
    pub const fn offers(self, environments: Environments) -> bool {
        match environments {
            Environments::Both => true,
            Environments::OpenTok | Environments::Legacy => matches!(self, Self::OpenTok),
            Environments::Unified => matches!(self, Self::Unified),
        }
    }

    /// For people: `OpenTok`, `Vonage unified`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenTok => "OpenTok",
            Self::Unified => "Vonage unified",
        }
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
