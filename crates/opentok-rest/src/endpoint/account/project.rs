use serde::{Deserialize, Deserializer, Serialize};

use crate::{json::lenient, option::Secret, words::words};

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
    pub secret: Option<Secret>,
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

fn key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<str>, D::Error> {
    let key = lenient::text(deserializer)?.filter(|key| !key.is_empty());
    key.ok_or_else(|| serde::de::Error::custom("no key"))
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Secret>, D::Error> {
    let text = lenient::text(deserializer)?.filter(|secret| !secret.is_empty());
    Ok(text.map(Secret::new))
}
