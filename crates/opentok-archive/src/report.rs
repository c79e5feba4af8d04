//! What there is to say about a manifest of either kind, as one JSON value.

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    Options, Timeline,
    export::{ExportError, json},
    individual, manifest,
};

/// A manifest of either kind, read as far as it can be.
///
/// ```
/// use opentok_archive::{Options, Report};
///
/// let report = Report::read(b"<Sessions/>", &Options::lenient());
/// assert!(!report.is_accepted());
/// assert_eq!(
///     serde_json::to_string(&report)?,
///     r#"{"error":{"code":"unexpected_root","name":"Sessions"}}"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Serialises as `{"ok": …, "warnings": […], "timeline": {…}}` or `{"error": {"code": …}}`; read strictly, as
/// `{"ok": true}` or an error.
#[derive(Clone, Debug)]
pub struct Report {
    outcome: Outcome,
    strict: bool,
}

#[derive(Clone, Debug)]
enum Outcome {
    Legacy(Box<manifest::Manifest>, Vec<manifest::Warning>),
    Individual(Box<individual::Manifest>, Vec<individual::Warning>),
    NotLegacy(manifest::ReadManifestError),
    NotIndividual(individual::ReadIndividualError),
}

impl Report {
    /// Reads a manifest: as JSON if the first byte that is no blank is `{` or `[`, else as XML.
    pub fn read(bytes: &[u8], options: &Options) -> Self {
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let outcome = match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{' | b'[') => match individual::Manifest::parse(bytes, options) {
                Ok((manifest, warnings)) => Outcome::Individual(Box::new(manifest), warnings),
                Err(error) => Outcome::NotIndividual(error),
            },
            _ => match manifest::Manifest::parse(bytes, options) {
                Ok((manifest, warnings)) => Outcome::Legacy(Box::new(manifest), warnings),
                Err(error) => Outcome::NotLegacy(error),
            },
        };
        Self {
            outcome,
            strict: options.is_strict(),
        }
    }

    /// Whether a manifest was read.
    pub fn is_accepted(&self) -> bool {
        self.error().is_none()
    }

    /// Why no manifest was read.
    pub fn error(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.outcome {
            Outcome::NotLegacy(error) => Some(error),
            Outcome::NotIndividual(error) => Some(error),
            Outcome::Legacy(..) | Outcome::Individual(..) => None,
        }
    }

    /// The word for the error, if there is one.
    pub fn error_code(&self) -> Option<&'static str> {
        match &self.outcome {
            Outcome::NotLegacy(error) => Some(error.code()),
            Outcome::NotIndividual(error) => Some(error.code()),
            Outcome::Legacy(..) | Outcome::Individual(..) => None,
        }
    }

    /// The warnings, as sentences.
    pub fn warnings(&self) -> Vec<String> {
        match &self.outcome {
            Outcome::Legacy(_, warnings) => warnings.iter().map(ToString::to_string).collect(),
            Outcome::Individual(_, warnings) => warnings.iter().map(ToString::to_string).collect(),
            Outcome::NotLegacy(_) | Outcome::NotIndividual(_) => Vec::new(),
        }
    }

    /// The timeline, if a manifest was read.
    pub fn timeline(&self) -> Option<Timeline> {
        match &self.outcome {
            Outcome::Legacy(manifest, _) => Some(Timeline::from(&**manifest)),
            Outcome::Individual(manifest, _) => Some(Timeline::from(&**manifest)),
            Outcome::NotLegacy(_) | Outcome::NotIndividual(_) => None,
        }
    }

    /// The manifest by itself as indented JSON: what the report says under `ok`. `None` if no manifest was read.
    ///
    /// # Errors
    ///
    /// [`ExportError::TooLong`], which needs limits far above the default ones.
    pub fn manifest_json(&self) -> Result<Option<String>, ExportError> {
        match &self.outcome {
            Outcome::Legacy(manifest, _) => json(manifest).map(Some),
            Outcome::Individual(manifest, _) => json(manifest).map(Some),
            Outcome::NotLegacy(_) | Outcome::NotIndividual(_) => Ok(None),
        }
    }

    /// The report as indented JSON.
    ///
    /// # Errors
    ///
    /// [`ExportError::TooLong`] if the intervals of the timeline are too many to write.
    pub fn to_json(&self) -> Result<String, ExportError> {
        json(self)
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Report", 3)?;
        match &self.outcome {
            Outcome::NotLegacy(error) => fields.serialize_field("error", error)?,
            Outcome::NotIndividual(error) => fields.serialize_field("error", error)?,
            Outcome::Legacy(..) | Outcome::Individual(..) if self.strict => fields.serialize_field("ok", &true)?,
            Outcome::Legacy(manifest, warnings) => {
                fields.serialize_field("ok", manifest)?;
                fields.serialize_field("warnings", warnings)?;
                fields.serialize_field("timeline", &Timeline::from(&**manifest))?;
            }
            Outcome::Individual(manifest, warnings) => {
                fields.serialize_field("ok", manifest)?;
                fields.serialize_field("warnings", warnings)?;
                fields.serialize_field("timeline", &Timeline::from(&**manifest))?;
            }
        }
        fields.end()
    }
}
