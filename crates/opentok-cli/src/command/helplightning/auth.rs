use clap::Args;
use helplightning::EmailAddress;

use super::service::{self, Which};
use crate::failure::{Exit, Failure};
use crate::output::{Console, Facts};

/// Print the token of a user
///
/// The partner key signs for it: whoever has that key has the token of every user.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok helplightning auth --sandbox alice@example.com
  opentok helplightning auth alice@example.com")]
pub(crate) struct Auth {
    /// The user's address
    email: EmailAddress,

    #[command(flatten)]
    which: Which,
}

impl Auth {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let service = self.which.open(console)?;
        let (user, token) = service::run(service.user(&self.email))?;
        if console.is_json() {
            let facts = Facts::new()
                .with("user_id", user.id.get())
                .with("token", token.expose());
            console.json(&facts)?;
        } else {
            console.text(format_args!("{}\n", token.expose()))?;
        }
        Ok(Exit::Done)
    }
}
