//! Running a program in an empty environment, and no longer than a minute.
#![allow(dead_code, unused_macros, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

pub const KEY: &str = "45676632";
pub const SECRET: &str = "1234567890abcdef1234567890abcdef12345678";
pub const SESSION: &str = "1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5";

/// The program of this name, with nothing in its environment.
macro_rules! program {
    ($name:literal) => {
        $crate::support::bare(env!(concat!("CARGO_BIN_EXE_", $name)))
    };
}
pub(crate) use program;

pub fn bare(path: &str) -> Command {
    let mut command = Command::new(path);
    command
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// What came of a program.
#[derive(Debug)]
pub struct Answer {
    pub is_success: bool,
    pub out: String,
    pub err: String,
}

/// Runs a program to its end.
#[track_caller]
pub fn run(command: &mut Command) -> Answer {
    end(Running(command.spawn().unwrap()))
}

/// The same with this input.
#[track_caller]
pub fn feed(command: &mut Command, input: &str) -> Answer {
    let mut child = Running(command.stdin(Stdio::piped()).spawn().unwrap());
    child.0.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    end(child)
}

#[track_caller]
fn end(mut running: Running) -> Answer {
    let (out, err) = (running.0.stdout.take().unwrap(), running.0.stderr.take().unwrap());
    let out = thread::spawn(move || text(out));
    let err = thread::spawn(move || text(err));
    for _ in 0..1200 {
        if let Some(status) = running.0.try_wait().unwrap() {
            return Answer {
                is_success: status.success(),
                out: out.join().unwrap(),
                err: err.join().unwrap(),
            };
        }
        thread::sleep(Duration::from_millis(50));
    }
    drop(running);
    panic!(
        "still running after a minute: {} {}",
        out.join().unwrap(),
        err.join().unwrap()
    );
}

fn text(mut from: impl Read) -> String {
    let mut text = String::new();
    from.read_to_string(&mut text).unwrap();
    text
}

/// A program that runs until this is dropped.
pub struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server, and the address that it printed.
pub struct Server {
    _running: Running,
    _out: BufReader<ChildStdout>,
    pub address: String,
}

impl Server {
    /// Starts a program that prints its address first, and goes on.
    pub fn start(mut command: Command) -> Self {
        let mut running = Running(command.stderr(Stdio::null()).spawn().unwrap());
        let mut out = BufReader::new(running.0.stdout.take().unwrap());
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            let read = out.read_line(&mut line);
            tell.send((read.map(|_| line), out))
        });
        let (line, out) = told.recv_timeout(Duration::from_secs(60)).unwrap();
        let line = line.unwrap();
        let address = line.trim().strip_prefix("http://").unwrap().to_owned();
        Self {
            _running: running,
            _out: out,
            address,
        }
    }

    /// The status and the body of what is at `path`.
    pub fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let host = &self.address;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let answer = text(stream);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }
}
