//! The words of the REST API, each set open for words to come.

use core::fmt;
use core::marker::PhantomData;

use serde::de::Visitor;

/// Declares an enum of words, with one more variant for those that are not known yet.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant,)*
            /// Another word, kept as it came.
            Unknown(Box<str>),
        }

        impl $name {
            /// The word of the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Unknown(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $($word => Self::$variant,)*
                    _ => Self::Unknown(word.into()),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Word(PhantomData))
            }
        }
    };
}

words! {
    /// Where an archive is in its life.
    Status {
        /// Being recorded.
        Started = "started",
        /// No stream to record; goes on when one is published.
        Paused = "paused",
        /// Recorded, not ready yet.
        Stopped = "stopped",
        /// In the project's own storage.
        Uploaded = "uploaded",
        /// Ready to download; the only status with an address.
        Available = "available",
        /// No longer kept: 72 hours after it was made.
        Expired = "expired",
        /// Gone wrong; `reason` says how.
        Failed = "failed",
        /// Deleted.
        Deleted = "deleted",
    }
}

words! {
    /// What an archive becomes.
    OutputMode {
        /// One MP4 with everybody in it.
        Composed = "composed",
        /// A ZIP with one file for each stream.
        Individual = "individual",
    }
}

words! {
    /// Who chooses the streams of an archive.
    StreamMode {
        /// All streams are recorded.
        Auto = "auto",
        /// Streams are added one by one.
        Manual = "manual",
    }
}

words! {
    /// Where the writing down of an archive is in its life.
    TranscriptionStatus {
        /// Asked for.
        Requested = "requested",
        /// Being written.
        Started = "started",
        /// Ready to download.
        Available = "available",
        /// Written.
        Completed = "completed",
        /// In the project's own storage.
        Uploaded = "uploaded",
        /// Gone wrong; `reason` says how.
        Failed = "failed",
    }
}

/// Reads a word where it stands: one that is known is not copied.
struct Word<W>(PhantomData<W>);

impl<W: for<'w> From<&'w str>> Visitor<'_> for Word<W> {
    type Value = W;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_str<E>(self, word: &str) -> Result<W, E> {
        Ok(W::from(word))
    }
}
