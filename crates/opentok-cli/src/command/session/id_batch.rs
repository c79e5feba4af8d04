use alloc::borrow::Cow;

use opentok_token::{ApiKey, ParseApiKeyError};
use serde::Deserialize;

use super::{describe, id};
use crate::failure::{Exit, Failure};
use crate::input::batch::{LineError, Stop, answer_lines, read_json};
use crate::output::Console;

/// One line of the batch.
#[derive(Deserialize)]
struct Question<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    key: Option<Cow<'a, str>>,
}

/// Answers each line of standard input with one line of JSON.
pub(super) fn run(console: &mut Console) -> Result<Exit, Failure> {
    answer_lines(console, answer)
}

fn answer(line: &str, console: &mut Console) -> Result<(), Stop> {
    let question: Question<'_> = read_json(line)?;
    let bad_key = |error: ParseApiKeyError| LineError::Key(error.to_string());
    let key: Option<ApiKey> = question.key.map(|key| key.parse()).transpose().map_err(bad_key)?;
    match id::read(&question.id, key.as_ref()) {
        Ok(id) => console.json(&describe::valid(&id, &id.payload()))?,
        Err(error) => console.json(&describe::invalid(&error))?,
    }
    Ok(())
}
