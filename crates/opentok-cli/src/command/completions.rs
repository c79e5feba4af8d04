use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::Cli;
use crate::failure::{Exit, Failure};
use crate::output::{Console, Facts};

/// Print a script that completes commands and flags in a shell
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok completions bash > ~/.local/share/bash-completion/completions/opentok
  opentok completions zsh > \"${fpath[1]}/_opentok\"
  opentok completions fish > ~/.config/fish/completions/opentok.fish")]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "opentok", &mut script);
        if console.is_json() {
            let script = String::from_utf8_lossy(&script).into_owned();
            let facts = Facts::new()
                .with("shell", self.shell.to_string())
                .with("script", script);
            console.json(&facts)?;
        } else {
            console.bytes(&script)?;
        }
        Ok(Exit::Done)
    }
}
