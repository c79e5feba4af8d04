//! Commands with what they print, as documents show them: `$ ` before a command, its output below.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::measured;

/// The commands of a document, in order.
#[derive(Debug)]
pub(crate) struct Transcript {
    pub(crate) commands: Vec<Shown>,
}

/// A command, and what is shown below it.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) line: String,
    pub(crate) shown: String,
}

impl Transcript {
    /// Reads every block of `console`. A command goes on in the next line after a backslash.
    pub(crate) fn read(document: &str) -> Self {
        let mut commands: Vec<Shown> = Vec::new();
        let blocks = document.split("```console\n").skip(1);
        for line in blocks.flat_map(|rest| rest.split("```").next().unwrap_or_default().lines()) {
            let latest = commands.last_mut();
            if let Some(line) = line.strip_prefix("$ ") {
                let (line, shown) = (line.to_owned(), String::new());
                commands.push(Shown { line, shown });
            } else if let Some(command) = latest {
                let is_command = command.shown.is_empty() && command.line.ends_with('\\');
                let grows = if is_command {
                    &mut command.line
                } else {
                    &mut command.shown
                };
                if is_command || !grows.is_empty() {
                    grows.push('\n');
                }
                grows.push_str(line);
            }
        }
        Self { commands }
    }

    /// Runs them one after the other in one shell, in `folder`; what each printed. Each of `ports` becomes one that is
    /// free, here and in what is shown.
    pub(crate) fn run(&self, folder: &Path, ports: &[&str]) -> Vec<String> {
        let free: Vec<_> = ports
            .iter()
            .map(|_| TcpListener::bind("127.0.0.1:0").unwrap())
            .collect();
        let free: Vec<_> = free
            .into_iter()
            .map(|listener| listener.local_addr().unwrap().port().to_string())
            .collect();
        let swapped = |text: &str, from: &[String], to: &[String]| {
            let pairs = from.iter().zip(to);
            pairs.fold(text.to_owned(), |text, (from, to)| {
                text.replace(&format!(":{from}"), &format!(":{to}"))
                    .replace(&format!("--port {from}"), &format!("--port {to}"))
                    .replace(&format!("-p {from}"), &format!("-p {to}"))
            })
        };
        let named: Vec<_> = ports.iter().map(|port| (*port).to_owned()).collect();
        let port = |name: &str| &free[ports.iter().position(|port| *port == name).unwrap()];
        // The port that the server has unless told otherwise: the weakest of its settings.
        std::fs::create_dir_all(folder.join("config")).unwrap();
        std::fs::write(
            folder.join("config/default.json"),
            format!(r#"{{"server":{{"port":{}}}}}"#, port("3000")),
        )
        .unwrap();
        // What a failing command leaves behind would live on.
        let mut script = "trap 'kill $(jobs -p) 2> /dev/null' EXIT\n".to_owned();
        for (number, command) in self.commands.iter().enumerate() {
            let line = swapped(&command.line, &named, &free);
            script.push_str(&format!("printf '\\n@@{number}@@\\n'\n{line}\n"));
        }
        let program = Path::new(env!("CARGO_BIN_EXE_opentok"));
        let path = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{path}", program.parent().unwrap().display());
        let output = Command::new("bash")
            .args(["-c", &script])
            .current_dir(folder)
            .env_clear()
            .envs(measured())
            .env("PATH", path)
            .env("HLSERVER_LISTEN", format!("127.0.0.1:{}", port("8777")))
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let printed: Vec<_> = (0..self.commands.len())
            .map(|number| {
                let (_, rest) = printed
                    .split_once(&format!("\n@@{number}@@\n"))
                    .unwrap_or_else(|| panic!("the shell ended before command {number}: {printed}"));
                let own = rest.split("\n@@").next().unwrap_or_default().trim_end_matches('\n');
                swapped(own, &free, &named)
            })
            .collect();
        printed
    }
}

/// Whether `printed` is what `shown` stands for: texts may be shortened by `…`; PINs, UUIDs and moments differ each time.
pub(crate) fn looks_like(shown: &str, printed: &str) -> bool {
    let (mut shown, mut printed) = (shown.split('"'), printed.split('"'));
    loop {
        match (shown.next(), printed.next()) {
            (None, None) => return true,
            (Some(shown), Some(printed)) if is_meant(shown, printed) => {}
            _ => return false,
        }
    }
}

fn is_meant(shown: &str, printed: &str) -> bool {
    if let Some((begin, end)) = shown.split_once('…') {
        return printed.len() > begin.len() + end.len() && printed.starts_with(begin);
    }
    let is_uuid = |text: &str| text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let is_pin = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_moment = |text: &str| {
        let digits = text.trim_matches([':', ',', '}']);
        digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    shown == printed
        || [is_uuid as fn(&str) -> bool, is_pin, is_moment]
            .iter()
            .any(|is_kind| is_kind(shown) && is_kind(printed))
}

#[test]
fn what_is_shortened_or_differs_each_time_is_told_from_what_is_wrong() {
    assert!(looks_like(
        r#"{"a":"eyJ…x","b":1700000000}"#,
        r#"{"a":"eyJabcx","b":1763863200}"#
    ));
    assert!(looks_like(r#"{"sid":"0042"}"#, r#"{"sid":"9999"}"#));
    for (shown, printed) in [
        (r#"{"a":"eyJ…"}"#, r#"{"a":"T1=="}"#),
        (r#"{"a":"eyJ…"}"#, r#"{"a":"eyJ"}"#),
        (r#"{"sid":"0042"}"#, r#"{"sid":"99999"}"#),
        (r#"{"error":"x"}"#, r#"{"error":"y"}"#),
        ("", "x"),
        ("x", ""),
    ] {
        assert!(!looks_like(shown, printed), "{shown} {printed}");
    }
}
