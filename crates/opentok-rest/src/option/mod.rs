//! Values that the options of several calls take, each checked when it is made.

mod client_token;
mod language;
mod layout;
mod media;
mod ranged;
mod secret;
mod url;

pub use client_token::ClientToken;
pub use language::LanguageCode;
pub use layout::{Arrangement, Layout};
pub use media::Media;
pub use opentok_archive::record::StreamMode;
pub use ranged::MaxBitrate;
pub(crate) use ranged::ranged;
pub use secret::Secret;
pub(crate) use url::host;
pub use url::{RtmpUrl, WebSocketUrl, WebUrl};
