use serde::{Deserialize, Deserializer, Serialize};

use crate::json::lenient;

/// What becomes of an archive that cannot be put into the project's own storage.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Fallback {
    /// The service keeps it, as if there were no storage of one's own.
    OpenTok,
    /// It is lost.
    None,
}

/// What the service says it will do with archives. It repeats the keys, too: they are not read.
///
/// Wire: [`WIRE.md`, "Storage of archives"](crate::wire).
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StorageSetting {
    /// `s3` or `azure`.
    #[serde(
        default,
        rename = "type",
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub kind: Option<Box<str>>,
    /// The bucket or the container.
    #[serde(
        default,
        rename = "config",
        deserialize_with = "place",
        skip_serializing_if = "Option::is_none"
    )]
    pub place: Option<Box<str>>,
    /// `opentok` if the service keeps what it cannot put there, else `none`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Box<str>>,
}

fn place<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<str>>, D::Error> {
    #[derive(Deserialize)]
    struct Config {
        #[serde(default, deserialize_with = "lenient::text")]
        bucket: Option<Box<str>>,
        #[serde(default, deserialize_with = "lenient::text")]
        container: Option<Box<str>>,
    }

    let config: Option<Config> = lenient::object(deserializer)?;
    Ok(config.and_then(|config| config.bucket.or(config.container)))
}
