//! The dialect of 2011 to 2014: sessions and archives in XML, opened by a key and secret in the clear or by a moderator's
//! token, with `/hl` in front of paths and without.
//!
//! | call | file |
//! | --- | --- |
//! | `session/create` | `create_session` |
//! | `archive/getmanifest/{archive}`, `archive/url/{archive}/{video}`, `archive/delete/{archive}` | `archive_calls` |
//! | `archive/{archive}/stitch` | `stitch` |
//! | `storage/{key}/{archive}/{video}.flv`, `…/stitch.mp4` | `storage` |
//! | `token/validate`, `session/{session}` | `inspection` |
//! | `/sandbox/archive` | `control` |

mod answers;
mod archive_calls;
mod caller;
mod control;
mod create_session;
mod inspection;
mod settings;
mod stitch;
mod storage;
mod store;

use crate::state::State;
use crate::wire::{Call, Reply};

pub use control::StoreArchiveError;
pub(crate) use control::store_archive;
pub use settings::{Environment, Era, Legacy, VideoAddress};
pub(crate) use store::LegacyArchives;

/// Answers a call of the old dialect; `None` for all others. `segments` is the path without `hl`, `is_prefixed` whether
/// that was there.
pub(crate) fn respond(state: &mut State, call: &Call, segments: &[&str], is_prefixed: bool) -> Option<Reply> {
    let reply = match segments {
        ["session", "create"] if create_session::is_meant(state, call, is_prefixed) => {
            create_session::create(state, call)
        }
        ["archive", "getmanifest", archive] => archive_calls::manifest(state, call, archive),
        ["archive", "url", archive, video] => archive_calls::address(state, call, archive, video),
        ["archive", "delete", archive] => archive_calls::delete(state, call, archive),
        ["archive", archive, "stitch"] => stitch::stitch(state, call, archive),
        ["token", "validate"] => inspection::token(state, call),
        ["session", session] if *session != "create" => inspection::session(state, call, session),
        ["storage", ..] => return storage::download(state, call, segments),
        _ => return None,
    };
    Some(reply)
}
