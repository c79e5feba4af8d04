use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};
use clap_mangen::Man as Page;

use crate::cli::Cli;
use crate::failure::{Exit, Failure};
use crate::output::{Console, Fact, Facts};

/// Print the manual page, or write the pages of every command
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok man | man -l -
  opentok man --dir ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// Directory to write one page a command to; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

impl Man {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match &self.dir {
            Some(directory) => write_all(directory, console)?,
            None => print_main(console)?,
        }
        Ok(Exit::Done)
    }
}

fn print_main(console: &mut Console) -> Result<(), Failure> {
    let mut page = Vec::new();
    render(Cli::command(), &mut page).map_err(|error| Failure::io("cannot write the page", &error))?;
    if console.is_json() {
        let page = String::from_utf8_lossy(&page).into_owned();
        console.json(&Facts::new().with("page", page))
    } else {
        console.bytes(&page)
    }
}

fn write_all(directory: &Path, console: &mut Console) -> Result<(), Failure> {
    let failed = |error| Failure::io("cannot write to the directory of --dir", &error);
    fs::create_dir_all(directory).map_err(failed)?;
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    let mut names = Vec::new();
    let mut left = vec![root];
    while let Some(command) = left.pop() {
        left.extend(
            command
                .get_subcommands()
                .filter(|command| !command.is_hide_set())
                .cloned(),
        );
        let name = format!("{}.1", command.get_display_name().unwrap_or(command.get_name()));
        let mut page = Vec::new();
        render(command, &mut page).map_err(failed)?;
        fs::write(directory.join(&name), page).map_err(failed)?;
        names.push(name);
    }
    names.sort();
    if console.is_json() {
        let files: Fact<'_> = names.iter().map(String::as_str).collect();
        return console.json(&Facts::new().with("files", files));
    }
    names.iter().try_for_each(|name| console.text(format_args!("{name}\n")))
}

fn render(command: clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    Page::new(command).manual("OpenTok").render(page)
}
