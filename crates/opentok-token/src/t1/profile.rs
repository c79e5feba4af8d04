use crate::base64::Alphabet;
use crate::form::{Escaping, LOWER, UPPER};

/// Whose habits a T1 token follows: field order, escaping and empty fields.
///
/// Every profile is accepted by the service and read by every verifier. The ones named after an SDK
/// reproduce its tokens byte for byte from the same time and nonce. None reproduces an SDK's faults: a
/// value that the SDK would write in a form its readers take for something else is refused.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Profile {
    /// Ours: the order of the Python SDK, every value escaped, nothing empty written.
    #[default]
    Standard,
    /// The official Python SDK since 2014: an empty class list is written.
    Python,
    /// The official Node SDK: `%20` for spaces, an empty class list and the scope are written.
    Node,
    /// The official Ruby SDK: line breaks become CR LF; no expiry unless the grant sets one.
    Ruby,
    /// The official PHP SDK: ids and numbers unescaped; no expiry unless the grant sets one.
    Php,
    /// The official Java SDK: class list unescaped, URL-safe base64.
    Java,
    /// The official .NET SDK: class list unescaped, lower-case escapes; no expiry unless the grant sets one.
    DotNet,
}

/// The fields a token's data may have.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Field {
    SessionId,
    CreateTime,
    ExpireTime,
    Role,
    Nonce,
    Classes,
    Data,
    Scope,
}

/// A profile as data.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) order: &'static [Field],
    /// How connection data is escaped.
    pub(super) data: &'static Escaping,
    /// How the class list is escaped; `None` writes it as it is.
    pub(super) classes: Option<&'static Escaping>,
    /// How session id and nonce are escaped, which every SDK does alike; `None` writes them as they are.
    pub(super) ids: Option<&'static Escaping>,
    /// Whether a class list without classes is written all the same.
    pub(super) empty_classes: bool,
    /// Whether empty connection data is written all the same.
    pub(super) empty_data: bool,
    /// Whether the expiry is written even if the grant sets none.
    pub(super) default_expiry: bool,
    /// Whether every line break in connection data becomes CR LF.
    pub(super) crlf: bool,
    pub(super) alphabet: Alphabet,
}

const PYTHON: Escaping = Escaping::new(b"_.-~", true, UPPER);
const NODE: Escaping = Escaping::new(b"-_.!~*'()", false, UPPER);
const PHP: Escaping = Escaping::new(b"-_.", true, UPPER);
const JAVA: Escaping = Escaping::new(b".-*_", true, UPPER);
const DOT_NET: Escaping = Escaping::new(b"-_.!*()", true, LOWER);

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 7] = [
        Self::Standard,
        Self::Python,
        Self::Node,
        Self::Ruby,
        Self::Php,
        Self::Java,
        Self::DotNet,
    ];

    /// The profile's name in lower case, as commands take it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Python => "python",
            Self::Node => "node",
            Self::Ruby => "ruby",
            Self::Php => "php",
            Self::Java => "java",
            Self::DotNet => "dotnet",
        }
    }

    pub(super) const fn layout(self) -> &'static Layout {
        match self {
            Self::Standard => &STANDARD_LAYOUT,
            Self::Python => &Layout {
                empty_classes: true,
                ..STANDARD_LAYOUT
            },
            Self::Node => &Layout {
                order: &[SessionId, CreateTime, Nonce, Role, ExpireTime, Data, Classes, Scope],
                data: &NODE,
                classes: Some(&NODE),
                empty_classes: true,
                ..STANDARD_LAYOUT
            },
            Self::Ruby => &Layout {
                order: &[Role, SessionId, CreateTime, Nonce, ExpireTime, Data, Classes],
                empty_data: true,
                default_expiry: false,
                crlf: true,
                ..STANDARD_LAYOUT
            },
            Self::Php => &Layout {
                order: &[SessionId, CreateTime, Role, Nonce, ExpireTime, Data, Classes],
                data: &PHP,
                classes: Some(&PHP),
                ids: None,
                empty_classes: true,
                default_expiry: false,
                ..STANDARD_LAYOUT
            },
            Self::Java => &Layout {
                order: &[CreateTime, ExpireTime, SessionId, Nonce, Role, Scope, Classes, Data],
                data: &JAVA,
                classes: None,
                ids: None,
                empty_data: true,
                alphabet: Alphabet::UrlSafe,
                ..STANDARD_LAYOUT
            },
            Self::DotNet => &Layout {
                order: &[SessionId, CreateTime, Nonce, Role, Classes, ExpireTime, Data],
                data: &DOT_NET,
                classes: None,
                ids: None,
                default_expiry: false,
                ..STANDARD_LAYOUT
            },
        }
    }
}

impl core::fmt::Display for Profile {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.as_str())
    }
}

impl core::str::FromStr for Profile {
    type Err = ParseProfileError;

    fn from_str(text: &str) -> Result<Self, ParseProfileError> {
        Self::ALL
            .into_iter()
            .find(|profile| profile.as_str() == text)
            .ok_or(ParseProfileError)
    }
}

/// A text names no [`Profile`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseProfileError;

impl core::fmt::Display for ParseProfileError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("profile is not standard, python, node, ruby, php, java or dotnet")
    }
}

impl core::error::Error for ParseProfileError {}

use Field::{Classes, CreateTime, Data, ExpireTime, Nonce, Role, Scope, SessionId};

const STANDARD_LAYOUT: Layout = Layout {
    order: &[SessionId, CreateTime, ExpireTime, Role, Nonce, Classes, Data],
    data: &PYTHON,
    classes: Some(&PYTHON),
    ids: Some(&PYTHON),
    empty_classes: false,
    empty_data: false,
    default_expiry: true,
    crlf: false,
    alphabet: Alphabet::Standard,
};
