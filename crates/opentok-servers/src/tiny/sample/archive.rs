use http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use super::{ok, path_id, query};
use crate::http::{ApiError, Call, Fields, Reply};
use crate::tiny::store::Store;
use crate::tiny::upstream::{Ask, bad_response};
use crate::tiny::{TinyServer, parameter};

impl<S: Store> TinyServer<S> {
    /// `POST /archive/start`.
    pub(super) async fn start_archive(&self, mut call: Call) -> Result<Reply, ApiError> {
        let kind = call.media_type();
        let body = call.body().await?;
        let session = parameter::SESSION_ID
            .required_text(&Fields::read(kind, &body)?)?
            .into_owned();
        let record = self
            .store
            .get(&session)
            .await
            .map_err(|error| self.store_failed(&error))?;
        let mut order = json!({ "sessionId": session });
        if let Some(room) = record.as_ref().and_then(|record| self.room_of(record)) {
            order["name"] = room.into();
        }
        let ask = Ask::project("start_archive", Method::POST, ["archive"]).json(order);
        self.upstream
            .json(&ask)
            .await
            .map(|archive| ok(&without_password(archive)))
    }

    /// `POST /archive/{archiveId}/stop`. Some clients send no body, others an empty object: nothing in it counts.
    pub(super) async fn stop_archive(&self, call: Call) -> Result<Reply, ApiError> {
        let id = archive_id(&call)?;
        let ask = Ask::project("stop_archive", Method::POST, ["archive", &id, "stop"]).of_an_id();
        self.upstream
            .json(&ask)
            .await
            .map(|archive| ok(&without_password(archive)))
    }

    /// `GET /archive`.
    pub(super) async fn list_archives(&self, call: Call) -> Result<Reply, ApiError> {
        let asked = call.head().query();
        let mut ask = Ask::project("list_archives", Method::GET, ["archive"]);
        if let Some(offset) = query::number(asked, "offset", "invalid_offset", u64::from(u32::MAX))? {
            ask = ask.query("offset", offset.to_string());
        }
        if let Some(count) = query::number(asked, "count", "invalid_count", 1000)? {
            ask = ask.query("count", count.to_string());
        }
        let mut list = self.upstream.json(&ask).await?;
        let Some(Value::Array(items)) = list.get_mut("items").map(Value::take) else {
            return Err(bad_response());
        };
        Ok(ok(&items.into_iter().map(without_password).collect()))
    }

    /// `GET /archive/{archiveId}`.
    pub(super) async fn archive(&self, call: Call) -> Result<Reply, ApiError> {
        self.read_archive(&call)
            .await
            .map(|archive| ok(&without_password(archive)))
    }

    /// `GET /archive/{archiveId}/view`.
    pub(super) async fn view_archive(&self, call: Call) -> Result<Reply, ApiError> {
        let archive = self.read_archive(&call).await?;
        let url = archive["url"].as_str().filter(|_| archive["status"] == "available");
        // A page that follows links of other kinds would run what the service, or who stands between, writes there.
        let url = url.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        match url.and_then(|url| HeaderValue::from_str(url).ok()) {
            Some(url) => Ok(Reply::empty(StatusCode::FOUND).with_header(header::LOCATION, url)),
            None => Ok(waiting_page()),
        }
    }

    async fn read_archive(&self, call: &Call) -> Result<Value, ApiError> {
        let id = archive_id(call)?;
        let ask = Ask::project("get_archive", Method::GET, ["archive", &id]).of_an_id();
        let archive = self.upstream.json(&ask).await?;
        if archive.is_object() {
            Ok(archive)
        } else {
            Err(bad_response())
        }
    }
}

fn archive_id(call: &Call) -> Result<String, ApiError> {
    path_id(call, "archiveId", "invalid_archive_id")
}

/// An archive as the service tells it, but for a password that it may hold.
fn without_password(mut archive: Value) -> Value {
    if let Some(members) = archive.as_object_mut()
        && members
            .get("password")
            .is_some_and(|password| password != "" && !password.is_null())
    {
        members.remove("password");
    }
    archive
}

fn waiting_page() -> Reply {
    const PAGE: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"3\">\n\
        <title>Archive</title>\n<p>The recording is not ready yet. This page asks again every three seconds.</p>\n</html>\n";
    Reply::new(
        StatusCode::OK,
        HeaderValue::from_static("text/html; charset=utf-8"),
        PAGE,
    )
    .with_header(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'"),
    )
}
