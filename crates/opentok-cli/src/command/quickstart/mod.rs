//! The whole story in one go.

use clap::Args;
use opentok_token::{SessionId, SessionIdError, UnixSeconds};

use crate::credentials::{CredentialArguments, Need};
use crate::failure::{Exit, Failure};
use crate::output::Console;

mod cast;
mod forge;
mod story;
mod tell;

use cast::Cast;
use story::Story;

/// Show the whole story: a session, tokens for three roles, and why a forged one fails
///
/// Works without any configuration: it makes up a demo project on the spot.
/// With --session it uses your session and your credentials instead.
/// Exit code 0 only if everything held.
#[derive(Args, Debug)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  opentok quickstart
  OPENTOK_API_KEY=45676632 OPENTOK_API_SECRET_FILE=secret.txt \\
    opentok quickstart --session 1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5"
)]
pub(crate) struct Quickstart {
    /// Your session, to be used with your credentials
    #[arg(long, value_name = "ID")]
    session: Option<String>,

    #[command(flatten)]
    credentials: CredentialArguments,
}

impl Quickstart {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let now = UnixSeconds::now();
        let cast = match &self.session {
            Some(session) => {
                let refused = |error: SessionIdError| Failure::refused(error.code(), error.to_string());
                let session: SessionId = session.parse().map_err(refused)?;
                Cast::given(session, self.credentials.resolve(Need::Sign, console)?)?
            }
            None => Cast::demo(now)?,
        };
        let story = Story::play(cast, now)?;
        if console.is_json() {
            console.json(&story.to_facts())?;
        } else {
            tell::tell(&story, console)?;
        }
        story.check()?;
        Ok(Exit::Done)
    }
}
