use core::net::Ipv4Addr;

use http::Method;
use opentok_sdk::token::{ApiKey, SessionId};
use serde::Deserialize;

use crate::http::ApiError;
use crate::tiny::MediaMode;
use crate::tiny::upstream::{Ask, Upstream, bad_response};

impl Upstream {
    /// Makes a session of the project `key`.
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call); 502 `upstream_bad_response` if the answer holds no session of this project.
    pub(crate) async fn create_session(
        &self,
        key: &ApiKey,
        mode: MediaMode,
        location: Option<Ipv4Addr>,
    ) -> Result<SessionId, ApiError> {
        let preference = match mode {
            MediaMode::Routed => "disabled",
            MediaMode::Relayed => "enabled",
        };
        let location = location.map(|address| address.to_string());
        let mut form = vec![("archiveMode", "manual"), ("p2p.preference", preference)];
        if let Some(location) = &location {
            form.push(("location", location));
        }
        let ask = Ask::service("create_session", Method::POST, ["session", "create"]).form(form);
        let response = self.call(&ask).await?;
        let sessions: Vec<Created<'_>> = serde_json::from_slice(response.body()).map_err(|_| bad_response())?;
        let created = sessions.first().ok_or_else(bad_response)?;
        SessionId::parse_for(created.session_id, key).map_err(|_| bad_response())
    }
}

#[derive(Deserialize)]
struct Created<'a> {
    session_id: &'a str,
}
