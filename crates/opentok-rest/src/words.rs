//! The words of the wire, each set open for words to come.

use core::{fmt, marker::PhantomData};

use serde::de::Visitor;

/// Declares an enum of words, with one more variant for those that are not known yet.
macro_rules! words {
    ($($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* })*) => {$(
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

        /// Letter case does not count.
        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                $(if word.eq_ignore_ascii_case($word) {
                    return Self::$variant;
                })*
                Self::Unknown(word.into())
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
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
                deserializer.deserialize_str($crate::words::Word(core::marker::PhantomData))
            }
        }
    )*};
}

pub(crate) use words;

/// Reads a word where it stands: one that is known is not copied.
pub(crate) struct Word<W>(pub(crate) PhantomData<W>);

impl<W: for<'w> From<&'w str>> Visitor<'_> for Word<W> {
    type Value = W;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_str<E>(self, word: &str) -> Result<W, E> {
        Ok(W::from(word))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::broadcast::BroadcastStatus;

    #[test]
    fn a_word_is_known_however_it_is_spelt() {
        for spelling in [r#""failed""#, r#""FAILED""#, r#""f\u0061iled""#] {
            assert_eq!(
                serde_json::from_str::<BroadcastStatus>(spelling).unwrap(),
                BroadcastStatus::Failed,
                "{spelling}"
            );
        }
        assert_eq!(
            serde_json::from_value::<BroadcastStatus>(json!("Started")).unwrap(),
            BroadcastStatus::Started
        );
        assert_eq!(json!(BroadcastStatus::Started), "started");
    }

    #[test]
    fn a_word_to_come_is_kept() {
        let delayed: BroadcastStatus = serde_json::from_str(r#""Delayed""#).unwrap();
        assert_eq!(delayed, BroadcastStatus::Unknown("Delayed".into()));
        assert_eq!(json!(delayed), "Delayed");
    }

    #[test]
    fn what_is_no_text_is_no_word() {
        for value in ["null", "1", "true", "[]", r#"{"failed":null}"#] {
            let error = serde_json::from_str::<BroadcastStatus>(value).unwrap_err().to_string();
            assert!(error.contains("expected a word"), "{value}: {error}");
        }
    }
}
