use std::collections::HashSet;

use serde_json::Value;

use super::{Manifest, ReadIndividualError, StreamFile, VideoType, Warning, fields::Fields};
use crate::{Counted, Options, json};

pub(super) fn parse(bytes: &[u8], options: &Options) -> Result<(Manifest, Vec<Warning>), ReadIndividualError> {
    if bytes.len() > options.max_bytes {
        return Err(ReadIndividualError::TooLarge {
            limit: options.max_bytes,
            actual: bytes.len(),
        });
    }
    let Value::Object(map) = json::parse(bytes)? else {
        return Err(ReadIndividualError::InvalidType {
            field: "$",
            index: None,
        });
    };
    let mut warnings = Vec::new();
    let manifest = manifest(Fields::new(map, None), options, &mut warnings)?;
    if options.is_strict() && !warnings.is_empty() {
        return Err(ReadIndividualError::Strict {
            warning: warnings.swap_remove(0),
        });
    }
    Ok((manifest, warnings))
}

fn manifest(
    mut fields: Fields,
    options: &Options,
    warnings: &mut Vec<Warning>,
) -> Result<Manifest, ReadIndividualError> {
    let id = fields.id("id")?;
    let name = fields.optional_text("name")?;
    let session_id = fields.optional_text("sessionId")?;
    let created_at_ms = fields.optional_number("createdAt")?;
    if session_id.is_none() {
        warnings.push(Warning::MissingField { field: "sessionId" });
    }
    if created_at_ms.is_none() {
        warnings.push(Warning::MissingField { field: "createdAt" });
    }
    let Value::Array(values) = fields.required("files")? else {
        return Err(ReadIndividualError::InvalidType {
            field: "files",
            index: None,
        });
    };
    if values.len() > options.max_files {
        return Err(ReadIndividualError::TooMany {
            what: Counted::Files,
            limit: options.max_files,
        });
    }
    let files: Vec<_> = values.into_iter().enumerate().map(file).collect::<Result<_, _>>()?;
    let mut seen = HashSet::new();
    for (index, file) in files.iter().enumerate() {
        if !seen.insert(&file.filename) {
            warnings.push(Warning::DuplicateFile {
                filename: file.filename.clone(),
                index,
            });
        }
    }
    Ok(Manifest {
        id,
        name,
        session_id,
        created_at_ms,
        files,
        extra: fields.rest(),
    })
}

fn file((index, value): (usize, Value)) -> Result<StreamFile, ReadIndividualError> {
    let Value::Object(map) = value else {
        return Err(ReadIndividualError::InvalidType {
            field: "files",
            index: Some(index),
        });
    };
    let mut fields = Fields::new(map, Some(index));
    let filename = fields
        .text("filename")?
        .parse()
        .map_err(|_| ReadIndividualError::UnsafeFilename { index })?;
    let stream_id = fields.id("streamId")?;
    let start_ms = fields.number("startTimeOffset")?;
    let stop_ms = fields.number("stopTimeOffset")?;
    if stop_ms < start_ms {
        return Err(ReadIndividualError::InvalidRange { index });
    }
    let size = fields.optional_number("size")?;
    let connection_data = fields.optional_text("connectionData")?.unwrap_or_default();
    let video_type = fields
        .optional_text("videoType")?
        .map(|text| VideoType::from(text.as_str()));
    Ok(StreamFile {
        filename,
        stream_id,
        start_ms,
        stop_ms,
        size,
        connection_data,
        video_type,
        extra: fields.rest(),
    })
}
