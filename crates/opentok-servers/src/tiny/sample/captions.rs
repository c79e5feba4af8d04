use http::Method;
use serde_json::json;

use super::{ok, path_id};
use crate::http::{ApiError, Call, Fields, Reply};
use crate::tiny::store::Store;
use crate::tiny::upstream::{Ask, bad_response};
use crate::tiny::{TinyServer, parameter};

impl<S: Store> TinyServer<S> {
    /// `POST /captions/start`.
    pub(super) async fn start_captions(&self, mut call: Call) -> Result<Reply, ApiError> {
        let kind = call.media_type();
        let body = call.body().await?;
        let fields = Fields::read(kind, &body)?;
        let order = json!({
            "sessionId": parameter::SESSION_ID.required_text(&fields)?,
            "token": parameter::TOKEN.required_text(&fields)?,
            "languageCode": "en-US",
            "partialCaptions": true,
        });
        let ask = Ask::project("start_captions", Method::POST, ["captions"]).json(order);
        let answer = self.upstream.json(&ask).await?;
        let id = answer["captionsId"].as_str().ok_or_else(bad_response)?;
        Ok(ok(&json!({ "id": id })))
    }

    /// `POST /captions/{captionsId}/stop`: the service's status in the body.
    pub(super) async fn stop_captions(&self, call: Call) -> Result<Reply, ApiError> {
        let id = path_id(&call, "captionsId", "invalid_captions_id")?;
        let ask = Ask::project("stop_captions", Method::POST, ["captions", &id, "stop"]).of_an_id();
        let answer = self.upstream.call(&ask).await?;
        Ok(ok(&json!({ "status": answer.status().as_u16() })))
    }
}
