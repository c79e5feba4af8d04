use clap::Args;
use helplightning::{EmailAddress, ListUsers};

use super::service::{self, Which, failed};
use crate::failure::{Exit, Failure};
use crate::output::{Console, Facts};

/// List the users of the enterprise
///
/// Walks all pages. With --json, one object on each line.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok helplightning users --sandbox
  opentok helplightning users --email bob@example.com --json")]
pub(crate) struct Users {
    /// Only those with this address
    #[arg(long)]
    email: Option<EmailAddress>,

    /// Stop after this many
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    limit: usize,

    #[command(flatten)]
    which: Which,
}

impl Users {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let service = self.which.open(console)?;
        let first = match &self.email {
            Some(email) => ListUsers::new().email(email),
            None => ListUsers::new(),
        };
        service::run(async {
            let mut users = service.client.users(&service.partner, first);
            let mut left = self.limit;
            while left > 0 && !console.is_closed() {
                let Some(user) = users.next().await.map_err(|error| failed(&error))? else {
                    break;
                };
                console.facts(
                    &Facts::new()
                        .with("id", user.id.get())
                        .with("active", user.active)
                        .with("email", user.email.as_deref())
                        .with("name", user.name.as_deref())
                        .with("role", user.role_name.as_deref())
                        .with("available", user.available),
                )?;
                left -= 1;
            }
            Ok(Exit::Done)
        })
    }
}
