//! What can be said about a manifest only when all of it is known.

use super::{EventKind, Manifest, VideoIndex, Warning};

/// Warns of ids that come twice, that are nobody's, or that are played twice.
pub(super) fn references(manifest: &Manifest, warnings: &mut Vec<Warning>) {
    let mut videos = VideoIndex::new(&manifest.resources);
    for &index in videos.repeated() {
        warnings.push(Warning::DuplicateVideo {
            id: manifest.resources[index].id.as_str().into(),
            index,
        });
    }
    let mut played = vec![false; manifest.resources.len()];
    for (index, event) in manifest.timeline.iter().enumerate() {
        let id = || event.id.as_str().into();
        match videos.find(&event.id) {
            None => warnings.push(Warning::DanglingEvent { id: id(), index }),
            Some(video) if event.kind == EventKind::Play => {
                if core::mem::replace(&mut played[video], true) {
                    warnings.push(Warning::RepeatedPlay { id: id(), index });
                }
            }
            Some(_) => {}
        }
    }
}
