//! Reading secrets.

use std::path::{Path, PathBuf};

use opentok_token::ApiSecret;
use zeroize::Zeroizing;

use super::layer::{SecretSource, Setting};
use crate::failure::Failure;
use crate::input::SmallFile;
use crate::output::Console;

/// The longest secret file, in bytes. Secrets have 40.
const MAX_LEN: u64 = 64 * 1024;

/// A further secret that its owner knows, for diagnosis.
pub(crate) struct OtherSecret(Zeroizing<String>);

impl OtherSecret {
    /// The secret.
    pub(crate) fn secret(&self) -> ApiSecret<'_> {
        ApiSecret::new(&self.0)
    }
}

/// Reads the files that `--other-secret-file` and `OPENTOK_OTHER_SECRET_FILES` name.
pub(crate) fn other_secrets(flags: &[PathBuf], console: &Console) -> Result<Vec<OtherSecret>, Failure> {
    const FLAG: &str = "--other-secret-file";
    const VARIABLE: &str = "OPENTOK_OTHER_SECRET_FILES";
    let mut faults = Vec::new();
    let mut secrets = Vec::new();
    let variable = std::env::var_os(VARIABLE).unwrap_or_default();
    let from_flags = flags.iter().cloned().map(|path| (FLAG, path));
    let from_variable = std::env::split_paths(&variable).map(|path| (VARIABLE, path));
    for (origin, path) in from_flags.chain(from_variable.filter(|(_, path)| !path.as_os_str().is_empty())) {
        secrets.extend(read_file(&path, origin, console, &mut faults).map(OtherSecret));
    }
    if faults.is_empty() {
        Ok(secrets)
    } else {
        Err(Failure::configuration(&faults))
    }
}

/// A secret that a file or a variable of the environment holds.
pub(crate) fn read_secret(path: &Path, origin: &str, console: &Console) -> Result<Zeroizing<String>, Failure> {
    let mut faults = Vec::new();
    match read_file(path, origin, console, &mut faults) {
        Some(secret) if !secret.is_empty() => Ok(secret),
        Some(_) => Err(Failure::configuration(&[format!("the secret of {origin} is empty")])),
        None => Err(Failure::configuration(&faults)),
    }
}

/// The project's secret, from wherever it is.
pub(super) fn read(
    source: &Setting<SecretSource>,
    console: &Console,
    faults: &mut Vec<String>,
) -> Option<Zeroizing<String>> {
    let secret = match &source.value {
        SecretSource::Text(secret) => Some(secret.clone()),
        SecretSource::File(path) => read_file(path, &source.origin, console, faults),
    }?;
    if secret.is_empty() {
        faults.push(format!("the secret of {} is empty", source.origin));
        return None;
    }
    Some(secret)
}

/// The content of a secret file less one line break at its end, which editors and `echo` leave there.
fn read_file(path: &Path, origin: &str, console: &Console, faults: &mut Vec<String>) -> Option<Zeroizing<String>> {
    match SmallFile::read(path, MAX_LEN) {
        Ok(file) => {
            if file.is_world_readable() {
                let message = format!("every user of this machine can read the secret file of {origin}");
                console.warn("world_readable", &message);
            }
            Some(Zeroizing::new(file.without_final_break().to_owned()))
        }
        Err(error) => {
            faults.push(format!("cannot read the secret file of {origin}: {error}"));
            None
        }
    }
}
