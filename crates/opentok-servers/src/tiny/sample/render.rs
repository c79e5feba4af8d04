use http::Method;
use opentok_sdk::token::UnixSeconds;
use opentok_sdk::token::limits::DEFAULT_LIFETIME;
use opentok_sdk::token::{Role, SessionId};
use serde_json::{Value, json};

use super::{ok, path_id};
use crate::http::{ApiError, Call, Fields, Reply};
use crate::tiny::minter::session_not_found;
use crate::tiny::store::Store;
use crate::tiny::upstream::{Ask, bad_response};
use crate::tiny::{TinyServer, parameter};

impl<S: Store> TinyServer<S> {
    /// `POST /render`: composes a page into a session, as a publisher of its own.
    pub(super) async fn start_render(&self, mut call: Call) -> Result<Reply, ApiError> {
        let kind = call.media_type();
        let body = call.body().await?;
        let fields = Fields::read(kind, &body)?;
        let session = parameter::SESSION_ID.required_text(&fields)?;
        let url = parameter::URL.required_text(&fields)?;
        let id = SessionId::parse_for(&session, &self.key).map_err(|_| session_not_found())?;
        let now = UnixSeconds::now();
        let token = self
            .minter
            .mint(&id, Role::Publisher, "", now, now.plus(DEFAULT_LIFETIME))?;
        let order = json!({ "sessionId": session, "token": token.expose(), "url": url });
        let ask = Ask::project("start_render", Method::POST, ["render"]).json(order);
        let answer = self.upstream.json(&ask).await?;
        let id = answer["id"].as_str().ok_or_else(bad_response)?;
        Ok(ok(&json!({ "id": id })))
    }

    /// `GET /render`: a bare array.
    pub(super) async fn list_renders(&self, _call: Call) -> Result<Reply, ApiError> {
        let mut list = self
            .upstream
            .json(&Ask::project("list_renders", Method::GET, ["render"]))
            .await?;
        match list.get_mut("items").map(Value::take) {
            Some(items @ Value::Array(_)) => Ok(ok(&items)),
            _ => Err(bad_response()),
        }
    }

    /// `GET /render/{renderId}`.
    pub(super) async fn render(&self, call: Call) -> Result<Reply, ApiError> {
        let id = path_id(&call, "renderId", "invalid_render_id")?;
        let ask = Ask::project("get_render", Method::GET, ["render", &id]).of_an_id();
        self.upstream.json(&ask).await.map(|render| ok(&render))
    }

    /// `DELETE /render/{renderId}`.
    pub(super) async fn stop_render(&self, call: Call) -> Result<Reply, ApiError> {
        let id = path_id(&call, "renderId", "invalid_render_id")?;
        self.upstream
            .call(&Ask::project("stop_render", Method::DELETE, ["render", &id]).of_an_id())
            .await?;
        Ok(ok(&json!({})))
    }
}
