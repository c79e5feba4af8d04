use clap::Args;
use helplightning::{EmailAddress, ReadSession, SessionId};

use super::service::{self, Which, failed};
use crate::failure::{Exit, Failure};
use crate::output::{Console, Facts};

/// Join a session as a user who takes part in it
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok helplightning session join --user bob@example.com 76125039-3a0c-4b3c-bc8c-248566357bd8")]
pub(crate) struct Join {
    /// The session
    session: SessionId,

    /// The address of the user who joins
    #[arg(long, value_name = "EMAIL")]
    user: EmailAddress,

    #[command(flatten)]
    which: Which,
}

impl Join {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let service = self.which.open(console)?;
        let access = service::run(async {
            let (_, caller) = service.user(&self.user).await?;
            let read = ReadSession::new(self.session.clone());
            service
                .client
                .call(&read, &caller)
                .await
                .map_err(|error| failed(&error))
        })?;
        console.facts(
            &Facts::new()
                .with("session_id", access.id.as_str())
                .with("session_token", access.token.expose()),
        )?;
        Ok(Exit::Done)
    }
}
