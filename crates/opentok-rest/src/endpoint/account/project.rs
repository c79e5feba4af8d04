use core::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use zeroize::Zeroizing;

use crate::{json::lenient, words::words};

/// A project as the account sees it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Project {
    /// Its API key.
    #[serde(deserialize_with = "key")]
    pub id: Box<str>,
    /// Its secret. Not serialised.
    #[serde(default, deserialize_with = "secret", skip_serializing)]
    pub secret: Option<ProjectSecret>,
    /// Whether it works.
    #[serde(default, deserialize_with = "lenient::word")]
    pub status: Option<ProjectStatus>,
    /// Its name; may be empty.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: Option<Box<str>>,
    /// Which servers it uses.
    #[serde(default, deserialize_with = "lenient::word")]
    pub environment: Option<ProjectEnvironment>,
    /// The name of those servers.
    #[serde(default, deserialize_with = "lenient::text")]
    pub environment_name: Option<Box<str>>,
    /// More about those servers.
    #[serde(default, deserialize_with = "lenient::text")]
    pub environment_description: Option<Box<str>>,
    /// When it was made, in milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub created_at: Option<u64>,
}

/// The secret of a project. Shown by nothing but [`expose`](Self::expose), and wiped when dropped.
#[derive(Clone)]
pub struct ProjectSecret(Zeroizing<String>);

words! {
    /// Whether a project works.
    ProjectStatus {
        /// It works.
        Active = "ACTIVE",
        /// Its calls are refused.
        Suspended = "SUSPENDED",
        /// It works; an older word.
        Valid = "VALID",
    }

    /// Which servers a project uses.
    ProjectEnvironment {
        /// Those of most projects.
        Standard = "standard",
        /// Those that change less often.
        Enterprise = "enterprise",
    }
}

impl ProjectSecret {
    /// The secret itself. Search for this name to audit every use.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ProjectSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProjectSecret(..)")
    }
}

fn key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<str>, D::Error> {
    let key = lenient::text(deserializer)?.filter(|key| !key.is_empty());
    key.ok_or_else(|| serde::de::Error::custom("no key"))
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ProjectSecret>, D::Error> {
    let text = lenient::text(deserializer)?.filter(|secret| !secret.is_empty());
    Ok(text.map(|text| ProjectSecret(Zeroizing::new(text.into()))))
}
