use http::StatusCode;
use opentok_sdk::token::{Role, UnixSeconds};
use serde::Serialize;

use crate::http::{ApiError, Call, Fields, Reply};
use crate::tiny::caller::Caller;
use crate::tiny::minter::session_not_found;
use crate::tiny::store::Store;
use crate::tiny::{MediaMode, Record, Right, TinyServer, parameter};

impl<S: Store> TinyServer<S> {
    /// `POST /session`.
    pub(super) async fn create_session(&self, mut call: Call) -> Result<Reply, ApiError> {
        let kind = call.media_type();
        let body = call.body().await?;
        let fields = Fields::read(kind, &body)?;
        let (mode, location) = (parameter::media_mode(&fields)?, parameter::location(&fields)?);
        let session = self.upstream.create_session(&self.key, mode, location).await?;
        let mut record = Record::new(session, self.key, UnixSeconds::now());
        record.media_mode = mode;
        record.location = location;
        if let Err(error) = self.store.put(&record).await {
            // It costs nothing while unused, but somebody may wonder where it comes from.
            let fields = [("session", record.session.as_str()), ("id", call.head().request_id())];
            self.log.warn("a session was made and could not be stored", &fields);
            return Err(self.store_failed(&error));
        }
        self.counters.sessions.inc();
        Ok(Reply::json(
            StatusCode::CREATED,
            &Created {
                id: record.session.as_str(),
                media_mode: mode,
                location: location.map(|address| address.to_string()),
            },
        ))
    }

    /// `POST /session/{id}/access`.
    pub(super) async fn access(&self, caller: Caller, mut call: Call) -> Result<Reply, ApiError> {
        let kind = call.media_type();
        let body = call.body().await?;
        let fields = Fields::read(kind, &body)?;
        let id = call.head().path_parameter("id").ok_or_else(session_not_found)?;
        let record = self.find_session(&id).await?;
        let now = UnixSeconds::now();
        let role = parameter::role(&fields)?;
        let expires = parameter::expires_at(&fields, now)?;
        let data = parameter::DATA.text(&fields)?.unwrap_or_default();
        if role == Role::Moderator {
            caller.require(Right::AccessModerator)?;
        }
        let token = self.minter.mint(&record.session, role, &data, now, expires)?;
        self.counters.tokens.inc();
        Ok(Reply::json(
            StatusCode::CREATED,
            &Access {
                token: token.expose(),
                role: role.as_str(),
                expires_at: expires.get(),
                data: &data,
            },
        ))
    }

    /// A session that this server, or one that shares its store, made for this project.
    async fn find_session(&self, id: &str) -> Result<Record, ApiError> {
        // What is no session id of this project need not be looked up; keys stay short and harmless.
        if opentok_sdk::token::SessionId::parse_for(id, &self.key).is_err() {
            return Err(session_not_found());
        }
        let found = self.store.get(id).await.map_err(|error| self.store_failed(&error))?;
        found
            .filter(|record| record.key == self.key)
            .ok_or_else(session_not_found)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Created<'a> {
    id: &'a str,
    media_mode: MediaMode,
    location: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Access<'a> {
    token: &'a str,
    role: &'static str,
    expires_at: u64,
    data: &'a str,
}
