use http::StatusCode;
use opentok_sdk::token::{Role, SessionId, UnixSeconds};
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
        let session = self.find_session(&id).await?;
        let now = UnixSeconds::now();
        let role = parameter::role(&fields)?;
        let expires = parameter::expires_at(&fields, now)?;
        let data = parameter::DATA.text(&fields)?.unwrap_or_default();
        if role == Role::Moderator {
            caller.require(Right::AccessModerator)?;
        }
        let body = access_json(role, expires, &data, |body| {
            self.minter.mint_into(&session, role, &data, now, expires, body)
        })?;
        self.counters.tokens.inc();
        Ok(Reply::json_bytes(StatusCode::CREATED, body))
    }

    /// A session that this server, or one that shares its store, made for this project.
    async fn find_session(&self, id: &str) -> Result<SessionId, ApiError> {
        // What is no session id of this project need not be looked up; keys stay short and harmless.
        let session = SessionId::parse_for(id, &self.key).map_err(|_| session_not_found())?;
        let known = self.store.has(id, &self.key).await;
        match known.map_err(|error| self.store_failed(&error))? {
            true => Ok(session),
            false => Err(session_not_found()),
        }
    }
}

/// The credentials, with the token that `mint` appends: it is signed where it is sent from.
fn access_json(
    role: Role,
    expires: UnixSeconds,
    data: &str,
    mint: impl FnOnce(&mut Vec<u8>) -> Result<(), ApiError>,
) -> Result<Vec<u8>, ApiError> {
    let mut body = Vec::with_capacity(USUAL_LEN + 4 * data.len());
    // JSON leaves the characters of tokens and of roles as they are.
    body.extend_from_slice(br#"{"token":""#);
    mint(&mut body)?;
    for piece in [r#"","role":""#, role.as_str(), r#"","expiresAt":"#] {
        body.extend_from_slice(piece.as_bytes());
    }
    body.extend_from_slice(itoa::Buffer::new().format(expires.get()).as_bytes());
    body.extend_from_slice(br#","data":"#);
    serde_json::to_writer(&mut body, data).expect("a text can be written");
    body.push(b'}');
    Ok(body)
}

/// Longer than a T1 token for a session id of usual length, with the keys around it.
const USUAL_LEN: usize = 640;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Created<'a> {
    id: &'a str,
    media_mode: MediaMode,
    location: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_one_object_whatever_the_data_is() {
        for data in ["", "name=Bob", "\"\\\n\u{1}é\u{2028}"] {
            let expires = UnixSeconds::new(1_700_000_000);
            let body = access_json(Role::PublisherOnly, expires, data, |body| {
                body.extend_from_slice(b"T1==abc_-+/=");
                Ok(())
            });
            let body: serde_json::Value = serde_json::from_slice(&body.unwrap()).unwrap();
            let wanted = serde_json::json!({
                "token": "T1==abc_-+/=", "role": "publisheronly", "expiresAt": 1_700_000_000, "data": data,
            });
            assert_eq!(body, wanted);
        }
    }

    #[test]
    fn a_token_that_is_not_made_is_a_refusal() {
        let body = access_json(Role::Publisher, UnixSeconds::new(1), "", |_| Err(session_not_found()));
        assert_eq!(body.unwrap_err().word(), "session_not_found");
    }
}
