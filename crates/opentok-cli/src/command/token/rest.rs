use bytes::Bytes;
use clap::Args;
use opentok_rest::{CallError, Dialect, Scope};
use opentok_token::UnixSeconds;

use crate::chance;
use crate::credentials::{CredentialArguments, Identity, ServiceFlags, Wanted};
use crate::failure::{Exit, Failure};
use crate::output::{Console, Facts};
use crate::service::call_failure;

/// Mint the token that one request to the REST API carries
///
/// It is good for three minutes, for whoever holds it. OpenTok wants it in the header X-OPENTOK-AUTH, the unified
/// environment behind `Authorization: Bearer`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  curl -H \"X-OPENTOK-AUTH: $(opentok token rest)\" https://api.opentok.com/v2/project/45676632/archive
  opentok archive list --curl")]
pub(crate) struct Rest {
    /// For account management, with the account's key and secret
    #[arg(long)]
    account: bool,

    #[command(flatten)]
    credentials: CredentialArguments,

    #[command(flatten)]
    service: ServiceFlags,
}

impl Rest {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let (wanted, scope) = if self.account {
            (Wanted::Account, Scope::Account)
        } else {
            (Wanted::Either(None), Scope::Project)
        };
        let identity = Identity::resolve(&self.credentials, &self.service, wanted, console)?;
        let mut request = http::Request::new(Bytes::new());
        let authorized = identity
            .credentials
            .authorize(&mut request, scope, UnixSeconds::now(), chance::jwt_id()?);
        authorized.map_err(|error| call_failure(&CallError::from(error)))?;
        let header = request.headers().values().next().and_then(|value| value.to_str().ok());
        let header = header.unwrap_or_default();
        let token = header.strip_prefix("Bearer ").unwrap_or(header);
        if console.is_json() {
            let name = match identity.credentials.dialect() {
                Dialect::Vonage => "Authorization",
                _ => "X-OPENTOK-AUTH",
            };
            console.json(&Facts::new().with("token", token).with("header", name))?;
        } else {
            console.text(format_args!("{token}\n"))?;
        }
        Ok(Exit::Done)
    }
}
