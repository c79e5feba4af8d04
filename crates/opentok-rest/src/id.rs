//! The names of things, checked once.

use core::{error::Error, fmt, str::FromStr};

/// Declares the name of one kind of thing.
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)*) => {$(
        $(#[$meta])*
        ///
        /// 1 to [`MAX_LEN`](Self::MAX_LEN) bytes without control characters, neither `.` nor `..`. It is encoded wherever it
        /// becomes part of a path, so that it arrives as it is. It grants nothing.
        #[derive(Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(Box<str>);

        impl $name {
            /// The longest id, in bytes. Those in use have 36.
            pub const MAX_LEN: usize = MAX_LEN;

            /// The id as it travels.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                check(text).map(|()| Self(text.into()))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.as_str()).finish()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<&str> for $name {
            type Error = ParseIdError;

            fn try_from(text: &str) -> Result<Self, ParseIdError> {
                text.parse()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = alloc::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// The name of an archive.
    #[doc(alias = "archiveId")]
    ArchiveId;
    /// The name of an Audio Connector's WebSocket.
    AudioConnectorId;
    /// The name of a broadcast.
    #[doc(alias = "broadcastId")]
    BroadcastId;
    /// The name of a registered callback.
    CallbackId;
    /// The name of a session's live captions.
    #[doc(alias = "captionsId")]
    CaptionsId;
    /// The name of one client's connection to a session.
    #[doc(alias = "connectionId")]
    ConnectionId;
    /// The name of an Experience Composer's work.
    #[doc(alias = "renderId")]
    RenderId;
    /// The name of a SIP call.
    SipCallId;
    /// The name of what one client publishes.
    #[doc(alias = "streamId")]
    StreamId;
    /// The name of one video of an archive of 2011 to 2014.
    #[doc(alias = "videoId")]
    VideoId;
}

/// Why a text is not an id. It does not show the text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ParseIdError {
    /// A control character, at this byte.
    Control {
        /// Offset in bytes.
        at: usize,
    },
    /// It is `.` or `..`, which no path can hold as a name.
    Dots,
    /// Nothing there.
    Empty,
    /// Longer than 255 bytes.
    TooLong {
        /// Length in bytes.
        len: usize,
    },
}

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Control { at } => write!(f, "id has a control character at byte {at}"),
            Self::Dots => f.write_str("id is `.` or `..`"),
            Self::Empty => f.write_str("id is empty"),
            Self::TooLong { len } => write!(f, "id is {len} bytes; the limit is {MAX_LEN}"),
        }
    }
}

impl Error for ParseIdError {}

const MAX_LEN: usize = 255;

fn check(text: &str) -> Result<(), ParseIdError> {
    match text {
        "" => Err(ParseIdError::Empty),
        "." | ".." => Err(ParseIdError::Dots),
        _ if text.len() > MAX_LEN => Err(ParseIdError::TooLong { len: text.len() }),
        _ => match text.char_indices().find(|(_, c)| c.is_control()) {
            Some((at, _)) => Err(ParseIdError::Control { at }),
            None => Ok(()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_one_segment_of_a_path() {
        for (text, error) in [
            ("", ParseIdError::Empty),
            (".", ParseIdError::Dots),
            ("..", ParseIdError::Dots),
            ("a\0b", ParseIdError::Control { at: 1 }),
            ("é\n", ParseIdError::Control { at: 2 }),
        ] {
            assert_eq!(text.parse::<ArchiveId>(), Err(error), "{text:?}");
        }
        for text in [
            "30b3ebf1-ba36-4f5b-8def-6f70d9986fe9",
            "../a",
            "a/b?c#d%2f",
            "...",
            "é 日",
        ] {
            assert_eq!(text.parse::<ArchiveId>().unwrap().as_str(), text);
        }
    }

    #[test]
    fn the_length_limit_is_exact() {
        let text = "a".repeat(StreamId::MAX_LEN + 1);
        assert!(text[1..].parse::<StreamId>().is_ok());
        assert_eq!(text.parse::<StreamId>(), Err(ParseIdError::TooLong { len: 256 }));
    }
}
