//! What there is, as JSON: in answers and in webhooks.

mod archive;
mod broadcast;
mod captions;
mod render;
mod room;

pub(crate) use archive::{archive, archive_event, started_archive};
pub(crate) use broadcast::broadcast;
pub(crate) use captions::captions;
pub(crate) use render::render;
pub(crate) use room::{connection, room, stream};

/// A moment, cut to the second as the service does in some places.
const fn whole_seconds(ms: u64) -> u64 {
    ms / 1000 * 1000
}
