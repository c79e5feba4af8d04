//! Who asks the REST API, and where it is.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use http_endpoint::Base;
use opentok_rest::{Credentials, Dialect, LegacyPartner, LegacyToken, OpenTok, OpenTokAccount, Site, Vonage};

use super::arguments::CredentialArguments;
use super::layer::{Layer, SecretSource, Setting, flag};
use super::resolve::{NOTHING_FOUND, Need, Search, layers};
use super::secret;
use crate::failure::Failure;
use crate::output::Console;

/// The flags that say where the service is and which environment is meant.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Service")]
pub(crate) struct ServiceFlags {
    /// Where the service is [env: OPENTOK_API_URL, or VONAGE_VIDEO_URL for applications]
    #[arg(long, value_name = "URL")]
    pub(crate) api_url: Option<String>,

    /// The environment to ask, where there are credentials of both
    #[arg(long, value_enum, value_name = "NAME")]
    pub(crate) dialect: Option<Environment>,

    /// The account's key, for `opentok project` [env: OPENTOK_ACCOUNT_KEY]
    #[arg(long, value_name = "KEY", hide_short_help = true)]
    pub(crate) account_key: Option<String>,

    /// File with the account's secret [env: OPENTOK_ACCOUNT_SECRET_FILE]
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub(crate) account_secret_file: Option<PathBuf>,
}

impl ServiceFlags {
    /// The flags that were given and decide who asks.
    pub(crate) fn shell_flags(&self) -> Vec<(&'static str, String)> {
        let dialect = self.dialect.map(|environment| match environment {
            Environment::Opentok => "opentok".to_owned(),
            Environment::Vonage => "vonage".to_owned(),
        });
        let file = self.account_secret_file.as_ref().map(|path| path.display().to_string());
        let flags = [
            ("--dialect", dialect),
            ("--account-key", self.account_key.clone()),
            ("--account-secret-file", file),
        ];
        flags
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}

/// The two environments.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Environment {
    /// OpenTok: API key and secret
    Opentok,
    /// Vonage unified: application and private key
    Vonage,
}

/// Whose credentials a call takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Wanted {
    /// A project or an application; if there are both, this one.
    Either(Option<Environment>),
    /// A project.
    Project,
    /// An account.
    Account,
    /// A project that sends its secret along.
    Partner,
    /// A moderator's token, else a project that sends its secret along.
    Token,
}

/// Who asks, where, and why it is them.
pub(crate) struct Identity {
    pub(crate) credentials: Credentials,
    pub(crate) site: Site,
    /// The flag, the variable or the entry that decided.
    because: String,
    /// What would have given somebody else.
    passed_over: Option<String>,
}

/// The variable that holds a moderator's token.
pub(crate) const TOKEN_VARIABLE: &str = "OPENTOK_TOKEN";

impl Identity {
    /// Finds whom `wanted` asks for, in the flags and wherever else they may be.
    pub(crate) fn resolve(
        arguments: &CredentialArguments,
        service: &ServiceFlags,
        wanted: Wanted,
        console: &Console,
    ) -> Result<Self, Failure> {
        let mut faults = Vec::new();
        let mut layers = layers(arguments, &|name| std::env::var_os(name), console, &mut faults);
        if let Some(flags) = layers.first_mut() {
            flags.api_url = flag("--api-url", service.api_url.clone());
            flags.video_url = flags.api_url.clone();
            flags.account_key = flag("--account-key", service.account_key.clone());
            let file = service.account_secret_file.clone().map(SecretSource::File);
            flags.account_secret = flag("--account-secret-file", file);
        }
        let mut search = Search {
            layers: &layers,
            need: Need::Sign,
            console,
            faults,
        };
        let found = find(&mut search, service.dialect, wanted);
        let found = found.and_then(|found| found.at(&mut search));
        match search.end(found)? {
            Some(identity) => Ok(identity),
            None => Err(Failure::configuration(&[NOTHING_FOUND.to_owned()])),
        }
    }

    /// One sentence: who, why, and where.
    pub(crate) fn story(&self) -> String {
        let owner = self.credentials.owner().unwrap_or_default();
        let who = self.credentials.dialect();
        let base = self.site.base(opentok_rest::Scope::Service);
        let passed_over = self.passed_over.as_ref();
        let passed_over = passed_over.map_or_else(String::new, |other| format!("; passed over: {other}"));
        format!("{who} {owner} at {base}, because of {}{passed_over}", self.because)
    }
}

/// What was found, before it is known where the service is.
struct Found {
    credentials: Credentials,
    because: String,
    passed_over: Option<String>,
}

impl Found {
    fn new(credentials: impl Into<Credentials>, because: &str) -> Self {
        Self {
            credentials: credentials.into(),
            because: because.to_owned(),
            passed_over: None,
        }
    }

    /// The same at the address that was set, or where the service is for everybody.
    fn at(self, search: &mut Search<'_>) -> Option<Identity> {
        let is_unified = self.credentials.dialect() == Dialect::Vonage;
        let url = |layer: &Layer| {
            if is_unified {
                layer.video_url.clone()
            } else {
                layer.api_url.clone()
            }
        };
        let site = match search.layers.iter().find_map(url) {
            None => self.credentials.site(),
            Some(Setting { value, origin }) => {
                let site = Base::new(&value).and_then(|base| Site::new(base, self.credentials.owner().unwrap_or("-")));
                match site {
                    Ok(site) => site,
                    Err(error) => {
                        search.faults.push(format!("{origin}: {error}"));
                        return None;
                    }
                }
            }
        };
        Some(Identity {
            credentials: self.credentials,
            site,
            because: self.because,
            passed_over: self.passed_over,
        })
    }
}

fn find(search: &mut Search<'_>, dialect: Option<Environment>, wanted: Wanted) -> Option<Found> {
    let layers = search.layers;
    match wanted {
        Wanted::Account => {
            let Some(key) = layers.iter().find_map(Layer::account_key) else {
                search.faults.push(NO_ACCOUNT.to_owned());
                return None;
            };
            let account = search.account(key)?;
            let account = OpenTokAccount::new(account.key, account.secret().expose());
            Some(Found::new(account, &key.origin))
        }
        Wanted::Token => match token(search) {
            Some(found) => Some(found),
            None => find(search, dialect, Wanted::Partner),
        },
        Wanted::Project | Wanted::Partner => {
            let Some(key) = layers.iter().find_map(Layer::api_key) else {
                search.faults.push(NO_PROJECT.to_owned());
                return None;
            };
            let project = search.project(key)?;
            let (key_of, secret) = (project.key, project.secret());
            Some(if wanted == Wanted::Partner {
                Found::new(LegacyPartner::new(key_of, secret.expose()), &key.origin)
            } else {
                Found::new(OpenTok::new(key_of, secret.expose()), &key.origin)
            })
        }
        Wanted::Either(preferred) => either(search, dialect, preferred),
    }
}

/// The first layer that names anybody decides.
fn either(search: &mut Search<'_>, dialect: Option<Environment>, preferred: Option<Environment>) -> Option<Found> {
    let layers = search.layers;
    let names = |layer: &&Layer| match dialect {
        Some(Environment::Opentok) => layer.api_key.is_some(),
        Some(Environment::Vonage) => layer.application_id.is_some(),
        None => layer.names_an_owner(),
    };
    let Some(layer) = layers.iter().find(names) else {
        search.faults.push(NOTHING_FOUND.to_owned());
        return None;
    };
    match (&layer.api_key, &layer.application_id, dialect.or(preferred)) {
        (Some(_), Some(_), None) => {
            search.faults.push(AMBIGUOUS.to_owned());
            None
        }
        (Some(key), other, Some(Environment::Opentok)) | (Some(key), other @ None, _) => {
            let project = search.project(key)?;
            let mut found = Found::new(OpenTok::new(project.key, project.secret().expose()), &key.origin);
            found.passed_over = other.as_ref().map(|other| other.origin.clone());
            Some(found)
        }
        (other, Some(id), _) => {
            let keys = search.application(id)?;
            let mut found = Found::new(Vonage::with_signer(keys.id?, keys.private?), &id.origin);
            found.passed_over = other.as_ref().map(|other| other.origin.clone());
            Some(found)
        }
        (None, None, _) => None,
    }
}

/// A moderator's token out of the environment.
fn token(search: &mut Search<'_>) -> Option<Found> {
    let value = std::env::var(TOKEN_VARIABLE).ok().filter(|value| !value.is_empty())?;
    let source = Setting {
        value: SecretSource::Text(value.into()),
        origin: TOKEN_VARIABLE.to_owned(),
    };
    let token = secret::read(&source, search.console, &mut search.faults)?;
    Some(Found::new(LegacyToken::new(&token), TOKEN_VARIABLE))
}

const AMBIGUOUS: &str = "there are credentials of an OpenTok project and of a Vonage application: choose with \
    --dialect, --api-key or --application-id";

const NO_ACCOUNT: &str = "there are no credentials of an account: set OPENTOK_ACCOUNT_KEY and OPENTOK_ACCOUNT_SECRET";

const NO_PROJECT: &str =
    "this call needs the credentials of an OpenTok project: set OPENTOK_API_KEY and OPENTOK_API_SECRET";
