//! Storage of the project's own, for archives.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use opentok_rest::option::WebUrl;
use opentok_rest::storage::{Azure, DeleteArchiveStorage, Fallback, S3, SetArchiveStorage, StorageTarget};

use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::service::{Secrets, Service, ServiceArguments, argument};

/// Where archives are put: storage of the project's own, or the service's
#[derive(Debug, Subcommand)]
pub(crate) enum Storage {
    S3(Box<ToS3>),
    Azure(Box<ToAzure>),
    Delete(Box<Delete>),
}

/// Put archives into a bucket of S3, or of a store that speaks its language
///
/// The access key comes from AWS_ACCESS_KEY_ID, the secret key from AWS_SECRET_ACCESS_KEY or a file.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok archive storage s3 my-archives --fallback opentok
  opentok archive storage s3 my-archives --endpoint https://storage.example.net --secret-key-file key.txt")]
pub(crate) struct ToS3 {
    /// The bucket
    #[arg(value_name = "BUCKET")]
    bucket: String,

    /// File with the secret key [env: AWS_SECRET_ACCESS_KEY]
    #[arg(long, value_name = "FILE")]
    secret_key_file: Option<PathBuf>,

    /// File with the access key [env: AWS_ACCESS_KEY_ID]
    #[arg(long, value_name = "FILE")]
    access_key_file: Option<PathBuf>,

    /// Where a store other than Amazon's is
    #[arg(long, value_name = "URL")]
    endpoint: Option<WebUrl>,

    /// What becomes of an archive that cannot be put there
    #[arg(long, value_enum, value_name = "NAME")]
    fallback: Option<FallbackName>,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Put archives into a container of Azure Blob Storage
///
/// The account's key comes from AZURE_STORAGE_KEY or a file.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok archive storage azure my-container --account my-account")]
pub(crate) struct ToAzure {
    /// The container
    #[arg(value_name = "CONTAINER")]
    container: String,

    /// The storage account
    #[arg(long, value_name = "NAME", env = "AZURE_STORAGE_ACCOUNT")]
    account: String,

    /// File with the account's key [env: AZURE_STORAGE_KEY]
    #[arg(long, value_name = "FILE")]
    azure_key_file: Option<PathBuf>,

    /// The domain of a cloud other than the public one
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<String>,

    /// What becomes of an archive that cannot be put there
    #[arg(long, value_enum, value_name = "NAME")]
    fallback: Option<FallbackName>,

    #[command(flatten)]
    service: ServiceArguments,
}

/// Have archives kept at the service again
#[derive(Args, Debug)]
pub(crate) struct Delete {
    #[command(flatten)]
    service: ServiceArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FallbackName {
    /// The service keeps it
    Opentok,
    /// It is lost
    None,
}

impl Storage {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::S3(command) => set(&command.service, command.fallback, console, |secrets| {
                command.target(secrets)
            }),
            Self::Azure(command) => set(&command.service, command.fallback, console, |secrets| {
                command.target(secrets)
            }),
            Self::Delete(command) => {
                Service::new(&command.service, console).tell_done(&DeleteArchiveStorage::new(), "deleted")
            }
        }
    }
}

impl ToS3 {
    fn target(&self, secrets: &Secrets<'_>) -> Result<StorageTarget, Failure> {
        let access = secrets.find(self.access_key_file.as_ref(), "--access-key-file", "AWS_ACCESS_KEY_ID")?;
        let secret = secrets.find(
            self.secret_key_file.as_ref(),
            "--secret-key-file",
            "AWS_SECRET_ACCESS_KEY",
        )?;
        let s3 = S3::new(access.expose(), secret, self.bucket.as_str()).map_err(argument)?;
        Ok(match &self.endpoint {
            Some(endpoint) => s3.endpoint(endpoint.clone()).into(),
            None => s3.into(),
        })
    }
}

impl ToAzure {
    fn target(&self, secrets: &Secrets<'_>) -> Result<StorageTarget, Failure> {
        let key = secrets.find(self.azure_key_file.as_ref(), "--azure-key-file", "AZURE_STORAGE_KEY")?;
        let azure = Azure::new(self.account.as_str(), key, self.container.as_str()).map_err(argument)?;
        Ok(match &self.domain {
            Some(domain) => azure.domain(domain.as_str()).into(),
            None => azure.into(),
        })
    }
}

fn set(
    arguments: &ServiceArguments,
    fallback: Option<FallbackName>,
    console: &mut Console,
    target: impl FnOnce(&Secrets<'_>) -> Result<StorageTarget, Failure>,
) -> Result<Exit, Failure> {
    let mut service = Service::new(arguments, console);
    let target = service.with_secrets(target)?;
    let set = SetArchiveStorage::new(target);
    service.tell(&match fallback {
        Some(FallbackName::Opentok) => set.fallback(Fallback::OpenTok),
        Some(FallbackName::None) => set.fallback(Fallback::None),
        None => set,
    })
}
