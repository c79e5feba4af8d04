use serde::{Deserialize, Serialize};

use super::{SignedUrl, TranscriptionStatus};

/// How what is said in an archive is to be written down.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TranscriptionProperties {
    /// The language that most speak, as in `en-US`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary_language_code: Option<String>,
    /// Whether a summary is made, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_summary: Option<bool>,
}

/// What has become of the writing down.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Transcription {
    /// Where it is in its life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<TranscriptionStatus>,
    /// Where to download it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<SignedUrl>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The language that it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary_language_code: Option<String>,
    /// Whether there is a summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_summary: Option<bool>,
}
