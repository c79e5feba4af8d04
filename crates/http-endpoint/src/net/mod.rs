//! What the adapters that own connections have in common.

mod bypass;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
pub(crate) mod classify;
mod error;
mod proxy;
mod settings;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
pub(crate) mod slots;
mod tls;

pub use error::{BuildTransportError, TlsSettingsError};
pub(crate) use proxy::{Hop, HopKind};
pub use proxy::{ParseProxyError, Proxy};
pub use settings::NetSettings;
pub(crate) use tls::client_config;
pub use tls::{Identity, Roots};
