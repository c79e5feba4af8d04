//! What can be said about a manifest only when all of it is known.

use super::{EventKind, Manifest, VideoIndex, Warning};

/// Warns of ids that come twice, that are nobody's, or that are played twice.
///
/// `named` holds, for each event, the video it names, if that was known when the event was read.
pub(super) fn references(
    manifest: &Manifest,
    named: &[Option<u32>],
    index: &mut VideoIndex,
    warnings: &mut Vec<Warning>,
) {
    let videos = &manifest.resources;
    index.extend(videos);
    for &place in index.repeated() {
        let index = place as usize;
        warnings.push(Warning::DuplicateVideo {
            id: videos[index].id.clone(),
            index,
        });
    }
    let mut played = vec![false; videos.len()];
    for (at, (event, named)) in manifest.timeline.iter().zip(named).enumerate() {
        let id = || event.id.clone();
        match named.or_else(|| index.find(videos, &event.id)) {
            None => warnings.push(Warning::DanglingEvent { id: id(), index: at }),
            Some(video) if event.kind == EventKind::Play => {
                if core::mem::replace(&mut played[video as usize], true) {
                    warnings.push(Warning::RepeatedPlay { id: id(), index: at });
                }
            }
            Some(_) => {}
        }
    }
}
