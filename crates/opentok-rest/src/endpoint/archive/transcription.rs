use serde::Serialize;

use crate::option::LanguageCode;

/// How what is said in an archive is written down.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[must_use]
pub struct Transcription {
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_language_code: Option<LanguageCode>,
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    has_summary: bool,
}

impl Transcription {
    /// American English and no summary, as the service has it.
    pub fn new() -> Self {
        Self::default()
    }

    /// The language that most of them speak. Default: `en-US`.
    #[doc(alias = "primaryLanguageCode")]
    pub fn language(mut self, language: LanguageCode) -> Self {
        self.primary_language_code = Some(language);
        self
    }

    /// Adds a summary of what was said.
    #[doc(alias = "hasSummary")]
    pub fn with_summary(mut self) -> Self {
        self.has_summary = true;
        self
    }

    /// Whether there is nothing to tell the service.
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
