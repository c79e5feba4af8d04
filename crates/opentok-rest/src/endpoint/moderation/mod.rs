mod disconnect;
mod end_mute;
mod mute_all;
mod mute_stream;

pub use disconnect::ForceDisconnect;
pub use end_mute::EndMute;
pub use mute_all::MuteAll;
pub use mute_stream::MuteStream;
