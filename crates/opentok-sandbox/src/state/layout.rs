/// How streams share a composed picture.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Layout {
    pub(crate) kind: LayoutKind,
    /// Only with [`LayoutKind::Custom`].
    pub(crate) stylesheet: Option<Box<str>>,
    /// Only with [`LayoutKind::BestFit`].
    pub(crate) screenshare: Option<LayoutKind>,
}

/// The arrangements there are.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum LayoutKind {
    #[default]
    BestFit,
    Pip,
    VerticalPresentation,
    HorizontalPresentation,
    Custom,
}

impl LayoutKind {
    const ALL: [Self; 5] = [
        Self::BestFit,
        Self::Pip,
        Self::VerticalPresentation,
        Self::HorizontalPresentation,
        Self::Custom,
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::BestFit => "bestFit",
            Self::Pip => "pip",
            Self::VerticalPresentation => "verticalPresentation",
            Self::HorizontalPresentation => "horizontalPresentation",
            Self::Custom => "custom",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            kind: LayoutKind::BestFit,
            stylesheet: None,
            screenshare: None,
        }
    }
}
