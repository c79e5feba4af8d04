use std::path::PathBuf;

use clap::Args;

use super::resolve::{Credentials, Need};
use crate::failure::Failure;
use crate::output::Console;
use crate::service::quoted;

/// The flags that say whose tokens a command works on.
///
/// There is none that takes the secret itself: every user of a machine can read the arguments of every command.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Credentials")]
pub(crate) struct CredentialArguments {
    /// The project's API key [env: OPENTOK_API_KEY]
    #[arg(long, value_name = "KEY")]
    pub(super) api_key: Option<String>,

    /// File with the project's secret [env: OPENTOK_API_SECRET_FILE]
    ///
    /// One line break at its end is dropped; everything else in the file is the secret.
    /// /dev/stdin reads standard input. OPENTOK_API_SECRET holds the secret itself.
    #[arg(long, value_name = "FILE", verbatim_doc_comment)]
    pub(super) api_secret_file: Option<PathBuf>,

    /// The Vonage application's id, a UUID [env: VONAGE_APPLICATION_ID]
    #[arg(long, value_name = "UUID")]
    pub(super) application_id: Option<String>,

    /// File with the application's private key, PEM [env: VONAGE_PRIVATE_KEY]
    #[arg(long, value_name = "FILE")]
    pub(super) private_key: Option<PathBuf>,

    /// File with the application's public key, PEM [env: VONAGE_PUBLIC_KEY]
    ///
    /// For verifying. If there is none, it is taken from the private key.
    #[arg(long, value_name = "FILE")]
    pub(super) public_key: Option<PathBuf>,

    /// Entry of the profile file to use instead of the environment
    #[arg(long, value_name = "NAME")]
    pub(super) credentials: Option<String>,

    /// The profile file [default: ~/.config/opentok/profiles.json]
    ///
    /// $XDG_CONFIG_HOME stands for ~/.config where it is set. An example of the file:
    /// {"default": {"api_key": "45676632", "api_secret_file": "secret.txt"},
    ///  "unified": {"application_id": "316039c3-...", "private_key": "private.key"}}
    /// Paths in it start from its own directory. The entry "default" needs no --credentials.
    #[arg(long, value_name = "FILE", verbatim_doc_comment)]
    pub(super) profile_file: Option<PathBuf>,
}

impl CredentialArguments {
    /// The flags that were given, for a command that is to find the same credentials. None of them holds a secret.
    pub(crate) fn shell_flags(&self) -> Vec<(&'static str, String)> {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
        let flags = [
            ("--api-key", self.api_key.clone()),
            ("--api-secret-file", path(&self.api_secret_file)),
            ("--application-id", self.application_id.clone()),
            ("--private-key", path(&self.private_key)),
            ("--credentials", self.credentials.clone()),
            ("--profile-file", path(&self.profile_file)),
        ];
        flags
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    /// What stands for the project's secret in a shell, within double quotes.
    pub(crate) fn shell_secret(&self) -> String {
        let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match &self.api_secret_file {
            Some(path) => format!("$(cat {})", quoted(&path.display().to_string())),
            None if is_set("OPENTOK_API_SECRET_FILE") => "$(cat \"$OPENTOK_API_SECRET_FILE\")".to_owned(),
            None => "$OPENTOK_API_SECRET".to_owned(),
        }
    }

    /// Finds the credentials that `need` asks for, in these flags and wherever else they may be.
    pub(crate) fn resolve(&self, need: Need, console: &Console) -> Result<Credentials, Failure> {
        Credentials::resolve(self, need, &|name| std::env::var_os(name), console)
    }
}
