//! A sandbox in a process of its own, as it is when started: seed, clock and credentials are the same each time.

use core::time::Duration;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::process::{self, Outcome};
use crate::workspace::Workspace;

/// A sandbox that answers until this is dropped.
#[derive(Debug)]
pub(super) struct Service {
    child: Child,
    folder: PathBuf,
    port: u16,
}

/// The program, which is an example of the sandbox's.
const EXAMPLE: &str = "serve";

/// How often the port is looked for, and after what pauses.
const LOOKS: u32 = 500;
const PAUSE: Duration = Duration::from_millis(20);

/// How the program is built.
#[derive(Clone, Copy, Debug)]
pub(super) enum Profile {
    /// Quickly.
    Dev,
    /// To be quick.
    Release,
}

/// Builds the program.
pub(super) fn build(workspace: &Workspace, profile: Profile) -> Outcome {
    let mut build = workspace.cargo("build");
    build.args(["--quiet", "--package", "opentok-sandbox", "--example", EXAMPLE]);
    build.args(["--features", "serve"]);
    if matches!(profile, Profile::Release) {
        build.arg("--release");
    }
    process::run(&mut build)
}

impl Service {
    /// Starts the program and waits until it listens.
    pub(super) fn start(workspace: &Workspace, profile: Profile) -> Outcome<Self> {
        let folder = workspace.target("peers/sandbox");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let built = match profile {
            Profile::Dev => "debug",
            Profile::Release => "release",
        };
        let program = workspace.target(format!("{built}/examples/{EXAMPLE}"));
        let child = Command::new(&program)
            .arg(&folder)
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|cause| format!("cannot start the sandbox: {cause}"))?;
        let mut service = Self { child, folder, port: 0 };
        for _ in 0..LOOKS {
            if let Ok(port) = fs::read_to_string(service.folder.join("port")) {
                service.port = port.trim().parse()?;
                return Ok(service);
            }
            if let Some(status) = service.child.try_wait()? {
                return Err(format!("the sandbox ended before it listened: {status}").into());
            }
            thread::sleep(PAUSE);
        }
        Err("the sandbox does not listen".into())
    }

    /// Where it listens.
    pub(super) const fn port(&self) -> u16 {
        self.port
    }

    /// Tells `command` where it is, and whose certificates to trust.
    pub(super) fn tell(&self, command: &mut Command) {
        let authority = self.folder.join("authority.pem");
        command
            .env("SANDBOX_URL", format!("http://127.0.0.1:{}", self.port))
            .env("SANDBOX_HOST", format!("127.0.0.1:{}", self.port))
            .env("SANDBOX_AUTHORITY", &authority)
            .env("REQUESTS_CA_BUNDLE", authority);
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It ends with its standard input; if it is gone already, so much the better.
        drop(self.child.stdin.take());
        drop(self.child.wait());
    }
}
