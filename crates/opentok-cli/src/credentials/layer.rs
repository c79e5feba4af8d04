//! One place that settings come from.
//!
//! A layer that names a key speaks of that project alone: its secret is not used for a key from another layer.
//! So `--api-key 2` with `OPENTOK_API_KEY=1` and its secret in the environment lacks a secret, instead of
//! signing for project 2 with the secret of project 1.

use std::ffi::OsString;
use std::path::PathBuf;

use zeroize::Zeroizing;

use super::arguments::CredentialArguments;

/// Looks a variable of the environment up.
pub(super) type Environment<'e> = &'e dyn Fn(&str) -> Option<OsString>;

/// A value, and the flag, variable or entry it is from.
#[derive(Clone, Debug)]
pub(super) struct Setting<T> {
    pub(super) value: T,
    pub(super) origin: String,
}

/// Where a secret is.
#[derive(Clone)]
pub(super) enum SecretSource {
    /// Here.
    Text(Zeroizing<String>),
    /// In a file.
    File(PathBuf),
}

/// The settings of one place.
#[derive(Clone, Default)]
pub(super) struct Layer {
    pub(super) api_key: Option<Setting<String>>,
    pub(super) secret: Option<Setting<SecretSource>>,
    pub(super) application_id: Option<Setting<String>>,
    pub(super) private_key: Option<Setting<PathBuf>>,
    pub(super) public_key: Option<Setting<PathBuf>>,
    pub(super) account_key: Option<Setting<String>>,
    pub(super) account_secret: Option<Setting<SecretSource>>,
    /// Where the OpenTok environment is.
    pub(super) api_url: Option<Setting<String>>,
    /// Where the unified environment is.
    pub(super) video_url: Option<Setting<String>>,
}

impl Layer {
    /// The flags of the command line.
    pub(super) fn from_flags(arguments: &CredentialArguments) -> Self {
        Self {
            api_key: flag("--api-key", arguments.api_key.clone()),
            secret: flag(
                "--api-secret-file",
                arguments.api_secret_file.clone().map(SecretSource::File),
            ),
            application_id: flag("--application-id", arguments.application_id.clone()),
            private_key: flag("--private-key", arguments.private_key.clone()),
            public_key: flag("--public-key", arguments.public_key.clone()),
            ..Self::default()
        }
    }

    /// The environment. A variable that is set to nothing counts as not set.
    pub(super) fn from_environment(environment: Environment<'_>, faults: &mut Vec<String>) -> Self {
        let mut text = |name: &str| {
            let value = environment(name).filter(|value| !value.is_empty())?;
            match value.into_string() {
                Ok(value) => Some(Setting {
                    value,
                    origin: name.to_owned(),
                }),
                Err(_) => {
                    faults.push(format!("{name} is not UTF-8 text"));
                    None
                }
            }
        };
        let path = |name: &str| {
            let value = environment(name).filter(|value| !value.is_empty())?;
            Some(Setting {
                value: PathBuf::from(value),
                origin: name.to_owned(),
            })
        };
        let api_key = text("OPENTOK_API_KEY");
        let application_id = text("VONAGE_APPLICATION_ID");
        let here = text("OPENTOK_API_SECRET").map(|secret| secret.map(|text| SecretSource::Text(text.into())));
        let in_file = path("OPENTOK_API_SECRET_FILE").map(|file| file.map(SecretSource::File));
        let account_key = text("OPENTOK_ACCOUNT_KEY");
        let account_here =
            text("OPENTOK_ACCOUNT_SECRET").map(|secret| secret.map(|text| SecretSource::Text(text.into())));
        let account_in_file = path("OPENTOK_ACCOUNT_SECRET_FILE").map(|file| file.map(SecretSource::File));
        let api_url = text("OPENTOK_API_URL");
        let video_url = text("VONAGE_VIDEO_URL");
        if here.is_some() && in_file.is_some() {
            faults.push("OPENTOK_API_SECRET and OPENTOK_API_SECRET_FILE are both set".to_owned());
        }
        if account_here.is_some() && account_in_file.is_some() {
            faults.push("OPENTOK_ACCOUNT_SECRET and OPENTOK_ACCOUNT_SECRET_FILE are both set".to_owned());
        }
        Self {
            api_key,
            secret: here.or(in_file),
            application_id,
            private_key: path("VONAGE_PRIVATE_KEY"),
            public_key: path("VONAGE_PUBLIC_KEY"),
            account_key,
            account_secret: account_here.or(account_in_file),
            api_url,
            video_url,
        }
    }

    /// Whether it says whose credentials it holds.
    pub(super) const fn names_an_owner(&self) -> bool {
        self.api_key.is_some() || self.application_id.is_some()
    }

    pub(super) const fn api_key(&self) -> Option<&Setting<String>> {
        self.api_key.as_ref()
    }

    pub(super) const fn secret(&self) -> Option<&Setting<SecretSource>> {
        self.secret.as_ref()
    }

    pub(super) const fn account_key(&self) -> Option<&Setting<String>> {
        self.account_key.as_ref()
    }

    pub(super) const fn account_secret(&self) -> Option<&Setting<SecretSource>> {
        self.account_secret.as_ref()
    }

    pub(super) const fn application_id(&self) -> Option<&Setting<String>> {
        self.application_id.as_ref()
    }
}

impl<T> Setting<T> {
    /// The same setting with its value made into something else.
    pub(super) fn map<U>(self, make: impl FnOnce(T) -> U) -> Setting<U> {
        Setting {
            value: make(self.value),
            origin: self.origin,
        }
    }
}

/// The layers that speak of nobody else than `owner`.
pub(super) fn layers_for<'l>(
    layers: &'l [Layer],
    owner_of: fn(&Layer) -> Option<&Setting<String>>,
    owner: &str,
) -> impl Iterator<Item = &'l Layer> {
    layers
        .iter()
        .filter(move |layer| owner_of(layer).is_none_or(|named| named.value == owner))
}

pub(super) fn flag<T>(name: &str, value: Option<T>) -> Option<Setting<T>> {
    value.map(|value| Setting {
        value,
        origin: name.to_owned(),
    })
}
