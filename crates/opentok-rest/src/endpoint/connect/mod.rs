//! Calls about Audio Connectors: WebSockets that take the sound of a session.

mod answer;
mod start;
mod stop;
mod target;
mod transport;

pub use answer::AudioConnector;
pub use start::StartAudioConnector;
pub use stop::StopAudioConnector;
use target::WebSocketBody;
pub use target::{AudioRate, WebSocketTarget};
pub use transport::{AudioTransport, JsonTransport};
