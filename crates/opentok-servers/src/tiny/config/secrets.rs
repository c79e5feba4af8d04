//! The settings that say who this server is and who may ask it: kept in files as often as in the environment.

use std::fs;

use opentok_sdk::token::ApiKey;
use zeroize::Zeroizing;

use crate::settings::{Layer, Reader, list};
use crate::tiny::Callers;

pub(super) fn read_key(reader: &mut Reader<'_>) -> Option<ApiKey> {
    match reader.text(&["OPENTOK_KEY", "TOKBOX_API_KEY"]) {
        Some(text) => reader.parse("OPENTOK_KEY", text),
        None => {
            reader.fault("OPENTOK_KEY", "it is missing: the API key of the project");
            None
        }
    }
}

pub(super) fn read_secret(reader: &mut Reader<'_>) -> Option<Zeroizing<String>> {
    let given = reader.secret(&["OPENTOK_SECRET", "TOKBOX_SECRET"]);
    let file = reader.text(&["OPENTOK_SECRET_FILE"]);
    match (given, file) {
        (Some(_), Some(_)) => reader.fault(
            "OPENTOK_SECRET_FILE",
            "the secret is given twice: here and in OPENTOK_SECRET",
        ),
        (Some(secret), None) => return Some(Zeroizing::new(secret.to_owned())),
        (None, Some(path)) => {
            let text = read_small_file(reader, "OPENTOK_SECRET_FILE", path)?;
            let secret = text
                .strip_suffix('\n')
                .map_or(&**text, |line| line.strip_suffix('\r').unwrap_or(line));
            if !secret.is_empty() {
                return Some(Zeroizing::new(secret.to_owned()));
            }
            reader.fault("OPENTOK_SECRET_FILE", "the file is empty");
        }
        (None, None) => reader.fault("OPENTOK_SECRET", "it is missing: the secret of the project"),
    }
    None
}

pub(super) fn read_callers(reader: &mut Reader<'_>) -> Callers {
    let mut callers = Callers::default();
    for (index, item) in list(reader.secret(&["TINY_API_TOKENS"]).unwrap_or_default()).enumerate() {
        if let Err(error) = callers.add(item) {
            reader.fault("TINY_API_TOKENS", format!("item {}: {error}", index + 1));
        }
    }
    if let Some(path) = reader.text(&["TINY_API_TOKENS_FILE"])
        && let Some(text) = read_small_file(reader, "TINY_API_TOKENS_FILE", path)
    {
        for (index, line) in text.lines().enumerate() {
            let item = line.split('#').next().unwrap_or_default().trim();
            if !item.is_empty()
                && let Err(error) = callers.add(item)
            {
                reader.fault("TINY_API_TOKENS_FILE", format!("line {}: {error}", index + 1));
            }
        }
        if callers.is_empty() {
            // Whoever names a file does not mean to let everybody in.
            reader.fault("TINY_API_TOKENS_FILE", "the file holds no caller");
        }
    }
    callers
}

fn read_small_file(reader: &mut Reader<'_>, name: &'static str, path: &str) -> Option<Zeroizing<String>> {
    let read = fs::metadata(path).and_then(|meta| {
        if meta.len() > Layer::MAX_FILE {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        fs::read_to_string(path)
    });
    read.map(Zeroizing::new)
        .map_err(|error| reader.fault(name, format!("the file cannot be read: {error}")))
        .ok()
}
