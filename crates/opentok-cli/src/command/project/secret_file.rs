//! Where a project's secret goes that the service hands out.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use opentok_rest::account::Project;

use crate::failure::{Exit, Failure};
use crate::output::{Console, Fact};
use crate::service::facts_of;

/// What becomes of the secret in the answer. It is left out unless one of these is given.
#[derive(Args, Debug)]
pub(super) struct SecretArguments {
    /// Write the project's secret to this file, which must not be there yet and which only you can read
    #[arg(long, value_name = "FILE", group = "secret")]
    secret_file: Option<PathBuf>,

    /// Print the project's secret with the rest
    #[arg(long, group = "secret")]
    show_secret: bool,
}

/// The same, ready before the call is sent: a secret that could not be kept would be lost.
pub(super) struct SecretSink {
    file: Option<(File, PathBuf)>,
    is_shown: bool,
}

impl SecretArguments {
    /// Whether anything is asked for.
    pub(super) const fn is_given(&self) -> bool {
        self.secret_file.is_some() || self.show_secret
    }

    /// Makes the file.
    pub(super) fn open(&self) -> Result<SecretSink, Failure> {
        let file = match &self.secret_file {
            Some(path) => {
                let made = options().open(path);
                let file = made.map_err(|error| Failure::refused("secret_file", format!("cannot make it: {error}")))?;
                Some((file, path.clone()))
            }
            None => None,
        };
        Ok(SecretSink {
            file,
            is_shown: self.show_secret,
        })
    }
}

impl SecretSink {
    /// Tells the project, and lets its secret go where it shall.
    pub(super) fn show(self, project: &Project, console: &mut Console) -> Result<Exit, Failure> {
        let mut facts = facts_of(project);
        let secret = project.secret.as_ref().map(|secret| secret.expose());
        if let Some((mut file, path)) = self.file {
            let Some(secret) = secret else {
                drop(file);
                let _ = std::fs::remove_file(path);
                return Err(Failure::unavailable(
                    "no_secret",
                    "the answer of the service holds no secret",
                ));
            };
            let written = writeln!(file, "{secret}").and_then(|()| file.sync_all());
            written.map_err(|error| Failure::io("cannot write the secret file", &error))?;
            facts.push("secretFile", path.display().to_string());
        }
        if self.is_shown {
            facts.push("secret", secret.map(|secret| Fact::from(secret.to_owned())));
        }
        console.facts(&facts)?;
        Ok(Exit::Done)
    }

    /// Takes the empty file away again, because nothing came of the call.
    pub(super) fn discard(self) {
        if let Some((file, path)) = self.file {
            drop(file);
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(unix)]
fn options() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;

    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options
}

#[cfg(not(unix))]
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    options
}
