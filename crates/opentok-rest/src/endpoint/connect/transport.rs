use serde::{Serialize, Serializer, ser::SerializeStruct};
use serde_json::{Map, Value};

/// How sound travels in the WebSocket: as it is, or as text in JSON messages.
///
/// ```
/// use opentok_rest::connect::{AudioTransport, JsonTransport};
///
/// let transport: AudioTransport = JsonTransport::new().audio_field("payload").static_field("event", "media").into();
/// # drop(transport);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AudioTransport {
    /// Binary messages of samples. The default of the service.
    Binary,
    /// JSON messages with the samples in Base64.
    Json(JsonTransport),
}

/// The JSON messages in which sound travels.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct JsonTransport {
    audio_field: Option<Box<str>>,
    receive_audio_field: Option<Box<str>>,
    static_fields: Map<String, Value>,
}

impl JsonTransport {
    /// With the names that the service has for its fields.
    pub fn new() -> Self {
        Self::default()
    }

    /// The field with the sound of the session. Default: `audio`.
    pub fn audio_field(mut self, name: impl Into<Box<str>>) -> Self {
        self.audio_field = Some(name.into());
        self
    }

    /// The field in which the other end sends sound back. Default: that of the service.
    pub fn receive_audio_field(mut self, name: impl Into<Box<str>>) -> Self {
        self.receive_audio_field = Some(name.into());
        self
    }

    /// A field that every message has, in place of an earlier one of this name.
    pub fn static_field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.static_fields.insert(name.into(), value.into());
        self
    }
}

impl From<JsonTransport> for AudioTransport {
    fn from(json: JsonTransport) -> Self {
        Self::Json(json)
    }
}

/// With inner names in snake case, unlike all others of this service.
impl Serialize for AudioTransport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("AudioTransport", 5)?;
        match self {
            Self::Binary => fields.serialize_field("transport", "binary")?,
            Self::Json(json) => {
                fields.serialize_field("transport", "json")?;
                fields.serialize_field("encoding", "base64")?;
                fields.serialize_field("audio_field", json.audio_field.as_deref().unwrap_or("audio"))?;
                if let Some(name) = &json.receive_audio_field {
                    fields.serialize_field("receive_audio_field", name)?;
                }
                if !json.static_fields.is_empty() {
                    fields.serialize_field("static_fields", &json.static_fields)?;
                }
            }
        }
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(transport: impl Into<AudioTransport>) -> String {
        serde_json::to_string(&transport.into()).unwrap()
    }

    #[test]
    fn json_says_its_encoding_and_its_field() {
        assert_eq!(json(AudioTransport::Binary), r#"{"transport":"binary"}"#);
        assert_eq!(
            json(JsonTransport::new()),
            r#"{"transport":"json","encoding":"base64","audio_field":"audio"}"#
        );
    }

    #[test]
    fn json_says_all_it_was_told() {
        let transport = JsonTransport::new()
            .audio_field("payload")
            .receive_audio_field("reply")
            .static_field("event", "media")
            .static_field("track", 1);
        assert_eq!(
            json(transport),
            concat!(
                r#"{"transport":"json","encoding":"base64","audio_field":"payload","receive_audio_field":"reply","#,
                r#""static_fields":{"event":"media","track":1}}"#
            )
        );
    }
}
