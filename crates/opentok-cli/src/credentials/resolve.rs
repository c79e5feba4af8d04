use core::fmt::Display;
use core::str::FromStr;

use compact_jws::{RsaPrivateKey, RsaPublicKey};
use opentok_token::{ApiKey, ApiSecret, ApplicationId, Project};
use zeroize::Zeroizing;

use super::arguments::CredentialArguments;
use super::layer::{Environment, Layer, Setting, layers_for};
use super::{keys, profile_file, secret};
use crate::failure::Failure;
use crate::output::Console;

/// What credentials are for, which decides what has to be there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Need {
    /// Secret or private key.
    Sign,
    /// A project's secret: the only one that signs T1 tokens.
    SignT1,
    /// Secret, or public key (from the private key if need be).
    Verify,
    /// The public key alone, whoever it is of.
    PublicKey,
    /// As to verify, but nothing has to be there.
    Diagnose,
}

/// What was found. At least one of the two, unless nothing had to be there.
pub(crate) struct Credentials {
    pub(crate) project: Option<ProjectSecret>,
    pub(crate) application: Option<ApplicationKeys>,
}

/// A project's key and secret.
#[derive(Clone)]
pub(crate) struct ProjectSecret {
    pub(crate) key: ApiKey,
    secret: Zeroizing<String>,
}

/// An application's id and as much of its key pair as was needed.
pub(crate) struct ApplicationKeys {
    pub(crate) id: Option<ApplicationId>,
    pub(crate) private: Option<RsaPrivateKey>,
    pub(crate) public: Option<RsaPublicKey>,
}

impl ProjectSecret {
    /// Puts key and secret together.
    pub(crate) const fn new(key: ApiKey, secret: Zeroizing<String>) -> Self {
        Self { key, secret }
    }

    /// The secret.
    pub(crate) fn secret(&self) -> ApiSecret<'_> {
        ApiSecret::new(&self.secret)
    }

    /// Ready to sign and verify.
    pub(crate) fn project(&self) -> Project {
        Project::new(self.key, self.secret())
    }
}

impl Credentials {
    /// Searches flags, then the environment (or the profile entry the flags name), then the default profile entry.
    pub(super) fn resolve(
        arguments: &CredentialArguments,
        need: Need,
        environment: Environment<'_>,
        console: &Console,
    ) -> Result<Self, Failure> {
        let mut faults = Vec::new();
        let layers = layers(arguments, environment, console, &mut faults);
        let mut search = Search {
            layers: &layers,
            need,
            console,
            faults,
        };
        let found = search.run();
        search.end(found)
    }
}

/// Flags, then the environment (or the profile entry the flags name), then the default profile entry.
pub(super) fn layers(
    arguments: &CredentialArguments,
    environment: Environment<'_>,
    console: &Console,
    faults: &mut Vec<String>,
) -> Vec<Layer> {
    let flags = Layer::from_flags(arguments);
    let profile = profile_file::read(arguments, environment, console, faults);
    if arguments.credentials.is_some() {
        vec![flags, profile]
    } else {
        vec![flags, Layer::from_environment(environment, faults), profile]
    }
}

pub(super) struct Search<'s> {
    pub(super) layers: &'s [Layer],
    pub(super) need: Need,
    pub(super) console: &'s Console,
    pub(super) faults: Vec<String>,
}

impl<'s> Search<'s> {
    /// What was found, unless anything is wrong.
    pub(super) fn end<T>(self, found: T) -> Result<T, Failure> {
        if self.faults.is_empty() {
            Ok(found)
        } else {
            Err(Failure::configuration(&self.faults))
        }
    }

    fn run(&mut self) -> Credentials {
        let mut found = Credentials {
            project: None,
            application: None,
        };
        if self.need == Need::PublicKey {
            found.application = self.public_key_alone();
            return found;
        }
        let is_owner = |layer: &&Layer| match self.need {
            Need::SignT1 => layer.api_key.is_some(),
            _ => layer.names_an_owner(),
        };
        let Some(owner) = self.layers.iter().find(is_owner) else {
            match self.need {
                Need::Diagnose => {}
                Need::SignT1 => self.faults.push(NO_PROJECT.to_owned()),
                _ => self.faults.push(NOTHING_FOUND.to_owned()),
            }
            return found;
        };
        if let Some(key) = &owner.api_key {
            found.project = self.project(key);
        }
        if let Some(id) = owner.application_id.as_ref().filter(|_| self.need != Need::SignT1) {
            found.application = self.application(id);
        }
        found
    }

    pub(super) fn project(&mut self, key: &Setting<String>) -> Option<ProjectSecret> {
        let api_key = self.parse::<ApiKey>(key);
        let Some(source) = layers_for(self.layers, Layer::api_key, &key.value).find_map(Layer::secret) else {
            self.miss(format!("there is no secret for {}: {SECRET_PLACES}", key.origin));
            return None;
        };
        let secret = secret::read(source, self.console, &mut self.faults);
        Some(ProjectSecret::new(api_key?, secret?))
    }

    /// The key and the secret of an account.
    pub(super) fn account(&mut self, key: &Setting<String>) -> Option<ProjectSecret> {
        let api_key = self.parse::<ApiKey>(key);
        let Some(source) = layers_for(self.layers, Layer::account_key, &key.value).find_map(Layer::account_secret)
        else {
            self.miss(format!("there is no secret for {}: {ACCOUNT_PLACES}", key.origin));
            return None;
        };
        let secret = secret::read(source, self.console, &mut self.faults);
        Some(ProjectSecret::new(api_key?, secret?))
    }

    pub(super) fn application(&mut self, id: &Setting<String>) -> Option<ApplicationKeys> {
        let parsed = self.parse::<ApplicationId>(id);
        let missing = format!("there is no key for {}: {KEY_PLACES}", id.origin);
        let (private, public) = self.keys(&id.value, missing)?;
        Some(ApplicationKeys {
            id: Some(parsed?),
            private,
            public,
        })
    }

    fn public_key_alone(&mut self) -> Option<ApplicationKeys> {
        let owner = self.layers.iter().find_map(Layer::application_id);
        let missing = "there is no public key: set VONAGE_PUBLIC_KEY, or give --public-key".to_owned();
        let (private, public) = self.keys(owner.map_or("", |id| &id.value), missing)?;
        Some(ApplicationKeys {
            id: None,
            private,
            public,
        })
    }

    /// The private key to sign with; to verify, the public key or the public half of the private one.
    fn keys(&mut self, owner: &str, missing: String) -> Option<(Option<RsaPrivateKey>, Option<RsaPublicKey>)> {
        let is_of_use =
            |layer: &&Layer| layer.private_key.is_some() || (layer.public_key.is_some() && self.need != Need::Sign);
        let Some(layer) = layers_for(self.layers, Layer::application_id, owner).find(is_of_use) else {
            self.miss(missing);
            return None;
        };
        if let Some(file) = layer.public_key.as_ref().filter(|_| self.need != Need::Sign) {
            return Some((None, Some(keys::public(file, &mut self.faults)?)));
        }
        let private = keys::private(layer.private_key.as_ref()?, self.console, &mut self.faults)?;
        let public = private.public_key();
        Some((Some(private), Some(public)))
    }

    /// Something is missing: a fault, or for diagnosis only a pity.
    fn miss(&mut self, message: String) {
        if self.need == Need::Diagnose {
            self.console.warn("no_key", &message);
        } else {
            self.faults.push(message);
        }
    }

    fn parse<T: FromStr<Err: Display>>(&mut self, setting: &Setting<String>) -> Option<T> {
        match setting.value.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.faults.push(format!("{}: {error}", setting.origin));
                None
            }
        }
    }
}

const SECRET_PLACES: &str = "set OPENTOK_API_SECRET or OPENTOK_API_SECRET_FILE, or give --api-secret-file";

const KEY_PLACES: &str = "set VONAGE_PRIVATE_KEY, or give --private-key";

const ACCOUNT_PLACES: &str = "set OPENTOK_ACCOUNT_SECRET or OPENTOK_ACCOUNT_SECRET_FILE, or give --account-secret-file";

pub(super) const NOTHING_FOUND: &str = "there are no credentials: set OPENTOK_API_KEY and OPENTOK_API_SECRET, or \
    VONAGE_APPLICATION_ID and VONAGE_PRIVATE_KEY, or write a profile file";

const NO_PROJECT: &str =
    "T1 tokens need the credentials of an OpenTok project: set OPENTOK_API_KEY and OPENTOK_API_SECRET";
