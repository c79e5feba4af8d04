use core::fmt;
use core::str::FromStr;

/// What the bearer of a client token may do in the session.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "lowercase")
)]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[non_exhaustive]
pub enum Role {
    /// Publishes, subscribes and signals. The default.
    #[default]
    Publisher,
    /// Subscribes only.
    Subscriber,
    /// A publisher who may also disconnect, mute and unpublish others.
    Moderator,
    /// Publishes only. Not known before 2014.
    PublisherOnly,
}

impl Role {
    /// Every role, in the order of the documentation.
    pub const ALL: [Self; 4] = [Self::Publisher, Self::Subscriber, Self::Moderator, Self::PublisherOnly];

    /// The role as it travels: lower case, no separator.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publisher => "publisher",
            Self::Subscriber => "subscriber",
            Self::Moderator => "moderator",
            Self::PublisherOnly => "publisheronly",
        }
    }
}

impl FromStr for Role {
    type Err = ParseRoleError;

    fn from_str(text: &str) -> Result<Self, ParseRoleError> {
        match text {
            "publisher" => Ok(Self::Publisher),
            "subscriber" => Ok(Self::Subscriber),
            "moderator" => Ok(Self::Moderator),
            "publisheronly" => Ok(Self::PublisherOnly),
            _ => Err(ParseRoleError),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A text is not a [`Role`]: the four names are lower case and exact.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseRoleError;

impl fmt::Display for ParseRoleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("role is not publisher, subscriber, moderator or publisheronly")
    }
}

impl core::error::Error for ParseRoleError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_exact() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        for text in ["", "Publisher", "publisher ", "publisher_only", "host"] {
            assert_eq!(text.parse::<Role>(), Err(ParseRoleError), "{text:?}");
        }
    }
}
