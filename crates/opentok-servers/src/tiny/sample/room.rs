use http::{HeaderValue, StatusCode, header};
use opentok_sdk::token::Role;
use opentok_sdk::token::UnixSeconds;
use opentok_sdk::token::limits::DEFAULT_LIFETIME;
use serde::Serialize;

use crate::http::{ApiError, Call, Reply};
use crate::tiny::parameter::MAX_ROOM_NAME;
use crate::tiny::store::{RoomError, Store};
use crate::tiny::{MediaMode, Record, Right, TinyServer};

/// `GET /session`.
pub(super) fn redirect() -> Reply {
    Reply::empty(StatusCode::FOUND).with_header(header::LOCATION, HeaderValue::from_static("/room/session"))
}

impl<S: Store> TinyServer<S> {
    /// `GET /room/{name}`.
    pub(super) async fn room(&self, call: Call) -> Result<Reply, ApiError> {
        let caller = self.callers.identify(call.head().headers())?;
        if self.room_role == Role::Moderator {
            caller.require(Right::AccessModerator)?;
        }
        let name = room_name(&call, "name")?;
        let make = async {
            let session = self.upstream.create_session(&self.key, MediaMode::Routed, None).await?;
            self.counters.sessions.inc();
            Ok::<_, ApiError>(Record::new(session, self.key, UnixSeconds::now()))
        };
        let record = match self.store.room_get_or_insert(&self.room_key(&name), make).await {
            Ok(record) => record,
            Err(RoomError::Make(error)) => return Err(error),
            Err(RoomError::Store(error)) => return Err(self.store_failed(&error)),
        };
        let now = UnixSeconds::now();
        let token = self
            .minter
            .mint(&record.session, self.room_role, "", now, now.plus(DEFAULT_LIFETIME))?;
        self.counters.tokens.inc();
        Ok(Reply::json(
            StatusCode::OK,
            &Room {
                api_key: self.key.as_str(),
                session_id: record.session.as_str(),
                token: token.expose(),
            },
        ))
    }

    /// Rooms of different projects are different rooms.
    pub(super) fn room_key(&self, name: &str) -> String {
        format!("{}/{name}", self.key)
    }

    /// What [`room_key`](Self::room_key) was made of.
    pub(super) fn room_of<'r>(&self, record: &'r Record) -> Option<&'r str> {
        record
            .room
            .as_deref()?
            .strip_prefix(self.key.as_str())?
            .strip_prefix('/')
    }
}

/// The name of a room in the path.
pub(super) fn room_name(call: &Call, parameter: &'static str) -> Result<String, ApiError> {
    let name = call.head().path_parameter(parameter);
    let name = name.filter(|name| (1..=MAX_ROOM_NAME).contains(&name.chars().count()));
    name.map(alloc::borrow::Cow::into_owned).ok_or_else(|| {
        let message = format!("the name of a room has 1 to {MAX_ROOM_NAME} characters");
        ApiError::parameter("invalid_room_name", parameter, message)
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Room<'a> {
    api_key: &'a str,
    session_id: &'a str,
    token: &'a str,
}
