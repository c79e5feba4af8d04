use std::collections::HashMap;

use opentok_archive::individual::{Manifest, StreamFile, VideoType};

use crate::media::{self, MediaFile, Tracks};
use crate::state::{Archive, OutputMode, State, Track};

/// The file of an archive that has stopped: as long as what was recorded, and with what was in it.
pub(crate) fn file_of(state: &State, archive: &Archive) -> MediaFile {
    let settings = &archive.settings;
    let tracks = Tracks::of(!settings.lacks_audio, !settings.lacks_video);
    let length_ms = archive.recorded_ms(state.now_ms());
    match settings.output {
        OutputMode::Composed => media::mp4(length_ms, tracks),
        OutputMode::Individual => {
            let held = archive
                .tracks
                .iter()
                .map(|track| Tracks::of(track.has_audio, track.has_video));
            let held: HashMap<_, _> = names(archive).into_iter().zip(held).collect();
            let what = |file: &StreamFile| held.get(file.filename.as_str()).copied().unwrap_or(tracks);
            // The manifest is made of ids and of times that a clock has told, so it can be written.
            media::individual_zip(manifest_of(state, archive), what).unwrap_or_else(|_| media::mp4(length_ms, tracks))
        }
    }
}

fn manifest_of(state: &State, archive: &Archive) -> Manifest {
    let length_ms = archive.recorded_ms(state.now_ms());
    let files = archive.tracks.iter().zip(names(archive)).filter_map(|(track, name)| {
        Some(StreamFile {
            filename: name.parse().ok()?,
            stream_id: track.stream.to_string(),
            start_ms: track.start_ms,
            stop_ms: track.stop_ms.unwrap_or(length_ms).max(track.start_ms),
            size: None,
            connection_data: track.data.to_string(),
            video_type: Some(VideoType::from(track.video_type)),
            extra: Default::default(),
        })
    });
    let owner = state.owners.get(archive.owner).field().1;
    Manifest {
        id: archive.id.to_string(),
        name: archive.settings.name.as_deref().map(Into::into),
        session_id: Some(state.sessions.get(archive.session).id.to_string()),
        created_at_ms: Some(archive.created_ms),
        files: files.collect(),
        extra: [("partnerId".to_owned(), owner)].into_iter().collect(),
    }
}

/// The names of the files: a stream that was away for a while has several, which are numbered from the second on.
fn names(archive: &Archive) -> Vec<String> {
    let mut seen = HashMap::new();
    let name = |track: &Track| {
        let count = seen.entry(track.stream).or_insert(0_u32);
        *count += 1;
        match *count {
            1 => format!("{}.webm", track.stream),
            count => format!("{}-{count}.webm", track.stream),
        }
    };
    archive.tracks.iter().map(name).collect()
}
