use core::{error::Error, fmt};

use serde_json::{Map, Value};

use super::{Manifest, StreamFile};
use crate::MAX_NUMBER;

/// Why a manifest cannot be written: it could not be read back as what it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum WriteIndividualError {
    /// An id is empty.
    EmptyId,
    /// A name in `extra` is that of a known field.
    Name,
    /// A number is above [`MAX_NUMBER`].
    Number,
    /// A file ends before it begins.
    Range,
}

impl fmt::Display for WriteIndividualError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EmptyId => "an id is empty",
            Self::Name => "an extra field has the name of a known one",
            Self::Number => "a number is above 2^53 - 1",
            Self::Range => "a file ends before it begins",
        })
    }
}

impl Error for WriteIndividualError {}

pub(super) fn to_json(manifest: &Manifest) -> Result<String, WriteIndividualError> {
    let mut fields = Writer(manifest.extra.clone());
    fields.put("id", id(&manifest.id)?)?;
    fields.put("name", manifest.name.as_deref().into())?;
    if let Some(session_id) = &manifest.session_id {
        fields.put("sessionId", session_id.as_str().into())?;
    }
    if let Some(created_at_ms) = manifest.created_at_ms {
        fields.put("createdAt", number(created_at_ms)?)?;
    }
    let files = manifest.files.iter().map(file).collect::<Result<Vec<_>, _>>()?;
    fields.put("files", files.into())?;
    // The alternate form is the indented one.
    Ok(format!("{:#}", Value::Object(fields.0)))
}

fn file(file: &StreamFile) -> Result<Value, WriteIndividualError> {
    if file.stop_ms < file.start_ms {
        return Err(WriteIndividualError::Range);
    }
    let mut fields = Writer(file.extra.clone());
    fields.put("filename", file.filename.as_str().into())?;
    fields.put("streamId", id(&file.stream_id)?)?;
    fields.put("startTimeOffset", number(file.start_ms)?)?;
    fields.put("stopTimeOffset", number(file.stop_ms)?)?;
    if let Some(size) = file.size {
        fields.put("size", number(size)?)?;
    }
    fields.put("connectionData", file.connection_data.as_str().into())?;
    if let Some(video_type) = &file.video_type {
        fields.put("videoType", video_type.as_str().into())?;
    }
    Ok(Value::Object(fields.0))
}

/// The object that is being written, which begins as the unknown fields.
struct Writer(Map<String, Value>);

impl Writer {
    fn put(&mut self, field: &str, value: Value) -> Result<(), WriteIndividualError> {
        self.0
            .insert(field.into(), value)
            .map_or(Ok(()), |_| Err(WriteIndividualError::Name))
    }
}

fn id(text: &str) -> Result<Value, WriteIndividualError> {
    if text.is_empty() {
        Err(WriteIndividualError::EmptyId)
    } else {
        Ok(text.into())
    }
}

fn number(number: u64) -> Result<Value, WriteIndividualError> {
    if number > MAX_NUMBER {
        Err(WriteIndividualError::Number)
    } else {
        Ok(number.into())
    }
}
