//! What passes between a server and its callers, as values: no socket, no clock.

mod api_error;
mod call;
mod client_address;
mod cors;
mod fields;
mod media_type;
mod network;
mod percent;
mod rate_limit;
mod reply;
mod request_id;
mod route_table;

pub use api_error::ApiError;
pub use call::{Call, Head};
pub(crate) use client_address::client_address;
pub use cors::{Cors, ParseOriginError};
pub use fields::{Field, Fields};
pub use media_type::MediaType;
pub(crate) use network::customer;
pub use network::{Network, ParseNetworkError};
pub use rate_limit::{ParseRateError, Rate, RateLimiter};
pub use reply::Reply;
pub use request_id::{RequestId, RequestIds};
pub use route_table::{Matched, PathParameters, RouteTable};
