use clap::{Args, ValueEnum};
use opentok_rest::Call;
use opentok_rest::account::{
    CreateProject, DeleteProject, GetProject, ListProjects, Project, ProjectStatus, RefreshSecret, SetProjectStatus,
};
use opentok_token::ApiKey;

use super::secret_file::SecretArguments;
use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Service, ServiceArguments};

/// Create a project
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok project create --name staging --secret-file staging.secret")]
pub(crate) struct Create {
    /// Its name
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,

    #[command(flatten)]
    secret: SecretArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

/// List the account's projects
#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    service: ServiceArguments,
}

/// Describe a project
#[derive(Args, Debug)]
pub(crate) struct Get {
    /// Its API key
    #[arg(value_name = "KEY")]
    key: ApiKey,

    #[command(flatten)]
    secret: SecretArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Suspend a project, or let it go on
#[derive(Args, Debug)]
pub(crate) struct Status {
    /// Its API key
    #[arg(value_name = "KEY")]
    key: ApiKey,

    /// The status
    #[arg(value_enum, value_name = "STATUS")]
    status: StatusName,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Give a project a new secret; the old one is void at once
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok project refresh-secret 45676632 --secret-file new.secret")]
pub(crate) struct Refresh {
    /// Its API key
    #[arg(value_name = "KEY")]
    key: ApiKey,

    #[command(flatten)]
    secret: SecretArguments,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Delete a project
#[derive(Args, Debug)]
pub(crate) struct Delete {
    /// Its API key
    #[arg(value_name = "KEY")]
    key: ApiKey,

    #[command(flatten)]
    service: ServiceArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum StatusName {
    /// It works
    Active,
    /// Its calls are refused
    Suspended,
}

impl Create {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut create = CreateProject::new();
        if let Some(name) = self.name {
            create = create.name(name);
        }
        with_secret(&create, &self.secret, &self.service, console)
    }
}

impl List {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let columns = &["id", "status", "createdAt", "environment", "name"];
        Service::new(&self.service, console).tell_items(&ListProjects::new(), |projects| projects, columns)
    }
}

impl Get {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        with_secret(&GetProject::new(self.key), &self.secret, &self.service, console)
    }
}

impl Status {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let status = match self.status {
            StatusName::Active => ProjectStatus::Active,
            StatusName::Suspended => ProjectStatus::Suspended,
        };
        Service::new(&self.service, console).tell(&SetProjectStatus::new(self.key, status))
    }
}

impl Refresh {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        if !self.secret.is_given() && !self.service.curl {
            return Err(Failure::usage(
                "the new secret would be lost: give --secret-file or --show-secret",
            ));
        }
        with_secret(&RefreshSecret::new(self.key), &self.secret, &self.service, console)
    }
}

impl Delete {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        Service::new(&self.service, console).tell_done(&DeleteProject::new(self.key), "deleted")
    }
}

/// Sends a call whose answer may hold a secret.
fn with_secret<C: Call<Output = Project>>(
    call: &C,
    secret: &SecretArguments,
    arguments: &ServiceArguments,
    console: &mut Console,
) -> Result<Exit, Failure> {
    let mut service = Service::new(arguments, console);
    if service.is_curl() {
        return service.tell(call);
    }
    let sink = secret.open()?;
    match service.send(call) {
        Ok(Some(project)) => sink.show(&project, console),
        Ok(None) => {
            sink.discard();
            Ok(Exit::Done)
        }
        Err(failure) => {
            sink.discard();
            Err(failure)
        }
    }
}
