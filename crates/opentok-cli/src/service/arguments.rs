use core::time::Duration;

use clap::Args;

use crate::credentials::{CredentialArguments, ServiceFlags};
use crate::time::parse_duration;

/// The flags of every command that calls the service.
#[derive(Args, Clone, Debug)]
pub(crate) struct ServiceArguments {
    #[command(flatten)]
    pub(crate) credentials: CredentialArguments,

    #[command(flatten)]
    pub(crate) service: ServiceFlags,

    /// Print the curl command that does the same, and send nothing
    #[arg(long, help_heading = "Service")]
    pub(crate) curl: bool,

    /// Say on standard error who asks, why, and what
    #[arg(long, short, help_heading = "Service")]
    pub(crate) verbose: bool,

    /// How long to wait for the service, attempts and pauses together
    #[arg(long, value_name = "DURATION", default_value = "60s", value_parser = parse_duration, help_heading = "Service")]
    pub(crate) timeout: Duration,

    /// How often to try what is safe to try again
    #[arg(long, value_name = "N", default_value_t = 3, help_heading = "Service",
        value_parser = clap::value_parser!(u32).range(1..=10))]
    pub(crate) attempts: u32,
}

impl ServiceArguments {
    /// The flags that find the same credentials again, each behind a blank, ready for a shell.
    pub(super) fn credential_flags(&self) -> String {
        let mut flags = self.credentials.shell_flags();
        flags.extend(self.service.shell_flags());
        flags.iter().fold(String::new(), |mut line, (name, value)| {
            line.push(' ');
            line.push_str(name);
            line.push(' ');
            line.push_str(&super::curl::quoted(value));
            line
        })
    }
}
