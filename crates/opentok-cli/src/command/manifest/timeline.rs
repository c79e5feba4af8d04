use std::io::stdout;

use clap::{Args, value_parser};
use opentok_archive::export::bars;

use super::document::{Document, not_exported};
use crate::failure::{Exit, Failure};
use crate::output::Console;

/// Show who was live when, a bar for each stream
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok manifest timeline manifest.xml
  opentok manifest timeline --width 120 manifest.json
  opentok manifest timeline --json manifest.xml

With --json: segments, streams, intervals and gaps in milliseconds.")]
pub(crate) struct Show {
    #[command(flatten)]
    document: Document,

    /// Columns, 40 to 1000; those of the terminal if not given, 80 if there is none
    #[arg(long, value_name = "COLUMNS", value_parser = value_parser!(u16).range(40..=1000))]
    width: Option<u16>,
}

/// Where there is no terminal to ask.
const WIDTH: u16 = 80;

impl Show {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let (_, timeline) = self.document.accepted(console)?;
        let text = if console.is_json() {
            timeline.to_json()
        } else {
            let terminal = || terminal_size::terminal_size_of(stdout()).map(|(width, _)| width.0);
            let width = self.width.or_else(terminal).unwrap_or(WIDTH);
            bars::text(&timeline, usize::from(width))
        };
        console.text(format_args!("{}", text.map_err(not_exported)?))?;
        Ok(Exit::Done)
    }
}
