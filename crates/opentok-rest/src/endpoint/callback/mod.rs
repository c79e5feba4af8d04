mod delete;
mod list;
mod register;

use serde::{Deserialize, Serialize};

pub use delete::DeleteCallback;
pub use list::ListCallbacks;
pub use register::RegisterCallback;

use crate::{CallbackId, json::lenient};

/// A registered callback.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Callback {
    /// Its id.
    pub id: CallbackId,
    /// What it is about, such as `connection`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub group: Option<Box<str>>,
    /// When it is called, such as `created`.
    #[serde(default, deserialize_with = "lenient::text")]
    pub event: Option<Box<str>>,
    /// Where the service calls.
    #[serde(default, deserialize_with = "lenient::text")]
    pub url: Option<Box<str>>,
    /// When it was registered, in milliseconds since 1970.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub created_at: Option<u64>,
}
