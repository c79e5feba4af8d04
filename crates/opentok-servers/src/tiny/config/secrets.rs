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
    if let Some(text) = reader.secret(&[TOKENS]) {
        for (index, item) in list(text).enumerate() {
            if let Err(error) = callers.add(item) {
                reader.fault(TOKENS, format!("item {}: {error}", index + 1));
            }
        }
        refuse_nobody(reader, TOKENS, &callers);
    }
    if let Some(path) = reader.text(&[TOKENS_FILE])
        && let Some(text) = read_small_file(reader, TOKENS_FILE, path)
    {
        for (index, line) in text.lines().enumerate() {
            let fault = match item_of(line) {
                Ok("") => continue,
                Ok(item) => callers.add(item).map_err(|error| error.to_string()).err(),
                Err(error) => Some(error.to_owned()),
            };
            if let Some(fault) = fault {
                reader.fault(TOKENS_FILE, format!("line {}: {fault}", index + 1));
            }
        }
        refuse_nobody(reader, TOKENS_FILE, &callers);
    }
    callers
}

/// Whoever sets callers does not mean to let everybody in.
fn refuse_nobody(reader: &mut Reader<'_>, name: &'static str, callers: &Callers) {
    if callers.is_empty() {
        reader.fault(name, "it holds no caller");
    }
}

/// What stands on a line before its comment.
fn item_of(line: &str) -> Result<&str, &'static str> {
    match line.split_once('#') {
        // Half of a token must not pass for all of it.
        Some((item, _)) if item.ends_with(|last: char| !last.is_whitespace()) => {
            Err("a # follows without a space; in a file it begins a comment, and a token has none")
        }
        Some((item, _)) => Ok(item.trim()),
        None => Ok(line.trim()),
    }
}

const TOKENS: &str = "TINY_API_TOKENS";
const TOKENS_FILE: &str = "TINY_API_TOKENS_FILE";

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Faults, Layer, Sources};

    fn read(pairs: &[(&str, &str)]) -> Result<usize, String> {
        let sources = Sources::new([Layer::from_pairs("test", pairs.iter().copied())]);
        let mut reader = Reader::new(&sources, Faults::default());
        let callers = read_callers(&mut reader);
        reader
            .finish()
            .map(|_| callers.len())
            .map_err(|faults| faults.to_string())
    }

    #[test]
    fn callers_that_are_set_are_at_least_one() {
        assert_eq!(read(&[]), Ok(0));
        assert_eq!(read(&[("TINY_API_TOKENS", "a,b=create")]), Ok(2));
        assert_eq!(
            read(&[("TINY_API_TOKENS", " , ")]).unwrap_err(),
            "TINY_API_TOKENS: it holds no caller"
        );
    }

    #[test]
    fn a_file_holds_one_caller_a_line_and_comments_that_stand_apart() {
        let path = std::env::temp_dir().join(format!("opentok-callers-{}", std::process::id()));
        let read_text = |text: &str| {
            fs::write(&path, text).unwrap();
            read(&[("TINY_API_TOKENS_FILE", path.to_str().unwrap())])
        };
        assert_eq!(read_text("# all\n\none\n two=access # the web\n"), Ok(2));
        assert_eq!(
            read_text("# nobody\n").unwrap_err(),
            "TINY_API_TOKENS_FILE: it holds no caller"
        );
        let fault = read_text("one\ns3cret#rest\n").unwrap_err();
        assert!(
            fault.starts_with("TINY_API_TOKENS_FILE: line 2: ") && !fault.contains("s3cret"),
            "{fault}"
        );
        fs::remove_file(path).unwrap();
    }
}
