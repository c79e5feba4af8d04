//! Starting other programs: always shown, never through a shell, failure said in one line.

use core::error::Error;
use std::process::{Command, Output, Stdio};

/// What a verb answers: nothing, or why it failed.
pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Runs `command` with this terminal as its own; anything but exit code 0 is a failure.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let shown = show(command);
    eprintln!("$ {shown}");
    let status = command
        .status()
        .map_err(|cause| format!("cannot start `{shown}`: {cause}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{shown}` failed: {status}").into())
    }
}

/// Runs `command` and keeps what it printed; the exit code is the caller's to judge.
pub(crate) fn capture(command: &mut Command) -> Outcome<Output> {
    let shown = show(command);
    eprintln!("$ {shown}");
    Ok(command
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| format!("cannot start `{shown}`: {cause}"))?)
}

/// Runs `command` and gives its standard output, which must be UTF-8; its standard error goes to this terminal.
pub(crate) fn read(command: &mut Command) -> Outcome<String> {
    let shown = show(command);
    let output = capture(command.stderr(Stdio::inherit()))?;
    if !output.status.success() {
        return Err(format!("`{shown}` failed: {}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether `program` can be started from here: asked for its version, it answers.
pub(crate) fn is_installed(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Whether rustup has a nightly toolchain.
pub(crate) fn has_nightly() -> bool {
    is_installed("rustup", &["run", "nightly", "rustc", "--version"])
}

/// The command as one would type it, with the program's folder left out.
fn show(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let mut line = name.to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_without_the_folder_of_its_program() {
        let mut command = Command::new("/somewhere/bin/cargo");
        command.args(["test", "--workspace"]);
        assert_eq!(show(&command), "cargo test --workspace");
    }

    #[test]
    fn a_program_that_is_not_there_is_not_installed() {
        assert!(!is_installed("no-such-program-anywhere", &["--version"]));
    }
}
