use alloc::borrow::Cow;
use core::fmt;
use core::net::Ipv4Addr;
use core::str::FromStr;

use opentok_sdk::token::{ApiKey, SessionId, UnixSeconds};
use serde::{Deserialize, Serialize};

/// How streams travel in a session.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MediaMode {
    /// Through the service's media servers.
    #[default]
    Routed,
    /// From client to client where possible.
    Relayed,
}

impl MediaMode {
    /// The mode as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Routed => "routed",
            Self::Relayed => "relayed",
        }
    }
}

impl FromStr for MediaMode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "routed" => Ok(Self::Routed),
            "relayed" => Ok(Self::Relayed),
            _ => Err(()),
        }
    }
}

/// What is stored about a session.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// The session.
    pub session: SessionId,
    /// As it was asked for.
    pub media_mode: MediaMode,
    /// As it was asked for.
    pub location: Option<Ipv4Addr>,
    /// When this server made it.
    pub created: UnixSeconds,
    /// The project that it was made for. A server of another project does not know the session.
    pub key: ApiKey,
    /// The room that it was made for.
    pub room: Option<Box<str>>,
}

impl Record {
    /// A session that belongs to no room.
    pub fn new(session: SessionId, key: ApiKey, created: UnixSeconds) -> Self {
        Self {
            session,
            media_mode: MediaMode::Routed,
            location: None,
            created,
            key,
            room: None,
        }
    }

    /// The record as stores keep it: JSON of version 1.
    #[cfg_attr(
        not(any(feature = "redb", feature = "redis")),
        allow(dead_code, reason = "memory keeps records as they are")
    )]
    pub(crate) fn to_json(&self) -> Vec<u8> {
        let stored = Stored {
            v: VERSION,
            id: self.session.as_str().into(),
            media_mode: self.media_mode,
            location: self.location,
            created: self.created.get(),
            key: self.key.as_str().into(),
            room: self.room.as_deref().map(Cow::Borrowed),
        };
        serde_json::to_vec(&stored).expect("texts and numbers can be written")
    }

    /// Reads what [`to_json`](Self::to_json) wrote. Unknown members are passed over.
    ///
    /// # Errors
    ///
    /// If it is not that, or of a later version.
    #[cfg_attr(
        not(any(feature = "redb", feature = "redis")),
        allow(dead_code, reason = "memory keeps records as they are")
    )]
    pub(crate) fn from_json(bytes: &[u8]) -> Result<Self, UnreadableRecord> {
        let stored: Stored<'_> = serde_json::from_slice(bytes).map_err(|_| UnreadableRecord)?;
        if stored.v != VERSION {
            return Err(UnreadableRecord);
        }
        Ok(Self {
            session: stored.id.parse().map_err(|_| UnreadableRecord)?,
            media_mode: stored.media_mode,
            location: stored.location,
            created: UnixSeconds::new(stored.created),
            key: stored.key.parse().map_err(|_| UnreadableRecord)?,
            room: stored.room.map(|room| room.into_owned().into()),
        })
    }

    /// Whether what [`to_json`](Self::to_json) wrote is a session of this project.
    ///
    /// # Errors
    ///
    /// If it is no record, or of a later version.
    #[cfg(feature = "redb")]
    pub(crate) fn is_for(bytes: &[u8], key: &ApiKey) -> Result<bool, UnreadableRecord> {
        let owner: Owner<'_> = serde_json::from_slice(bytes).map_err(|_| UnreadableRecord)?;
        if owner.v != VERSION {
            return Err(UnreadableRecord);
        }
        Ok(owner.key == key.as_str())
    }
}

const VERSION: u8 = 1;

/// As much of a record as tells whose it is.
#[cfg(feature = "redb")]
#[derive(Deserialize)]
struct Owner<'a> {
    v: u8,
    #[serde(borrow)]
    key: Cow<'a, str>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Stored<'a> {
    v: u8,
    #[serde(borrow)]
    id: Cow<'a, str>,
    media_mode: MediaMode,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    location: Option<Ipv4Addr>,
    created: u64,
    #[serde(borrow)]
    key: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    room: Option<Cow<'a, str>>,
}

/// Bytes in a store are no [`Record`] that this version can read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct UnreadableRecord;

impl fmt::Display for UnreadableRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("record in the store cannot be read")
    }
}

impl core::error::Error for UnreadableRecord {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back_as_written() {
        let session = "2_Mn4xMjM0NTY3OH5-MTcwMDAwMDAwMDAwMH5zdHViMDAwMDAxflB-"
            .parse()
            .unwrap();
        let mut record = Record::new(session, "12345678".parse().unwrap(), UnixSeconds::new(1_700_000_000));
        assert_eq!(Record::from_json(&record.to_json()), Ok(record.clone()));
        record.media_mode = MediaMode::Relayed;
        record.location = Some(Ipv4Addr::new(10, 1, 200, 30));
        record.room = Some("a \"room\"".into());
        assert_eq!(Record::from_json(&record.to_json()), Ok(record));
    }

    #[cfg(feature = "redb")]
    #[test]
    fn a_record_tells_whose_it_is() {
        let session = "2_Mn4xMjM0NTY3OH5-MTcwMDAwMDAwMDAwMH5zdHViMDAwMDAxflB-";
        let key = "12345678".parse().unwrap();
        let json = Record::new(session.parse().unwrap(), key, UnixSeconds::new(1_700_000_000)).to_json();
        assert_eq!(Record::is_for(&json, &key), Ok(true));
        assert_eq!(Record::is_for(&json, &"1234567".parse().unwrap()), Ok(false));
        for text in ["", "{}", r#"{"v":2,"key":"12345678"}"#, r#"{"v":1}"#] {
            assert_eq!(Record::is_for(text.as_bytes(), &key), Err(UnreadableRecord), "{text}");
        }
    }

    #[test]
    fn what_is_no_record_is_refused() {
        for text in [
            "",
            "{}",
            r#"{"v":2}"#,
            r#"{"v":1,"id":"x","mediaMode":"routed","created":1,"key":"1"}"#,
        ] {
            assert_eq!(Record::from_json(text.as_bytes()), Err(UnreadableRecord), "{text}");
        }
    }
}
