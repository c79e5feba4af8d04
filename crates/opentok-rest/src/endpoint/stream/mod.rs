mod get;
mod list;
mod set_classes;

use serde::{Deserialize, Serialize};

pub use get::GetStream;
pub use list::ListStreams;
pub use set_classes::SetStreamClasses;

use crate::{StreamId, json::lenient, words::words};

/// The streams of a session.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Streams {
    /// How many there are.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub count: Option<u64>,
    /// The streams. Those that cannot be understood are left out. May be incomplete within a second of a change.
    #[serde(default, deserialize_with = "lenient::list")]
    pub items: Vec<Stream>,
}

/// What one client publishes.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Stream {
    /// Its id.
    pub id: StreamId,
    /// Where its picture comes from; `None` if it has none.
    #[serde(default, deserialize_with = "lenient::word")]
    pub video_type: Option<VideoType>,
    /// Its name; may be empty.
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: Option<Box<str>>,
    /// Its layout classes.
    #[serde(default, deserialize_with = "lenient::list")]
    pub layout_class_list: Vec<Box<str>>,
}

words! {
    /// Where a picture comes from.
    VideoType {
        /// A camera.
        Camera = "camera",
        /// A screen that is shared.
        Screen = "screen",
        /// The program itself.
        Custom = "custom",
    }
}
