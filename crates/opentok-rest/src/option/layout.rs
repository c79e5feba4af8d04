use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::ArgumentError;

/// How the streams are arranged in a composed archive or a broadcast.
///
/// ```
/// use opentok_rest::option::{Arrangement, Layout};
///
/// let plain = Layout::from(Arrangement::HorizontalPresentation);
/// let shared = Layout::best_fit_until_screen_is_shared(Arrangement::VerticalPresentation);
/// let own = Layout::custom("stream.full { width: 100%; height: 100% }")?;
/// # drop((plain, shared, own));
/// # Ok::<(), opentok_rest::ArgumentError>(())
/// ```
///
/// Wire: [`WIRE.md`, "Layouts"](crate::wire).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Layout(Kind);

/// A ready-made way to arrange streams.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Arrangement {
    /// All as large as possible. The default of the service.
    BestFit,
    /// A small picture in a large one.
    Pip,
    /// One large, the others below each other at its side.
    VerticalPresentation,
    /// One large, the others in a row.
    HorizontalPresentation,
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Kind {
    Ready(Arrangement),
    ScreenShare(Arrangement),
    Custom(Box<str>),
}

impl Layout {
    /// The best fit, and `arrangement` instead as long as someone shares a screen.
    #[doc(alias = "screenshareType")]
    pub fn best_fit_until_screen_is_shared(arrangement: Arrangement) -> Self {
        Self(Kind::ScreenShare(arrangement))
    }

    /// As this style sheet says, in CSS.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::Empty`].
    pub fn custom(stylesheet: impl Into<String>) -> Result<Self, ArgumentError> {
        let stylesheet = stylesheet.into();
        ArgumentError::check_len("stylesheet", &stylesheet, 1..=usize::MAX)?;
        Ok(Self(Kind::Custom(stylesheet.into())))
    }
}

impl From<Arrangement> for Layout {
    fn from(arrangement: Arrangement) -> Self {
        Self(Kind::Ready(arrangement))
    }
}

impl Serialize for Layout {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, more) = match &self.0 {
            Kind::Ready(arrangement) => (arrangement.as_str(), None),
            Kind::ScreenShare(arrangement) => ("bestFit", Some(("screenshareType", arrangement.as_str()))),
            Kind::Custom(stylesheet) => ("custom", Some(("stylesheet", &**stylesheet))),
        };
        let mut map = serializer.serialize_map(Some(1 + usize::from(more.is_some())))?;
        map.serialize_entry("type", kind)?;
        if let Some((name, value)) = more {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Arrangement {
    /// The word of the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BestFit => "bestFit",
            Self::Pip => "pip",
            Self::VerticalPresentation => "verticalPresentation",
            Self::HorizontalPresentation => "horizontalPresentation",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(layout: &Layout) -> String {
        serde_json::to_string(layout).unwrap()
    }

    #[test]
    fn a_screen_share_type_comes_with_the_best_fit_only() {
        assert_eq!(json(&Arrangement::Pip.into()), r#"{"type":"pip"}"#);
        assert_eq!(json(&Arrangement::BestFit.into()), r#"{"type":"bestFit"}"#);
        assert_eq!(
            json(&Layout::best_fit_until_screen_is_shared(
                Arrangement::HorizontalPresentation
            )),
            r#"{"type":"bestFit","screenshareType":"horizontalPresentation"}"#
        );
    }

    #[test]
    fn a_style_sheet_comes_with_custom_and_is_not_empty() {
        let layout = Layout::custom("stream.full {width:100%;height:100%}").unwrap();
        assert_eq!(
            json(&layout),
            r#"{"type":"custom","stylesheet":"stream.full {width:100%;height:100%}"}"#
        );
        assert_eq!(Layout::custom("x").map(|layout| json(&layout).len()), Ok(34));
        assert_eq!(Layout::custom(""), Err(ArgumentError::Empty { name: "stylesheet" }));
    }
}
