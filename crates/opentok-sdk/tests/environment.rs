//! Credentials are found among variables and in the files that they name, and it is said why these.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::error::Error as _;
use std::{fs, path::PathBuf};

use opentok_sandbox::{Options, Sandbox};
use opentok_sdk::{
    Environment, ReadEnvironmentError,
    rest::{Dialect, FromPairsError, Scope},
};

const KEY: (&str, &str) = ("OPENTOK_API_KEY", "45676632");
const SECRET: (&str, &str) = ("OPENTOK_API_SECRET", "1234567890abcdef1234567890abcdef12345678");

/// A file of this test alone, gone when dropped.
struct File(PathBuf);

impl File {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("opentok-sdk-{}-{name}", std::process::id()));
        fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn a_project_is_found_and_explained() {
    let found = Environment::read_from([KEY, SECRET]).unwrap();
    assert_eq!(found.credentials().owner(), Some("45676632"));
    assert_eq!(
        found.to_string(),
        "OpenTok project, because OPENTOK_API_KEY and OPENTOK_API_SECRET are set"
    );
    let base = found.site().base(Scope::Project).as_str();
    assert_eq!(base, "https://api.opentok.com/v2/project/45676632");
}

#[test]
fn a_secret_is_read_from_a_file_without_its_line_end() {
    let file = File::new("secret", "1234567890abcdef1234567890abcdef12345678\n");
    let found = Environment::read_from([KEY, ("OPENTOK_API_SECRET_FILE", file.path())]).unwrap();
    assert_eq!(found.credentials().dialect(), Dialect::OpenTok);
}

#[test]
fn a_secret_and_its_file_exclude_each_other() {
    let both = Environment::read_from([KEY, SECRET, ("OPENTOK_API_SECRET_FILE", "/nowhere")]);
    let error = both.unwrap_err();
    assert!(matches!(error, ReadEnvironmentError::Both { .. }));
    assert_eq!(
        error.to_string(),
        "OPENTOK_API_SECRET and OPENTOK_API_SECRET_FILE are both set"
    );
}

#[test]
fn a_file_that_is_not_there_is_told_by_its_variable() {
    let error = Environment::read_from([KEY, ("OPENTOK_API_SECRET_FILE", "/nowhere/secret")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the file that OPENTOK_API_SECRET_FILE names cannot be read"
    );
    assert!(error.source().is_some());
}

#[test]
fn a_file_of_64_kib_is_read_and_one_byte_more_is_not() {
    let read = |name, len| {
        let file = File::new(name, &"x".repeat(len));
        Environment::read_from([KEY, ("OPENTOK_API_SECRET_FILE", file.path())])
    };
    assert!(read("at-the-limit", 64 * 1024).is_ok());
    assert!(matches!(
        read("past-the-limit", 64 * 1024 + 1),
        Err(ReadEnvironmentError::File { .. })
    ));
}

#[test]
fn an_application_goes_before_a_project_and_its_key_may_be_text_or_a_file() {
    let keys = Sandbox::new(Options::new().seed(1)).credentials();
    let file = File::new("key.pem", &keys.private_key);
    for key in [keys.private_key.as_str(), file.path()] {
        let id = ("VONAGE_APPLICATION_ID", keys.application_id.as_str());
        let found = Environment::read_from([KEY, SECRET, id, ("VONAGE_PRIVATE_KEY", key)]).unwrap();
        assert_eq!(found.credentials().owner(), Some(&*keys.application_id));
        let told = "Vonage application, because VONAGE_APPLICATION_ID and VONAGE_PRIVATE_KEY are set; passed over: \
                    OPENTOK_API_KEY, OPENTOK_API_SECRET";
        assert_eq!(found.to_string(), told);
        let base = found.site().base(Scope::Service).as_str();
        assert_eq!(base, "https://video.api.vonage.com");
    }
}

#[test]
fn another_address_is_taken_from_the_variable_of_its_environment() {
    let address = ("OPENTOK_API_URL", "http://127.0.0.1:8181/");
    let other = ("VONAGE_VIDEO_URL", "http://127.0.0.1:9999");
    let found = Environment::read_from([KEY, SECRET, address, other]).unwrap();
    let base = found.site().base(Scope::Project).as_str();
    assert_eq!(base, "http://127.0.0.1:8181/v2/project/45676632");
    assert!(found.to_string().ends_with("; at the address in OPENTOK_API_URL"));
    let error = Environment::read_from([KEY, SECRET, ("OPENTOK_API_URL", "ftp://h")]).unwrap_err();
    assert_eq!(error.to_string(), "OPENTOK_API_URL is no address of a service");
}

#[test]
fn blank_values_are_not_set() {
    let error = Environment::read_from([("OPENTOK_API_KEY", " "), ("VONAGE_PRIVATE_KEY", "")]).unwrap_err();
    assert!(matches!(
        error,
        ReadEnvironmentError::Credentials(FromPairsError::Nothing)
    ));
}

#[test]
fn half_a_pair_names_the_other_half() {
    let error = Environment::read_from([KEY]).unwrap_err();
    let cause = error.source().unwrap().to_string();
    assert_eq!(cause, "OPENTOK_API_KEY is set and OPENTOK_API_SECRET is not");
}

#[test]
fn the_process_has_an_environment_too() {
    // Whatever it is where this runs: reading it must not fail for other reasons than its content.
    if let Err(error) = Environment::read() {
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn nothing_shows_a_secret() {
    let found = Environment::read_from([KEY, SECRET]).unwrap();
    assert!(!format!("{found:?} {found}").contains(SECRET.1));
    let error = Environment::read_from([("OPENTOK_API_KEY", "not a key"), SECRET]).unwrap_err();
    assert!(!format!("{error:?} {error}").contains(SECRET.1));
}
