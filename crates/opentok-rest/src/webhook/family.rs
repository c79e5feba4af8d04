use serde::Deserialize;

use crate::json::lenient;

/// The kinds of events, each of which has an address of its own in the settings of a project.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Family {
    /// A change of an archive.
    Archive,
    /// A change of a broadcast.
    Broadcast,
    /// A change of live captions.
    Captions,
    /// A change of an Experience Composer.
    Render,
    /// Connections and streams that come and go.
    Session,
    /// A call to a telephone.
    Sip,
}

/// What tells the families apart.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Marks {
    #[serde(default, deserialize_with = "lenient::text")]
    pub(super) event: Option<Box<str>>,
    #[serde(default)]
    caption_id: Present,
    #[serde(default)]
    captions_id: Present,
    #[serde(default)]
    broadcast_urls: Present,
    #[serde(default)]
    multi_broadcast_tag: Present,
    #[serde(default)]
    settings: Present,
    #[serde(default)]
    output_mode: Present,
    #[serde(default)]
    has_transcription: Present,
    #[serde(default)]
    multi_archive_tag: Present,
    #[serde(default, rename = "sha256sum")]
    sha256_sum: Present,
    #[serde(default)]
    id: Present,
    #[serde(default)]
    session_id: Present,
    #[serde(default)]
    status: Present,
}

/// Whether a field is there, whatever it holds.
#[derive(Clone, Copy, Default)]
struct Present(bool);

impl<'de> Deserialize<'de> for Present {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self(true))
    }
}

impl Marks {
    /// By the name of the event if there is one, else by the fields that only one family has.
    pub(super) fn family(&self) -> Option<Family> {
        match self.event.as_deref() {
            Some(event) => by_name(event),
            None => self.by_fields(),
        }
    }

    fn by_fields(&self) -> Option<Family> {
        let any = |marks: &[Present]| marks.iter().any(|mark| mark.0);
        if any(&[self.caption_id, self.captions_id]) {
            return Some(Family::Captions);
        }
        if any(&[self.broadcast_urls, self.multi_broadcast_tag, self.settings]) {
            return Some(Family::Broadcast);
        }
        if any(&[
            self.output_mode,
            self.has_transcription,
            self.multi_archive_tag,
            self.sha256_sum,
        ]) {
            return Some(Family::Archive);
        }
        // The others name themselves.
        let is_render = self.id.0 && self.session_id.0 && self.status.0;
        is_render.then_some(Family::Render)
    }
}

fn by_name(event: &str) -> Option<Family> {
    Some(match event {
        "archive" => Family::Archive,
        "broadcast" => Family::Broadcast,
        "captions" | "caption" => Family::Captions,
        "render" => Family::Render,
        "connectionCreated"
        | "connectionDestroyed"
        | "streamCreated"
        | "streamDestroyed"
        | "sessionCreated"
        | "sessionDestroyed"
        | "sessionNotification" => Family::Session,
        "callCreated" | "callUpdated" | "callDestroyed" | "muteForced" => Family::Sip,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(json: &str) -> Option<Family> {
        serde_json::from_str::<Marks>(json).unwrap().family()
    }

    #[test]
    fn the_name_of_the_event_decides_where_there_is_one() {
        assert_eq!(family(r#"{"event":"archive","captionId":"a"}"#), Some(Family::Archive));
        assert_eq!(family(r#"{"event":"muteForced"}"#), Some(Family::Sip));
        assert_eq!(family(r#"{"event":"sessionNotification"}"#), Some(Family::Session));
        assert_eq!(family(r#"{"event":"Archive","outputMode":"composed"}"#), None);
    }

    #[test]
    fn without_a_name_the_fields_decide() {
        assert_eq!(
            family(r#"{"captionId":"a","status":"started"}"#),
            Some(Family::Captions)
        );
        assert_eq!(family(r#"{"id":"a","broadcastUrls":null}"#), Some(Family::Broadcast));
        assert_eq!(family(r#"{"id":"a","outputMode":[]}"#), Some(Family::Archive));
        assert_eq!(
            family(r#"{"id":"a","sessionId":"b","status":"failed","event":null}"#),
            Some(Family::Render)
        );
        assert_eq!(family(r#"{"id":"a","status":"failed"}"#), None);
        assert_eq!(family("{}"), None);
    }
}
