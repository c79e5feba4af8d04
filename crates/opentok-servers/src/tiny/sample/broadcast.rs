use http::{HeaderValue, Method, StatusCode};
use opentok_sdk::token::SessionId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ok;
use super::room::room_name;
use crate::http::{ApiError, Call, Fields, Reply};
use crate::tiny::minter::session_not_found;
use crate::tiny::store::Store;
use crate::tiny::upstream::{Ask, bad_response};
use crate::tiny::{TinyServer, parameter};

/// What is kept of a broadcast that runs.
#[derive(Deserialize, Serialize)]
struct Kept {
    id: String,
    url: Option<String>,
}

impl<S: Store> TinyServer<S> {
    /// `POST /broadcast/start`.
    pub(super) async fn start_broadcast(&self, mut call: Call) -> Result<Reply, ApiError> {
        let kind = call.media_type();
        let body = call.body().await?;
        let fields = Fields::read(kind, &body)?;
        let session = parameter::SESSION_ID.required_text(&fields)?;
        let dvr = parameter::DVR.switch(&fields)?;
        let low_latency = parameter::LOW_LATENCY.switch(&fields)? && !dvr;
        let mut outputs = json!({ "hls": { "dvr": dvr, "lowLatency": low_latency } });
        if let Some(rtmp) = parameter::RTMP.json(&fields)? {
            let text = |name: &str| rtmp[name].as_str().filter(|text| !text.is_empty());
            if let (Some(server), Some(stream)) = (text("serverUrl"), text("streamName")) {
                outputs["rtmp"] = json!([{ "serverUrl": server, "streamName": stream }]);
            }
        }
        let order = json!({
            "sessionId": session,
            "layout": { "type": "bestFit", "screenshareType": "verticalPresentation" },
            "outputs": outputs,
            "resolution": if parameter::FHD.switch(&fields)? { "1920x1080" } else { "1280x720" },
            "streamMode": parameter::STREAM_MODE.text(&fields)?.unwrap_or("auto".into()),
        });
        let ask = Ask::project("start_broadcast", Method::POST, ["broadcast"]).json(order);
        let answer = self.upstream.json(&ask).await?;
        let urls = &answer["broadcastUrls"];
        let kept = Kept {
            id: answer["id"].as_str().ok_or_else(bad_response)?.to_owned(),
            url: urls["hls"].as_str().map(str::to_owned),
        };
        let json = serde_json::to_vec(&kept).expect("texts can be written");
        if let Err(error) = self.store.set_broadcast(&session, Some(json)).await {
            // It runs, and costs, until somebody ends it.
            let fields = [("broadcast", kept.id.as_str()), ("id", call.head().request_id())];
            self.log
                .warn("a broadcast was started and could not be stored", &fields);
            return Err(self.store_failed(&error));
        }
        let mut reply = json!({
            "id": kept.id,
            "session": answer["sessionId"],
            "url": kept.url,
            "apiKey": self.key.as_str(),
            // Players find the first piece of the stream after about twenty seconds.
            "availableAt": answer["createdAt"].as_u64().map(|created| created.saturating_add(20_000)),
        });
        if !urls["rtmp"].is_null() {
            reply["rtmp"] = urls["rtmp"].clone();
        }
        Ok(ok(&reply))
    }

    /// `POST /broadcast/end`.
    pub(super) async fn end_broadcast(&self, mut call: Call) -> Result<Reply, ApiError> {
        let kind = call.media_type();
        let body = call.body().await?;
        let session = parameter::SESSION_ID
            .required_text(&Fields::read(kind, &body)?)?
            .into_owned();
        let kept = self.running(&session).await?;
        let ask = Ask::project("stop_broadcast", Method::POST, ["broadcast", &kept.id, "stop"]);
        let answer = self.upstream.json(&ask).await?;
        let forgotten = self.store.set_broadcast(&session, None).await;
        forgotten.map_err(|error| self.store_failed(&error))?;
        Ok(ok(&answer))
    }

    /// `POST /broadcast/layout`.
    pub(super) async fn layout_broadcast(&self, mut call: Call) -> Result<Reply, ApiError> {
        let kind = call.media_type();
        let body = call.body().await?;
        let fields = Fields::read(kind, &body)?;
        let session = parameter::SESSION_ID.required_text(&fields)?;
        let streams = parameter::STREAMS.count(&fields)?;
        let order = match parameter::LAYOUT_TYPE.text(&fields)? {
            Some(name) if name == "custom" => json!({ "type": "custom", "stylesheet": STYLESHEET }),
            Some(name) => json!({ "type": name }),
            None if streams.is_some_and(|count| count > 3) => json!({ "type": "bestFit" }),
            None => json!({ "type": "custom", "stylesheet": STYLESHEET }),
        };
        let kept = self.running(&session).await?;
        let ask = Ask::project("layout_broadcast", Method::PUT, ["broadcast", &kept.id, "layout"]).json(order);
        self.upstream.call(&ask).await?;
        Ok(ok(&json!({})))
    }

    /// `POST /broadcast/classes`.
    pub(super) async fn broadcast_classes(&self, mut call: Call) -> Result<Reply, ApiError> {
        let kind = call.media_type();
        let body = call.body().await?;
        let fields = Fields::read(kind, &body)?;
        let session = parameter::SESSION_ID.required_text(&fields)?;
        // It becomes part of a path; what is no id of this project has no streams here either.
        let session = SessionId::parse_for(&session, &self.key).map_err(|_| session_not_found())?;
        let items = parameter::CLASS_LIST.json(&fields)?.unwrap_or(Value::Array(Vec::new()));
        let ask = Ask::project(
            "set_stream_classes",
            Method::PUT,
            ["session", session.as_str(), "stream"],
        );
        self.upstream.call(&ask.json(json!({ "items": items }))).await?;
        Ok(ok(&json!({})))
    }

    /// `GET /broadcast/{room}`.
    pub(super) async fn broadcast_of_room(&self, call: Call) -> Result<Reply, ApiError> {
        let kept = self.running_in_room(&room_name(&call, "room")?).await?;
        let url = kept.url.ok_or_else(broadcast_not_found)?;
        Ok(ok(&json!({ "url": url })))
    }

    /// `POST /addStream`.
    pub(super) async fn add_stream(&self, mut call: Call) -> Result<Reply, ApiError> {
        let kind = call.media_type();
        let body = call.body().await?;
        let fields = Fields::read(kind, &body)?;
        let stream = parameter::STREAM_ID.required_text(&fields)?;
        let room = parameter::ROOM_NAME.required_text(&fields)?;
        let kept = self.running_in_room(&room).await?;
        let order = json!({ "addStream": stream, "hasAudio": true, "hasVideo": true });
        let ask = Ask::project(
            "add_broadcast_stream",
            Method::PATCH,
            ["broadcast", &kept.id, "streams"],
        );
        self.upstream.call(&ask.json(order)).await?;
        Ok(Reply::new(
            StatusCode::OK,
            HeaderValue::from_static("text/plain; charset=utf-8"),
            "okay",
        ))
    }

    async fn running(&self, session: &str) -> Result<Kept, ApiError> {
        let json = self
            .store
            .broadcast(session)
            .await
            .map_err(|error| self.store_failed(&error))?;
        let kept = json.and_then(|json| serde_json::from_slice(&json).ok());
        kept.ok_or_else(broadcast_not_found)
    }

    async fn running_in_room(&self, room: &str) -> Result<Kept, ApiError> {
        let record = self.store.room(&self.room_key(room)).await;
        let record = record
            .map_err(|error| self.store_failed(&error))?
            .ok_or_else(broadcast_not_found)?;
        self.running(record.session.as_str()).await
    }
}

fn broadcast_not_found() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "broadcast_not_found", "no broadcast runs there")
}

/// Up to three streams: the one of class `focus` large, the others in a column beside it.
const STYLESHEET: &str = "stream.focus{position:absolute;left:0;top:0;width:75%;height:100%}\
    stream{float:right;width:25%;height:33%}";
