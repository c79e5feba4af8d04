//! What a program says of a library: a line of JSON for each thing it measured.

use serde::Deserialize;

use crate::process::Outcome;

/// One line.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Told {
    Tokens(Tokens),
    Calls(Calls),
}

/// How fast one thread makes tokens.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tokens {
    /// The library and its version.
    pub(super) library: String,
    /// What the token says, in which format.
    pub(super) token: String,
    pub(super) per_second: f64,
    /// What is done for each.
    pub(super) does: String,
}

/// How long a call takes that reads an archive.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Calls {
    /// The library and its version.
    pub(super) library: String,
    pub(super) micros: f64,
    /// How many calls were made in all.
    pub(super) count: usize,
    /// What is done for each.
    pub(super) does: String,
    /// How many connections the program made.
    #[serde(skip)]
    pub(super) connections: usize,
}

impl Told {
    pub(super) fn read(line: &str) -> Outcome<Self> {
        serde_json::from_str(line).map_err(|cause| format!("a program printed {line:?}: {cause}").into())
    }
}

impl Calls {
    pub(super) fn over(self, connections: usize) -> Self {
        Self { connections, ..self }
    }

    /// Whether the calls shared a connection. The few that prepare them need not.
    pub(super) fn is_kept(&self) -> bool {
        self.connections < self.count / 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_what_it_tells() {
        let line = r#"{"tokens":{"library":"a 1","token":"T1","per_second":5.5,"does":"b"}}"#;
        assert!(matches!(Told::read(line), Ok(Told::Tokens(told)) if told.per_second == 5.5));
        let line = r#"{"calls":{"library":"a 1","micros":90,"count":2200,"does":"b"}}"#;
        let Ok(Told::Calls(calls)) = Told::read(line) else {
            panic!("it is a line about calls")
        };
        let calls = calls.over(7);
        assert!(calls.is_kept());
        assert!(!calls.over(2_205).is_kept());
    }

    #[test]
    fn anything_else_is_refused() {
        for line in ["", "hello", r#"{"tokens":{"library":"a"}}"#, r#"{"else":1}"#] {
            assert!(Told::read(line).is_err(), "{line}");
        }
    }
}
