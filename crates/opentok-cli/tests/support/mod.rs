//! Running the command in an empty environment.

#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod measure;
pub(crate) mod service;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub(crate) use self::measure::measured;

/// A project, and a session of it.
pub(crate) const KEY: &str = "45676632";
pub(crate) const SECRET: &str = "1234567890abcdef1234567890abcdef12345678";
pub(crate) const SESSION: &str = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5";

/// A moment for tests that need the same one every time.
pub(crate) const NOW: &str = "1700000000";

/// The command with these arguments, and no environment.
pub(crate) fn opentok<const N: usize>(arguments: [&str; N]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_opentok"));
    command.args(arguments).env_clear().envs(measured());
    command
}

/// The same with the project's credentials in the environment.
pub(crate) fn with_project<const N: usize>(arguments: [&str; N]) -> Command {
    let mut command = opentok(arguments);
    command.env("OPENTOK_API_KEY", KEY).env("OPENTOK_API_SECRET", SECRET);
    command
}

/// What came of a command.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Answer {
    /// Standard output as one JSON value.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Each line of standard output as JSON.
    #[track_caller]
    pub(crate) fn json_lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).expect(line))
            .collect()
    }

    /// The error on standard error, which has to be one line of JSON.
    #[track_caller]
    pub(crate) fn error(&self) -> (String, String) {
        let error: Value = serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        assert_eq!(self.err.lines().count(), 1, "{self:?}");
        let text = |name: &str| {
            error[name]
                .as_str()
                .unwrap_or_else(|| panic!("{name}: {error}"))
                .to_owned()
        };
        (text("error"), text("message"))
    }
}

/// Runs a command without input.
#[track_caller]
pub(crate) fn run(command: &mut Command) -> Answer {
    answer(command.stdin(Stdio::null()).output().unwrap())
}

/// Runs a command with this input.
#[track_caller]
pub(crate) fn feed(command: &mut Command, input: &[u8]) -> Answer {
    let command = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A command that refuses its arguments does not read.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    answer(output)
}

/// The token a command mints.
#[track_caller]
pub(crate) fn mint(command: &mut Command) -> String {
    let answer = run(command);
    assert_eq!(answer.code, 0, "{answer:?}");
    answer.out.trim_end().to_owned()
}

fn answer(output: Output) -> Answer {
    Answer {
        code: output.status.code().expect("ended by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A directory of one test's own, gone when the test is over.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("opentok-cli-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file that only its owner may read.
    pub(crate) fn file(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        set_mode(&path, 0o600);
        path
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Sets a file's permissions, where there are any.
pub(crate) fn set_mode(path: &Path, mode: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
}

/// Texts as paths of files, for arguments.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
