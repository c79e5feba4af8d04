//! Reading RSA keys.

use std::path::PathBuf;

use compact_jws::{KeyError, RsaPrivateKey, RsaPublicKey};

use super::layer::Setting;
use crate::failure::sentence;
use crate::input::SmallFile;
use crate::output::Console;

/// The longest key file, in bytes.
const MAX_LEN: u64 = 64 * 1024;

/// Reads a private key, and warns when it is not private.
pub(super) fn private(file: &Setting<PathBuf>, console: &Console, faults: &mut Vec<String>) -> Option<RsaPrivateKey> {
    let (key, world_readable) = read(file, RsaPrivateKey::from_pem, faults)?;
    if world_readable {
        let message = format!("every user of this machine can read the private key of {}", file.origin);
        console.warn("world_readable", &message);
    }
    Some(key)
}

/// Reads a public key.
pub(super) fn public(file: &Setting<PathBuf>, faults: &mut Vec<String>) -> Option<RsaPublicKey> {
    Some(read(file, RsaPublicKey::from_pem, faults)?.0)
}

fn read<K>(
    file: &Setting<PathBuf>,
    parse: fn(&str) -> Result<K, KeyError>,
    faults: &mut Vec<String>,
) -> Option<(K, bool)> {
    let origin = &file.origin;
    if file.value.to_string_lossy().contains("-----BEGIN") {
        faults.push(format!(
            "{origin} holds a key; it has to be the path of a file with the key"
        ));
        return None;
    }
    let text = match SmallFile::read(&file.value, MAX_LEN) {
        Ok(text) => text,
        Err(error) => {
            faults.push(format!("cannot read the key file of {origin}: {error}"));
            return None;
        }
    };
    match parse(text.text()) {
        Ok(key) => Some((key, text.is_world_readable())),
        Err(error) => {
            faults.push(format!("the key file of {origin} cannot be used: {}", sentence(&error)));
            None
        }
    }
}
