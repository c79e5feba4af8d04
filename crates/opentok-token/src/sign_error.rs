use core::fmt;

use crate::limits::{MAX_CONNECTION_DATA, MAX_LAYOUT_CLASSES};

/// Why a token was not signed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum SignError {
    /// The buffer is shorter than the token.
    BufferTooSmall {
        /// Bytes that would do.
        needed: usize,
    },
    /// The connection data is over [`MAX_CONNECTION_DATA`].
    DataTooLong {
        /// Its length in characters.
        chars: usize,
    },
    /// The expiry lies in the past.
    Expired {
        /// By how many seconds.
        seconds: u64,
    },
    /// The signing key refused or failed.
    Key,
    /// A layout class is empty or holds white space.
    LayoutClass {
        /// Which one, from 0.
        index: usize,
    },
    /// The layout classes are over [`MAX_LAYOUT_CLASSES`] once joined.
    LayoutClassesTooLong {
        /// Their length in characters once joined by spaces.
        chars: usize,
    },
    /// The token would live longer than the signer allows.
    LifetimeTooLong {
        /// The lifetime asked for, in seconds.
        seconds: u64,
        /// The longest one allowed, in seconds.
        limit: u64,
    },
    /// The signer's profile has no form for this value that its readers would not take for something else.
    NotWritable {
        /// The field.
        field: &'static str,
    },
    /// The session belongs to another project.
    OtherProject,
}

impl SignError {
    /// The sentence with which the first SDKs refused the same thing, where they did.
    pub const fn legacy_message(&self) -> Option<&'static str> {
        match self {
            Self::OtherProject => Some("An invalid session ID was passed"),
            Self::Expired { .. } => Some("Expire time must be in the future"),
            Self::DataTooLong { .. } => Some("Connection data must be less than 1000 characters"),
            Self::LifetimeTooLong {
                limit: crate::limits::LEGACY_MAX_LIFETIME,
                ..
            } => Some("Expire time must be in the next 7 days"),
            Self::LifetimeTooLong { .. } => Some("Expire time must be in the next 30 days"),
            _ => None,
        }
    }

    /// The error as one word for machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BufferTooSmall { .. } => "buffer_too_small",
            Self::DataTooLong { .. } => "connection_data_too_long",
            Self::Expired { .. } => "expired",
            Self::Key => "key",
            Self::LayoutClass { .. } => "bad_layout_class",
            Self::LayoutClassesTooLong { .. } => "layout_class_list_too_long",
            Self::LifetimeTooLong { .. } => "expire_too_far",
            Self::NotWritable { .. } => "not_writable",
            Self::OtherProject => "session_not_of_partner",
        }
    }
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BufferTooSmall { needed } => write!(f, "the token needs a buffer of {needed} bytes"),
            Self::DataTooLong { chars } => {
                write!(
                    f,
                    "connection data is {chars} characters; the limit is {MAX_CONNECTION_DATA}"
                )
            }
            Self::Expired { seconds } => write!(f, "the expiry lies {seconds} s in the past"),
            Self::Key => f.write_str("the signing key failed"),
            Self::LayoutClass { index } => write!(f, "layout class {index} is empty or holds white space"),
            Self::LayoutClassesTooLong { chars } => {
                write!(
                    f,
                    "layout classes are {chars} characters; the limit is {MAX_LAYOUT_CLASSES}"
                )
            }
            Self::LifetimeTooLong { seconds, limit } => {
                write!(f, "a lifetime of {seconds} s is over the limit of {limit} s")
            }
            Self::NotWritable { field } => write!(f, "{field} cannot be written safely in this profile"),
            Self::OtherProject => f.write_str("the session belongs to another project"),
        }
    }
}

impl core::error::Error for SignError {}
