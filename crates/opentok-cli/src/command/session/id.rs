use clap::Args;
use opentok_token::{ApiKey, SessionId, SessionIdError};

use super::{describe, id_batch};
use crate::failure::{Exit, Failure};
use crate::input::{Line, Subjects};
use crate::output::Console;

/// Say what a session id says: its project, location and creation
///
/// A session id carries no signature. Anyone can write one, so nothing it says is proven.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok session id 1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5
  opentok session id --api-key 45676632 1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5
  echo '{\"id\":\"1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5\",\"key\":\"45676632\"}' | opentok session id --batch

With --batch, each line of standard input is a JSON object with `id` and perhaps `key`, the project
the session has to belong to. Each line, at most 16 MiB, gets one line of JSON in answer, in order.
Exit code 1 if a line could not be used; else 0, whatever the answers.")]
pub(crate) struct Id {
    /// The session id; `-` reads one a line from standard input
    #[arg(required_unless_present = "batch")]
    id: Option<String>,

    /// The project it has to belong to; any if not given
    #[arg(long, value_name = "KEY")]
    api_key: Option<ApiKey>,

    /// Read JSON lines `{"id","key"}` and answer each with a line of JSON
    #[arg(long, conflicts_with_all = ["id", "api_key"])]
    batch: bool,
}

impl Id {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        if self.batch {
            return id_batch::run(console);
        }
        // There without --batch; were it not, no empty text passes.
        Subjects::new(self.id.unwrap_or_default()).ask_each(console, |line, console| {
            let read = match line {
                Line::Text(text) => read(text, self.api_key.as_ref()),
                Line::NotUtf8 | Line::TooLong => Err(SessionIdError::Encoding),
            };
            match read {
                Ok(id) => console.facts(&describe::valid(&id, &id.payload())).map(|()| true),
                Err(error) => console.facts(&describe::invalid(&error)).map(|()| false),
            }
        })
    }
}

/// Reads an id, and makes sure that it belongs to `key` if there is one.
pub(super) fn read(text: &str, key: Option<&ApiKey>) -> Result<SessionId, SessionIdError> {
    match key {
        Some(key) => SessionId::parse_for(text, key),
        None => text.parse(),
    }
}
