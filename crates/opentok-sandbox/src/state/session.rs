use core::hash::BuildHasher;
use core::net::Ipv4Addr;
use std::hash::RandomState;

use base64ct::{Base64UrlUnpadded, Encoding};
use hashbrown::HashTable;

use super::{Chance, Owner, OwnerId};

/// Names a session within the sandbox.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct SessionNumber(u32);

/// How media travel in a session.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum MediaMode {
    /// From client to client.
    Relayed,
    /// Through the service, which can record them.
    Routed,
}

impl MediaMode {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Relayed => "relayed",
            Self::Routed => "routed",
        }
    }
}

/// Who starts a session's archives.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ArchiveMode {
    Manual,
    Always,
}

/// The sizes of a composed picture.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Resolution {
    #[default]
    Sd,
    SdPortrait,
    Hd,
    HdPortrait,
    Fhd,
    FhdPortrait,
}

impl Resolution {
    const ALL: [Self; 6] = [
        Self::Sd,
        Self::SdPortrait,
        Self::Hd,
        Self::HdPortrait,
        Self::Fhd,
        Self::FhdPortrait,
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Sd => "640x480",
            Self::SdPortrait => "480x640",
            Self::Hd => "1280x720",
            Self::HdPortrait => "720x1280",
            Self::Fhd => "1920x1080",
            Self::FhdPortrait => "1080x1920",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == text)
    }
}

/// What a session is made with.
#[derive(Clone, Debug)]
pub(crate) struct NewSession {
    pub(crate) location: Option<Ipv4Addr>,
    pub(crate) media_mode: MediaMode,
    pub(crate) archive_mode: ArchiveMode,
    pub(crate) archive_name: Option<Box<str>>,
    pub(crate) archive_resolution: Resolution,
    pub(crate) is_encrypted: bool,
}

impl Default for NewSession {
    fn default() -> Self {
        Self {
            location: None,
            media_mode: MediaMode::Relayed,
            archive_mode: ArchiveMode::Manual,
            archive_name: None,
            archive_resolution: Resolution::Sd,
            is_encrypted: false,
        }
    }
}

/// A session, of which there may be millions: what few of them have lies elsewhere.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: Box<str>,
    pub(crate) owner: OwnerId,
    pub(crate) media_mode: MediaMode,
    pub(crate) archive_mode: ArchiveMode,
    pub(crate) archive_resolution: Resolution,
    pub(crate) is_encrypted: bool,
    pub(crate) archive_name: Option<Box<str>>,
}

/// Every session there is. They are never deleted.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    list: Vec<Session>,
    by_id: HashTable<SessionNumber>,
    hasher: RandomState,
}

impl Sessions {
    /// Makes a session of `owner`'s.
    pub(crate) fn create(
        &mut self,
        owner_id: OwnerId,
        owner: &Owner,
        new: NewSession,
        now_ms: u64,
        chance: &mut Chance,
    ) -> &Session {
        let random: [u8; 20] = chance.letters();
        let random = core::str::from_utf8(&random).expect("letters are ASCII");
        let location = new.location.map(|location| location.to_string()).unwrap_or_default();
        let payload = format!("1~{}~{location}~{now_ms}~{random}~~", owner.name);
        let digit = if new.media_mode == MediaMode::Routed { '2' } else { '1' };
        let id = format!("{digit}_{}", Base64UrlUnpadded::encode_string(payload.as_bytes()));
        let number = self.add(Session {
            id: id.into_boxed_str(),
            owner: owner_id,
            media_mode: new.media_mode,
            archive_mode: new.archive_mode,
            archive_resolution: new.archive_resolution,
            is_encrypted: new.is_encrypted,
            archive_name: new.archive_name,
        });
        self.get(number)
    }

    pub(crate) fn find(&self, id: &str) -> Option<SessionNumber> {
        let hash = self.hasher.hash_one(id);
        self.by_id.find(hash, |number| *self.get(*number).id == *id).copied()
    }

    pub(crate) fn get(&self, number: SessionNumber) -> &Session {
        &self.list[number.0 as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    fn add(&mut self, session: Session) -> SessionNumber {
        let number = SessionNumber(u32::try_from(self.list.len()).expect("memory ends before the numbers do"));
        let hash = self.hasher.hash_one(&*session.id);
        self.list.push(session);
        let (list, hasher) = (&self.list, &self.hasher);
        self.by_id
            .insert_unique(hash, number, |number| hasher.hash_one(&*list[number.0 as usize].id));
        number
    }
}

#[cfg(test)]
mod tests {
    use opentok_token::{SessionCreated, SessionId};

    use super::*;
    use crate::state::Owners;

    #[test]
    fn an_id_tells_whose_the_session_is_and_when_it_was_made() {
        let mut chance = Chance::new(1);
        let owners = Owners::new(&mut chance, 0);
        let owner = owners.find(Owners::DEFAULT_KEY).unwrap();
        let new = NewSession {
            location: Some(Ipv4Addr::new(198, 51, 100, 7)),
            ..NewSession::default()
        };
        let mut sessions = Sessions::default();
        let session = sessions.create(owner, owners.get(owner), new, 1_767_225_600_000, &mut chance);
        let id: SessionId = session.id.parse().unwrap();
        assert!(id.belongs_to(&Owners::DEFAULT_KEY.parse().unwrap()));
        assert_eq!(id.payload().location(), "198.51.100.7");
        assert_eq!(id.payload().created(), SessionCreated::Millis(1_767_225_600_000));
        let text = session.id.clone();
        assert!(sessions.find(&text).is_some() && sessions.find(&text[1..]).is_none());
    }

    #[test]
    fn a_session_takes_less_than_700_bytes() {
        const COUNT: usize = 100_000;
        let mut chance = Chance::new(1);
        let owners = Owners::new(&mut chance, 0);
        let owner = owners.find(Owners::DEFAULT_KEY).unwrap();
        let mut sessions = Sessions::default();
        let info = allocation_counter::measure(|| {
            for _ in 0..COUNT {
                let location = Some(Ipv4Addr::new(198, 51, 100, 7));
                let new = NewSession {
                    location,
                    ..NewSession::default()
                };
                sessions.create(owner, owners.get(owner), new, 1_767_225_600_000, &mut chance);
            }
        });
        let each = info.bytes_current / COUNT as i64;
        assert!((100..700).contains(&each), "{each} bytes");
    }
}
