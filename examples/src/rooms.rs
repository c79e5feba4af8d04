use std::collections::HashMap;
use std::time::Duration;

use opentok_sdk::rest::{Client, session::CreateSession};
use opentok_sdk::token::{Grant, Role, SessionId};
use opentok_sdk::transport::HyperTransport;
use serde::Serialize;
use tokio::sync::Mutex;

use crate::{Cloud, Result};

/// Rooms by name: sessions that are made when somebody asks for them first. For servers that hand out tokens.
pub struct Rooms {
    cloud: Cloud,
    client: Client<HyperTransport>,
    sessions: Mutex<HashMap<String, SessionId>>,
}

/// What a browser needs to join a room.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ticket {
    /// The API key, or the application's id.
    pub owner: String,
    /// The room.
    pub session_id: String,
    /// What lets the browser in.
    pub token: String,
}

impl Rooms {
    /// The most rooms there are.
    pub const MAX: usize = 1000;

    /// No rooms yet.
    pub fn new(cloud: Cloud) -> Result<Self> {
        Ok(Self {
            client: cloud.client(),
            sessions: Mutex::default(),
            cloud,
        })
    }

    /// A ticket for an hour, or none if there cannot be such a room: names have 1 to 64 letters, digits and hyphens.
    pub async fn ticket(&self, room: &str) -> Result<Option<Ticket>> {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if !(1..=64).contains(&room.len()) || !room.bytes().all(is_name) {
            return Ok(None);
        }
        let Some(session) = self.session(room).await? else {
            return Ok(None);
        };
        let hour = Duration::from_secs(3600);
        let grant = Grant::new(&session).role(Role::Publisher).expires_in(hour);
        Ok(Some(Ticket {
            owner: self.cloud.owner().to_owned(),
            session_id: session.to_string(),
            token: self.cloud.mint(grant)?.into_string(),
        }))
    }

    /// The lock is held while a session is being made, so that the first two to ask meet in the same one.
    async fn session(&self, room: &str) -> Result<Option<SessionId>> {
        let mut sessions = self.sessions.lock().await;
        if let Some(session) = sessions.get(room) {
            return Ok(Some(*session));
        }
        if sessions.len() == Self::MAX {
            return Ok(None);
        }
        let session = self.client.create_session(CreateSession::routed()).await?.id;
        sessions.insert(room.to_owned(), session);
        Ok(Some(session))
    }
}
