use alloc::collections::BTreeMap;
use core::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::AudioTransport;
use crate::{ArgumentError, StreamId, option::WebSocketUrl};

/// The WebSocket that takes the sound of a session, and how.
///
/// ```
/// use opentok_rest::connect::{AudioRate, JsonTransport, WebSocketTarget};
///
/// let target = WebSocketTarget::new("wss://audio.example.net/in".parse()?)
///     .header("room", "42")?
///     .audio_rate(AudioRate::Khz24)
///     .bidirectional()
///     .transport(JsonTransport::new());
/// # drop(target);
/// # Ok::<(), opentok_rest::ArgumentError>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct WebSocketTarget {
    url: WebSocketUrl,
    streams: Option<Vec<StreamId>>,
    headers: BTreeMap<Box<str>, Box<str>>,
    audio_rate: Option<AudioRate>,
    bidirectional: bool,
    transport: Option<AudioTransport>,
}

/// How many samples a second.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum AudioRate {
    /// 8,000.
    Khz8,
    /// 16,000.
    Khz16,
    /// 24,000.
    Khz24,
}

impl WebSocketTarget {
    /// The most streams.
    pub const MAX_STREAMS: usize = 50;
    /// The longest header, its name and its value together, in bytes.
    pub const MAX_HEADER_LEN: usize = 512;

    /// Sends the sound of all streams there, as binary messages at 16 kHz, and none back.
    pub fn new(url: WebSocketUrl) -> Self {
        Self {
            url,
            streams: None,
            headers: BTreeMap::new(),
            audio_rate: None,
            bidirectional: false,
            transport: None,
        }
    }

    /// Sends the sound of these streams alone. Default: of all.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::TooMany`] past [`MAX_STREAMS`](Self::MAX_STREAMS).
    pub fn streams(mut self, streams: impl IntoIterator<Item = StreamId>) -> Result<Self, ArgumentError> {
        // One past the limit is enough to know, however many there are.
        let streams: Vec<_> = streams.into_iter().take(Self::MAX_STREAMS + 1).collect();
        ArgumentError::check_count("websocket.streams", streams.len(), Self::MAX_STREAMS)?;
        self.streams = Some(streams);
        Ok(self)
    }

    /// Tells the other end a value under a name, in place of an earlier one of this name.
    ///
    /// # Errors
    ///
    /// [`ArgumentError::Empty`] if the name is; [`ArgumentError::Length`] if both together are longer than
    /// [`MAX_HEADER_LEN`](Self::MAX_HEADER_LEN).
    pub fn header(mut self, name: impl Into<Box<str>>, value: impl Into<Box<str>>) -> Result<Self, ArgumentError> {
        const NAME: &str = "websocket.headers";
        let (name, value) = (name.into(), value.into());
        ArgumentError::check_len(NAME, &name, 1..=usize::MAX)?;
        let (len, max) = (name.len() + value.len(), Self::MAX_HEADER_LEN);
        if len > max {
            return Err(ArgumentError::Length {
                name: NAME,
                len,
                min: 1,
                max,
            });
        }
        self.headers.insert(name, value);
        Ok(self)
    }

    /// The samples a second. Default of the service: 16,000.
    pub fn audio_rate(mut self, rate: AudioRate) -> Self {
        self.audio_rate = Some(rate);
        self
    }

    /// Takes sound back into the session.
    pub fn bidirectional(mut self) -> Self {
        self.bidirectional = true;
        self
    }

    /// How sound travels. Default: as binary messages.
    #[doc(alias = "audioTransport")]
    pub fn transport(mut self, transport: impl Into<AudioTransport>) -> Self {
        self.transport = Some(transport.into());
        self
    }
}

impl AudioRate {
    /// The number of samples.
    pub const fn hertz(self) -> u32 {
        match self {
            Self::Khz8 => 8_000,
            Self::Khz16 => 16_000,
            Self::Khz24 => 24_000,
        }
    }
}

/// As the wire has it.
pub(super) struct WebSocketBody<'a>(pub(super) &'a WebSocketTarget);

impl Serialize for WebSocketBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let target = self.0;
        let mut fields = serializer.serialize_struct("WebSocket", 6)?;
        fields.serialize_field("uri", target.url.expose())?;
        if let Some(streams) = &target.streams {
            fields.serialize_field("streams", streams)?;
        }
        if !target.headers.is_empty() {
            fields.serialize_field("headers", &target.headers)?;
        }
        if let Some(rate) = target.audio_rate {
            fields.serialize_field("audioRate", &rate.hertz())?;
        }
        if target.bidirectional {
            fields.serialize_field("bidirectional", &true)?;
        }
        if let Some(transport) = &target.transport {
            fields.serialize_field("audioTransport", transport)?;
        }
        fields.end()
    }
}

/// Shows no more of the address than its host, and nothing of what the headers say.
impl fmt::Debug for WebSocketTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebSocketTarget")
            .field("url", &self.url)
            .field("streams", &self.streams)
            .field("audio_rate", &self.audio_rate)
            .field("bidirectional", &self.bidirectional)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::super::JsonTransport;
    use super::*;

    fn target() -> WebSocketTarget {
        WebSocketTarget::new("wss://audio.example.net/in?key=word".parse().unwrap())
    }

    fn json(target: &WebSocketTarget) -> String {
        serde_json::to_string(&WebSocketBody(target)).unwrap()
    }

    fn streams(count: usize) -> impl Iterator<Item = StreamId> {
        (0..count).map(|n| format!("stream-{n}").parse().unwrap())
    }

    #[test]
    fn what_is_not_said_is_not_sent() {
        assert_eq!(json(&target()), r#"{"uri":"wss://audio.example.net/in?key=word"}"#);
    }

    #[test]
    fn everything_that_is_said_is_sent() {
        let target = target()
            .streams(streams(1))
            .and_then(|target| target.header("room", "42"))
            .unwrap()
            .audio_rate(AudioRate::Khz8)
            .bidirectional()
            .transport(JsonTransport::new());
        let expected = concat!(
            r#"{"uri":"wss://audio.example.net/in?key=word","streams":["stream-0"],"headers":{"room":"42"},"#,
            r#""audioRate":8000,"bidirectional":true,"#,
            r#""audioTransport":{"transport":"json","encoding":"base64","audio_field":"audio"}}"#
        );
        assert_eq!(json(&target), expected);
        let shown = format!("{target:?}");
        assert!(shown.contains("audio.example.net") && !shown.contains("word") && !shown.contains("room"));
    }

    #[test]
    fn lists_and_headers_are_taken_at_their_limits_and_refused_one_past_them() {
        assert!(target().streams(streams(50)).is_ok());
        let error = ArgumentError::TooMany {
            name: "websocket.streams",
            count: 51,
            limit: 50,
        };
        assert_eq!(target().streams(streams(51)).unwrap_err(), error);
        assert!(target().header("n", "v".repeat(511)).is_ok());
        assert!(target().header("n".repeat(512), "").is_ok());
        for (name, value) in [(String::from("n"), "v".repeat(512)), ("n".repeat(513), String::new())] {
            let error = target().header(name, value).unwrap_err();
            assert!(matches!(error, ArgumentError::Length { len: 513, max: 512, .. }));
        }
        assert!(target().header("", "v").is_err());
    }

    #[test]
    fn rates_are_what_the_wire_has() {
        let hertz = [AudioRate::Khz8, AudioRate::Khz16, AudioRate::Khz24].map(AudioRate::hertz);
        assert_eq!(hertz, [8_000, 16_000, 24_000]);
    }
}
