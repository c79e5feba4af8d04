//! The routes that the official sample apps call.

mod archive;
mod broadcast;
mod captions;
mod query;
mod render;
mod room;

use http::StatusCode;

use crate::http::{ApiError, Call, Reply};
use crate::tiny::TinyServer;
use crate::tiny::route::Route;
use crate::tiny::store::Store;

impl<S: Store> TinyServer<S> {
    pub(super) async fn answer_sample(&self, route: Route, call: Call) -> Result<Reply, ApiError> {
        match route {
            Route::SessionRoom => Ok(room::redirect()),
            Route::Room => self.room(call).await,
            Route::StartArchive => self.start_archive(call).await,
            Route::StopArchive => self.stop_archive(call).await,
            Route::ListArchives => self.list_archives(call).await,
            Route::Archive => self.archive(call).await,
            Route::ViewArchive => self.view_archive(call).await,
            Route::StartCaptions => self.start_captions(call).await,
            Route::StopCaptions => self.stop_captions(call).await,
            Route::StartBroadcast => self.start_broadcast(call).await,
            Route::EndBroadcast => self.end_broadcast(call).await,
            Route::LayoutBroadcast => self.layout_broadcast(call).await,
            Route::BroadcastClasses => self.broadcast_classes(call).await,
            Route::Broadcast => self.broadcast_of_room(call).await,
            Route::AddStream => self.add_stream(call).await,
            Route::StartRender => self.start_render(call).await,
            Route::ListRenders => self.list_renders(call).await,
            Route::Render => self.render(call).await,
            Route::StopRender => self.stop_render(call).await,
            Route::CreateSession | Route::Access | Route::OpenApi => Err(ApiError::no_route()),
        }
    }
}

/// An id in a path, before it goes into a path of the service: 1 to 64 letters, digits and hyphens.
fn path_id(call: &Call, name: &'static str, error: &'static str) -> Result<String, ApiError> {
    let id = call.head().path_parameter(name).unwrap_or_default();
    let is_legal = (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_legal {
        return Ok(id.into_owned());
    }
    let message = format!("{name} must be 1 to 64 letters, digits and hyphens");
    Err(ApiError::parameter(error, name, message))
}

fn ok(value: &serde_json::Value) -> Reply {
    Reply::json(StatusCode::OK, value)
}
