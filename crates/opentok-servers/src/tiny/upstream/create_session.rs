use core::net::Ipv4Addr;

use opentok_sdk::rest::session::{self, CreateSession};
use opentok_sdk::rest::{Call, Scope};
use opentok_sdk::token::{ApiKey, SessionId};
use opentok_sdk::transport::Endpoint;

use crate::http::ApiError;
use crate::tiny::MediaMode;
use crate::tiny::upstream::failure::failed;
use crate::tiny::upstream::{Upstream, bad_response};

impl Upstream {
    /// Makes a session of the project `key`.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send); 502 `upstream_bad_response` if the answer holds no session of this project.
    pub(crate) async fn create_session(
        &self,
        key: &ApiKey,
        mode: MediaMode,
        location: Option<Ipv4Addr>,
    ) -> Result<SessionId, ApiError> {
        const SCOPE: Scope = CreateSession::SCOPE;
        let mut create = CreateSession::new(match mode {
            MediaMode::Routed => session::MediaMode::Routed,
            MediaMode::Relayed => session::MediaMode::Relayed,
        });
        if let Some(location) = location {
            create = create.location(location);
        }
        let response = self
            .send(CreateSession::NAME, SCOPE, failed, |base| create.prepare(base))
            .await?;
        let session = create.parse(response).map_err(|_| bad_response())?;
        if session.id.belongs_to(key) {
            Ok(session.id)
        } else {
            Err(bad_response())
        }
    }
}
