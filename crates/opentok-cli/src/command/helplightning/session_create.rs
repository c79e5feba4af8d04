use clap::Args;
use helplightning::{CreateSession, EmailAddress, SessionVideo};

use super::service::{self, Which, failed};
use crate::failure::{Exit, Failure};
use crate::output::{Console, Facts};

/// Create a session between a user and a contact
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok helplightning session create --sandbox --user alice@example.com --contact bob@example.com")]
pub(crate) struct Create {
    /// The address of the user whose session it is
    #[arg(long, value_name = "EMAIL")]
    user: EmailAddress,

    /// The address of the user who is called
    #[arg(long, value_name = "EMAIL")]
    contact: EmailAddress,

    #[command(flatten)]
    which: Which,
}

impl Create {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let service = self.which.open(console)?;
        let (session, video) = service::run(async {
            let (user, caller) = service.user(&self.user).await?;
            let (contact, token) = service.user(&self.contact).await?;
            if user.id == contact.id {
                return Err(Failure::refused("contact_is_caller", "the contact is the user"));
            }
            let create = CreateSession::new(&[token]);
            let session = service
                .client
                .call(&create, &caller)
                .await
                .map_err(|error| failed(&error))?;
            let ask = SessionVideo::new(&caller);
            let video = service
                .client
                .call(&ask, &session.token)
                .await
                .map_err(|error| failed(&error))?;
            Ok((session, video))
        })?;
        console.facts(
            &Facts::new()
                .with("session_id", session.id.as_str())
                .with("session_token", video.token.expose())
                .with("url", &*video.server)
                .with("ws_url", video.ws_server.as_deref()),
        )?;
        Ok(Exit::Done)
    }
}
