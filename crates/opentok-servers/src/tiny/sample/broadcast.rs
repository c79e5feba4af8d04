use http::{HeaderValue, Method, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ok;
use super::room::room_name;
use crate::http::{ApiError, Call, Fields, Reply};
use crate::tiny::store::Store;
use crate::tiny::upstream::{Ask, bad_response};
use crate::tiny::{TinyServer, parameter, route};

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
        let dvr = route::DVR.switch(&fields)?;
        let low_latency = route::LOW_LATENCY.switch(&fields)? && !dvr;
        let mut outputs = json!({ "hls": { "dvr": dvr, "lowLatency": low_latency } });
        if let Some(rtmp) = route::RTMP.json(&fields)? {
            let text = |name: &str| rtmp[name].as_str().filter(|text| !text.is_empty());
            if let (Some(server), Some(stream)) = (text("serverUrl"), text("streamName")) {
                outputs["rtmp"] = json!([{ "serverUrl": server, "streamName": stream }]);
            }
        }
        let order = json!({
            "sessionId": session,
            "layout": { "type": "bestFit", "screenshareType": "verticalPresentation" },
            "outputs": outputs,
            "resolution": if route::FHD.switch(&fields)? { "1920x1080" } else { "1280x720" },
            "streamMode": route::STREAM_MODE.text(&fields)?.unwrap_or("auto".into()),
        });
        let ask = Ask::project("start_broadcast", Method::POST, ["broadcast"]).json(order);
        let answer = self.upstream.json(&ask).await?;
        let urls = &answer["broadcastUrls"];
        let kept = Kept {
            id: answer["id"].as_str().ok_or_else(bad_response)?.to_owned(),
            url: urls["hls"].as_str().map(str::to_owned),
        };
        let json = serde_json::to_vec(&kept).expect("texts can be written");
        let stored = self.store.set_broadcast(&session, Some(json)).await;
        stored.map_err(|error| self.store_failed(&error))?;
        let mut reply = json!({
            "id": kept.id,
            "session": answer["sessionId"],
            "url": kept.url,
            "apiKey": self.key.as_str(),
            // Players find the first piece of the stream after about twenty seconds.
            "availableAt": answer["createdAt"].as_u64().map(|created| created + 20_000),
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
        let streams = route::STREAMS.json(&fields)?;
        let streams = streams.and_then(|streams| streams.as_u64().or_else(|| streams.as_str()?.parse().ok()));
        let order = match route::LAYOUT_TYPE.text(&fields)? {
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
        let items = route::CLASS_LIST.json(&fields)?.unwrap_or(Value::Array(Vec::new()));
        let ask = Ask::project("set_stream_classes", Method::PUT, ["session", &session, "stream"]);
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
        let stream = route::STREAM_ID.required_text(&fields)?;
        let room = route::ROOM_NAME.required_text(&fields)?;
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
