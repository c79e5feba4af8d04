/// How much an event matters.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Level {
    /// Worth knowing.
    Info,
    /// Worth a look.
    Warn,
    /// Something does not work.
    Error,
}

impl Level {
    /// In lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}
