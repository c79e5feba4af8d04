//! Calls about broadcasts: sessions that many watch.

mod add_stream;
mod answer;
mod get;
mod layout;
mod list;
mod outputs;
mod remove_stream;
mod start;
mod stop;
mod urls;

pub use add_stream::AddBroadcastStream;
pub use answer::{Broadcast, BroadcastSettings, BroadcastStatus};
pub use get::GetBroadcast;
pub use layout::SetBroadcastLayout;
pub use list::ListBroadcasts;
use outputs::OutputsBody;
pub use outputs::{Hls, Outputs, RtmpTarget};
pub use remove_stream::RemoveBroadcastStream;
pub use start::{MaxDuration, StartBroadcast};
pub use stop::StopBroadcast;
pub use urls::{BroadcastStream, BroadcastUrls, HlsSettings, HlsStatus, RtmpOutput, RtmpStatus};
