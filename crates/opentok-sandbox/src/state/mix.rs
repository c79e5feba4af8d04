use serde_json::{Value, json};

use super::{Stream, Uuid};

/// Who chooses the streams of an archive or a broadcast.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum StreamMode {
    #[default]
    Auto,
    Manual,
}

impl StreamMode {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Manual => "manual",
        }
    }
}

/// The streams that are in an archive or a broadcast now.
#[derive(Clone, Debug)]
pub(crate) struct Mix {
    pub(crate) mode: StreamMode,
    pub(crate) members: Vec<Member>,
    max_video: usize,
    max_audio: usize,
}

/// A stream in a [`Mix`], and what of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Member {
    pub(crate) stream: Uuid,
    pub(crate) has_audio: bool,
    pub(crate) has_video: bool,
}

impl Mix {
    /// A picture composed of at most 16 streams, with the sound of at most 50.
    pub(crate) const fn composed(mode: StreamMode) -> Self {
        Self {
            mode,
            members: Vec::new(),
            max_video: 16,
            max_audio: 50,
        }
    }

    /// At most 50 streams side by side.
    pub(crate) const fn individual(mode: StreamMode) -> Self {
        Self {
            mode,
            members: Vec::new(),
            max_video: 50,
            max_audio: 50,
        }
    }

    pub(crate) fn contains(&self, stream: Uuid) -> bool {
        self.members.iter().any(|member| member.stream == stream)
    }

    /// Takes a stream in, or changes what of it. What is above the limits is left out; false if that is everything.
    pub(crate) fn put(&mut self, stream: &Stream, wants_audio: bool, wants_video: bool) -> bool {
        self.remove(stream.id);
        let count = |has: fn(&Member) -> bool| self.members.iter().filter(|member| has(member)).count();
        let member = Member {
            stream: stream.id,
            has_audio: wants_audio && stream.has_audio && count(|member| member.has_audio) < self.max_audio,
            has_video: wants_video && stream.has_video && count(|member| member.has_video) < self.max_video,
        };
        let is_heard_or_seen = member.has_audio || member.has_video;
        if is_heard_or_seen {
            self.members.push(member);
        }
        is_heard_or_seen
    }

    /// Takes a stream out. False if it was not in.
    pub(crate) fn remove(&mut self, stream: Uuid) -> bool {
        let before = self.members.len();
        self.members.retain(|member| member.stream != stream);
        self.members.len() < before
    }

    pub(crate) fn to_json(&self) -> Value {
        let member = |member: &Member| {
            json!({
                "streamId": member.stream.to_string(),
                "hasAudio": member.has_audio,
                "hasVideo": member.has_video,
            })
        };
        self.members.iter().map(member).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::VideoType;

    fn stream(number: u128) -> Stream {
        Stream {
            id: Uuid::from_random(number),
            connection: Uuid::from_random(0),
            name: "".into(),
            video_type: Some(VideoType::Camera),
            has_audio: true,
            has_video: true,
            classes: Vec::new(),
            created_ms: 0,
            is_muted: false,
        }
    }

    #[test]
    fn a_composed_picture_has_room_for_sixteen_streams_and_the_sound_of_fifty() {
        let mut mix = Mix::composed(StreamMode::Auto);
        assert!((0..50).all(|number| mix.put(&stream(number), true, true)));
        assert_eq!(mix.members.iter().filter(|member| member.has_video).count(), 16);
        assert!(!mix.put(&stream(50), true, true));
        assert_eq!(mix.members.len(), 50);
        assert!(mix.remove(stream(3).id) && !mix.remove(stream(3).id));
        assert!(mix.put(&stream(50), true, true));
    }

    #[test]
    fn a_stream_is_in_once() {
        let mut mix = Mix::individual(StreamMode::Manual);
        assert!(mix.put(&stream(1), true, true) && mix.put(&stream(1), true, false));
        assert_eq!(mix.members.len(), 1);
        assert!(!mix.members[0].has_video);
    }
}
