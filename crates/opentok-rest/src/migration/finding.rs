use alloc::borrow::Cow;
use core::fmt;

use serde::{Serialize, Serializer};

/// One thing that a move touches: what it is now, what it becomes, and what is to be done.
///
/// Serialized as `{"code","subject","weight","now","becomes","remedy"}`. It never holds a secret.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Finding {
    code: &'static str,
    subject: Option<Box<str>>,
    weight: Weight,
    now: Cow<'static, str>,
    becomes: Cow<'static, str>,
    remedy: Cow<'static, str>,
}

/// What a finding asks of whoever moves. The graver, the greater.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Weight {
    /// Nothing, where these crates do the work: they follow the credentials.
    Handled,
    /// A look, whether it matters: behaviour that differs, or that no public source settles.
    Review,
    /// A change of code, configuration or data.
    Change,
    /// A decision: the other side has nothing of the kind.
    Blocked,
}

impl Finding {
    pub(super) fn new(
        code: &'static str,
        weight: Weight,
        now: impl Into<Cow<'static, str>>,
        becomes: impl Into<Cow<'static, str>>,
        remedy: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            code,
            subject: None,
            weight,
            now: now.into(),
            becomes: becomes.into(),
            remedy: remedy.into(),
        }
    }

    /// The same, about one call or session.
    pub(super) fn about(mut self, subject: impl Into<Box<str>>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// A word for programs; it does not change between releases.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The call or the session that it is about, where it is not about all of them.
    pub fn subject(&self) -> Option<&str> {
        self.subject.as_deref()
    }

    /// What it asks.
    pub const fn weight(&self) -> Weight {
        self.weight
    }

    /// What it is today.
    pub fn now(&self) -> &str {
        &self.now
    }

    /// What it will be.
    pub fn becomes(&self) -> &str {
        &self.becomes
    }

    /// What is to be done, in one sentence.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }
}

/// One line, without the remedy.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)?;
        if let Some(subject) = &self.subject {
            write!(f, " of {subject}")?;
        }
        write!(f, ": {} becomes {}", self.now, self.becomes)
    }
}

impl Weight {
    /// `handled`, `review`, `change` or `blocked`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Handled => "handled",
            Self::Review => "review",
            Self::Change => "change",
            Self::Blocked => "blocked",
        }
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
