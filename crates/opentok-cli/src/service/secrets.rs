//! Secrets that travel in the body of a call. None is taken from the command line itself.

use core::cell::RefCell;
use std::path::PathBuf;

use clap::Args;
use opentok_rest::option::{ClientToken, Secret};
use opentok_token::{Grant, Role, SessionId, UnixSeconds};
use zeroize::Zeroizing;

use super::curl::quoted;
use super::{ServiceArguments, argument};
use crate::command::token::minter::Minter;
use crate::credentials::{Environment, Need, read_secret};
use crate::failure::Failure;
use crate::output::Console;

/// Where the token is from by which the service joins a session.
#[derive(Args, Clone, Debug)]
pub(crate) struct TokenArguments {
    /// File with the token by which the service joins the session [env: OPENTOK_TOKEN; default: one is minted]
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
}

/// Finds secrets for one call; for `--curl`, finds out how a shell would, and lets marks stand for them.
pub(crate) struct Secrets<'s> {
    service: &'s ServiceArguments,
    console: &'s Console,
    shell: RefCell<Vec<String>>,
}

impl<'s> Secrets<'s> {
    pub(crate) const fn new(service: &'s ServiceArguments, console: &'s Console) -> Self {
        Self {
            service,
            console,
            shell: RefCell::new(Vec::new()),
        }
    }

    /// What a shell would put in place of each mark.
    pub(crate) fn into_shell(self) -> Vec<String> {
        self.shell.into_inner()
    }

    /// A secret in a file, or in a variable of the environment.
    pub(crate) fn find(&self, file: Option<&PathBuf>, flag: &str, variable: &str) -> Result<Secret, Failure> {
        match self.look(file, flag, variable)? {
            Some(secret) => Ok(Secret::new(secret.as_str())),
            None => Err(Failure::configuration(&[format!(
                "there is no secret: set {variable}, or give {flag}"
            )])),
        }
    }

    /// The token by which the service joins `session`: the one that is given, else one that is good for an hour.
    pub(crate) fn token(
        &self,
        given: &TokenArguments,
        session: &SessionId,
        role: Role,
    ) -> Result<ClientToken, Failure> {
        let token = match self.look(given.token_file.as_ref(), "--token-file", "OPENTOK_TOKEN")? {
            Some(token) => token,
            None => self.mint(session, role)?,
        };
        ClientToken::new(token.as_str()).map_err(argument)
    }

    fn look(&self, file: Option<&PathBuf>, flag: &str, variable: &str) -> Result<Option<Zeroizing<String>>, Failure> {
        if let Some(path) = file {
            if self.service.curl {
                let path = path.display().to_string();
                return Ok(Some(self.mark(format!("$(cat {})", quoted(&path)))));
            }
            return read_secret(path, flag, self.console).map(Some);
        }
        let Some(value) = std::env::var_os(variable).filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        if self.service.curl {
            return Ok(Some(self.mark(format!("${variable}"))));
        }
        match value.into_string() {
            Ok(value) => Ok(Some(value.into())),
            Err(_) => Err(Failure::configuration(&[format!("{variable} is not UTF-8 text")])),
        }
    }

    fn mint(&self, session: &SessionId, role: Role) -> Result<Zeroizing<String>, Failure> {
        if self.service.curl {
            let (session, role) = (quoted(session.as_str()), role.as_str());
            let flags = self.service.credentials.shell_flags();
            let flags = flags.iter().map(|(name, value)| format!(" {name} {}", quoted(value)));
            let flags: String = flags.collect();
            // `token mint` refuses to choose, so that the other environment has to be out of its sight.
            let hide = match self.service.service.dialect {
                Some(Environment::Opentok) => "env -u VONAGE_APPLICATION_ID ",
                Some(Environment::Vonage) => "env -u OPENTOK_API_KEY ",
                None => "",
            };
            let command =
                format!("$({hide}opentok token mint --session {session} --role {role} --expires-in 1h{flags})");
            return Ok(self.mark(command));
        }
        let mut credentials = self.service.credentials.resolve(Need::Sign, self.console)?;
        match self.service.service.dialect {
            Some(Environment::Opentok) => credentials.application = None,
            Some(Environment::Vonage) => credentials.project = None,
            None => {}
        }
        let now = UnixSeconds::now();
        let grant = Grant::new(session).role(role).expires_at(now.plus(LIFETIME));
        let token = Minter::new(credentials, None)?.mint(&grant, now, None)?;
        Ok(Zeroizing::new(token.expose().to_owned()))
    }

    fn mark(&self, shell: String) -> Zeroizing<String> {
        let mut marks = self.shell.borrow_mut();
        marks.push(shell);
        mark(marks.len() - 1).into()
    }
}

/// How long a minted token is good for, in seconds. It only has to last until the service has joined.
const LIFETIME: u64 = 3_600;

/// What stands for the secret with this number until a shell puts it in.
pub(super) fn mark(number: usize) -> String {
    format!("__OPENTOK_SECRET_{number}__")
}
