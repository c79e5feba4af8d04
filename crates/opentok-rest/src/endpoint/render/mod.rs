//! Calls about Experience Composers: web pages that are published into sessions.

mod answer;
mod get;
mod list;
mod start;
mod stop;

pub use answer::{Render, RenderStatus};
pub use get::GetRender;
pub use list::ListRenders;
pub use start::{MaxDuration, StartRender};
pub use stop::StopRender;
