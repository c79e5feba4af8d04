//! What the adapters that own connections have in common.

mod bypass;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
pub(crate) mod classify;
mod error;
mod hop;
mod identity;
mod proxy;
mod roots;
mod settings;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
pub(crate) mod slots;
mod tls;

pub use error::{BuildTransportError, TlsSettingsError};
pub use hop::ParseProxyError;
pub(crate) use hop::{Hop, HopKind};
pub use identity::Identity;
pub use proxy::Proxy;
pub use roots::Roots;
pub use settings::NetSettings;
pub(crate) use tls::client_config;
