//! The profile file: a JSON object of named entries.
//!
//! ```json
//! {
//!   "default": { "api_key": "12345678", "api_secret_file": "secret.txt" },
//!   "unified": { "application_id": "316039c3-a464-455f-85e1-4de116eb78f6", "private_key": "private.key" }
//! }
//! ```
//!
//! Paths are relative to the file's own directory.

use alloc::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use zeroize::Zeroizing;

use super::arguments::CredentialArguments;
use super::layer::{Environment, Layer, SecretSource, Setting};
use crate::input::{ReadFileError, SmallFile};
use crate::output::Console;

/// The entry that is used when none is named.
const DEFAULT_ENTRY: &str = "default";

/// The longest profile file, in bytes.
const MAX_LEN: u64 = 1024 * 1024;

/// One entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    api_key: Option<String>,
    api_secret: Option<Zeroizing<String>>,
    api_secret_file: Option<PathBuf>,
    application_id: Option<String>,
    private_key: Option<PathBuf>,
    public_key: Option<PathBuf>,
    account_key: Option<String>,
    account_secret_file: Option<PathBuf>,
    api_url: Option<String>,
}

/// The entry that the flags name, or the default one; an empty layer if there is no file and none was asked for.
pub(super) fn read(
    arguments: &CredentialArguments,
    environment: Environment<'_>,
    console: &Console,
    faults: &mut Vec<String>,
) -> Layer {
    let Some(path) = arguments.profile_file.clone().or_else(|| default_path(environment)) else {
        if arguments.credentials.is_some() {
            faults.push("--credentials needs --profile-file: there is no home directory to look in".to_owned());
        }
        return Layer::default();
    };
    let file = match SmallFile::read(&path, MAX_LEN) {
        Ok(file) => file,
        Err(ReadFileError::Io(error)) if error.kind() == ErrorKind::NotFound && !is_asked_for(arguments) => {
            return Layer::default();
        }
        Err(error) => {
            faults.push(format!("cannot read the profile file: {error}"));
            return Layer::default();
        }
    };
    let mut entries: BTreeMap<String, Entry> = match serde_json::from_str(file.text()) {
        Ok(entries) => entries,
        Err(error) => {
            // What the parser says may quote the file.
            let (line, column) = (error.line(), error.column());
            faults.push(format!(
                "the profile file is not a JSON object of entries: line {line}, column {column}"
            ));
            return Layer::default();
        }
    };
    let name = arguments.credentials.as_deref().unwrap_or(DEFAULT_ENTRY);
    let Some(entry) = entries.remove(name) else {
        if arguments.credentials.is_some() {
            faults.push("the profile file has no entry of the name that --credentials gives".to_owned());
        }
        return Layer::default();
    };
    if entry.api_secret.is_some() && file.is_world_readable() {
        console.warn(
            "world_readable",
            "every user of this machine can read the profile file and the secret in it",
        );
    }
    layer(entry, name, path.parent().unwrap_or(Path::new("")), faults)
}

fn layer(entry: Entry, name: &str, directory: &Path, faults: &mut Vec<String>) -> Layer {
    let origin = |member: &str| format!("{member} of profile entry `{name}`");
    let path = |member: &str, path: Option<PathBuf>| {
        path.map(|path| Setting {
            value: directory.join(path),
            origin: origin(member),
        })
    };
    let text = |member: &str, text: Option<String>| {
        text.map(|value| Setting {
            value,
            origin: origin(member),
        })
    };
    let here = entry.api_secret.map(|secret| Setting {
        value: SecretSource::Text(secret),
        origin: origin("api_secret"),
    });
    let in_file = path("api_secret_file", entry.api_secret_file).map(|file| file.map(SecretSource::File));
    if here.is_some() && in_file.is_some() {
        faults.push(format!(
            "profile entry `{name}` has both api_secret and api_secret_file"
        ));
    }
    Layer {
        api_key: text("api_key", entry.api_key),
        secret: here.or(in_file),
        application_id: text("application_id", entry.application_id),
        private_key: path("private_key", entry.private_key),
        public_key: path("public_key", entry.public_key),
        account_key: text("account_key", entry.account_key),
        account_secret: path("account_secret_file", entry.account_secret_file).map(|file| file.map(SecretSource::File)),
        api_url: text("api_url", entry.api_url.clone()),
        video_url: text("api_url", entry.api_url),
    }
}

const fn is_asked_for(arguments: &CredentialArguments) -> bool {
    arguments.credentials.is_some() || arguments.profile_file.is_some()
}

fn default_path(environment: Environment<'_>) -> Option<PathBuf> {
    let directory = |name| environment(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let configuration = directory("XDG_CONFIG_HOME")
        .or_else(|| directory("HOME").map(|home| home.join(".config")))
        .or_else(|| directory("APPDATA"))?;
    Some(configuration.join("opentok").join("profiles.json"))
}
