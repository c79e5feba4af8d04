use alloc::format;
use core::fmt;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{Family, MAX_BODY, ParseEventError, SessionEvent, SipChange, SipEvent, family::Marks};
use crate::{archive::Archive, broadcast::Broadcast, captions::Captions, render::Render};

/// What the service tells.
///
/// ```
/// use opentok_rest::webhook::{Event, SessionChange};
///
/// let body = r#"{"sessionId":"2_MX4x","projectId":"100200","event":"connectionCreated","timestamp":1767225630150,
///     "connection":{"id":"8f3f6a0e","createdAt":1767225630123,"data":"user=42"}}"#;
/// let Event::Session(event) = Event::parse(&body.into())? else { panic!() };
/// let SessionChange::ConnectionCreated { connection } = event.change else { panic!() };
/// assert_eq!(connection.data.as_deref(), Some("user=42"));
/// # Ok::<(), opentok_rest::webhook::ParseEventError>(())
/// ```
///
/// Wire: [`WIRE.md`, "Webhooks"](crate::wire#webhooks).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// An archive, as it is now.
    Archive(Box<Archive>),
    /// A broadcast, as it is now.
    Broadcast(Box<Broadcast>),
    /// Live captions, as they are now.
    Captions(Box<Captions>),
    /// An Experience Composer, as it is now.
    Render(Box<Render>),
    /// Something came or went in a session.
    Session(Box<SessionEvent>),
    /// Something happened to a call to a telephone.
    Sip(Box<SipEvent>),
    /// None that is known, or one that lacks what makes it one.
    Unknown(UnknownEvent),
}

/// An event as it came.
///
/// `Debug` shows its name and length only.
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub struct UnknownEvent {
    /// What it calls itself.
    pub event: Option<Box<str>>,
    /// The whole body: a JSON object.
    pub body: Bytes,
}

impl Event {
    /// Reads the body of a callback, and finds out what it is about: by its `event`, or by the fields that only one family
    /// has.
    ///
    /// # Errors
    ///
    /// [`ParseEventError::TooLarge`] past [`MAX_BODY`]; [`ParseEventError::Json`] and [`ParseEventError::Object`] if it is
    /// no JSON object.
    pub fn parse(body: &Bytes) -> Result<Self, ParseEventError> {
        let marks = marks(body)?;
        Ok(Self::read(marks.family(), marks, body))
    }

    /// Reads the body of a callback to an address that only `family` is sent to. Nothing needs to be found out then; what
    /// is none of that family is [`Unknown`](Self::Unknown).
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn parse_as(family: Family, body: &Bytes) -> Result<Self, ParseEventError> {
        Ok(Self::read(Some(family), marks(body)?, body))
    }

    fn read(family: Option<Family>, marks: Marks, body: &Bytes) -> Self {
        let known = family.and_then(|family| match family {
            Family::Archive => typed(body).map(Self::Archive),
            Family::Broadcast => typed(body).map(Self::Broadcast),
            Family::Captions => typed(body).map(Self::Captions),
            Family::Render => typed(body).map(Self::Render),
            Family::Session => typed(body).map(Self::Session),
            Family::Sip => typed(body).map(Self::Sip),
        });
        known.unwrap_or_else(|| {
            Self::Unknown(UnknownEvent {
                event: marks.event,
                body: body.clone(),
            })
        })
    }

    /// Which family it is of. `None` if it is unknown.
    pub const fn family(&self) -> Option<Family> {
        Some(match self {
            Self::Archive(_) => Family::Archive,
            Self::Broadcast(_) => Family::Broadcast,
            Self::Captions(_) => Family::Captions,
            Self::Render(_) => Family::Render,
            Self::Session(_) => Family::Session,
            Self::Sip(_) => Family::Sip,
            Self::Unknown(_) => return None,
        })
    }

    /// The session it is about.
    pub fn session_id(&self) -> Option<&str> {
        match self {
            Self::Archive(archive) => archive.session_id.as_deref(),
            Self::Broadcast(broadcast) => broadcast.session_id.as_deref(),
            Self::Captions(captions) => captions.session_id.as_deref(),
            Self::Render(render) => render.session_id.as_deref(),
            Self::Session(event) => Some(&event.session_id),
            Self::Sip(event) => Some(&event.session_id),
            Self::Unknown(_) => None,
        }
    }

    /// A text that is the same when the same is told again: what changed, to what, and when that is told. `None` if it is
    /// unknown; then compare the bodies.
    pub fn dedup_key(&self) -> Option<Box<str>> {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let time = |time: Option<u64>| time.map(|time| time.to_string()).unwrap_or_default();
        let parts = match self {
            Self::Archive(archive) => [
                "archive".to_owned(),
                archive.id.clone(),
                archive.status.as_str().to_owned(),
                time(archive.updated_at),
            ],
            Self::Broadcast(broadcast) => [
                "broadcast".to_owned(),
                broadcast.id.as_str().to_owned(),
                broadcast_state(broadcast),
                time(broadcast.updated_at),
            ],
            Self::Captions(captions) => [
                "captions".to_owned(),
                captions.id.as_str().to_owned(),
                text(captions.status.as_ref().map(|status| status.as_str())),
                time(captions.updated_at),
            ],
            Self::Render(render) => [
                "render".to_owned(),
                render.id.as_str().to_owned(),
                text(render.status.as_ref().map(|status| status.as_str())),
                time(render.updated_at),
            ],
            Self::Session(event) => [
                event.change.name().to_owned(),
                event.session_id.to_string(),
                text(event.change.subject()),
                time(event.timestamp),
            ],
            Self::Sip(event) => [
                event.change.name().to_owned(),
                event.session_id.to_string(),
                match &event.change {
                    SipChange::Updated { state: Some(state) } => format!("{} {state}", event.call.id),
                    _ => event.call.id.as_str().to_owned(),
                },
                time(event.timestamp),
            ],
            Self::Unknown(_) => return None,
        };
        // As lengths tell where each part ends, no two lists of parts make one text.
        Some(parts.map(|part| format!("{}:{part}", part.len())).join(",").into())
    }
}

/// Each of these states is told by a callback of its own.
fn broadcast_state(broadcast: &Broadcast) -> String {
    let mut state = broadcast.status.as_ref().map(ToString::to_string).unwrap_or_default();
    let Some(urls) = &broadcast.urls else {
        return state;
    };
    state.push_str(" hls ");
    state.push_str(
        urls.hls_status
            .as_ref()
            .map(|status| status.as_str())
            .unwrap_or_default(),
    );
    for output in &urls.rtmp {
        let status = output.status.as_ref().map(|status| status.as_str()).unwrap_or_default();
        let id = output.id.as_deref().unwrap_or_default();
        state.push_str(&format!(" {}:{id} {status}", id.len()));
    }
    state
}

fn marks(body: &Bytes) -> Result<Marks, ParseEventError> {
    if body.len() > MAX_BODY {
        return Err(ParseEventError::TooLarge { len: body.len() });
    }
    let json = plain(body);
    // An array would do for the fields of a struct, in their order.
    if matches!(json.trim_ascii_start().first(), Some(b'[')) {
        return Err(ParseEventError::Object);
    }
    serde_json::from_slice(json).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => ParseEventError::Object,
        _ => ParseEventError::Json {
            line: error.line(),
            column: error.column(),
        },
    })
}

fn typed<T: DeserializeOwned>(body: &Bytes) -> Option<Box<T>> {
    serde_json::from_slice(plain(body)).ok()
}

/// Without a byte order mark, which is no JSON.
fn plain(body: &Bytes) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

impl fmt::Debug for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownEvent")
            .field("event", &self.event)
            .field("len", &self.body.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(body: &'static str) -> Result<Event, ParseEventError> {
        Event::parse(&Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn what_is_no_object_is_no_event() {
        assert_eq!(parse("").unwrap_err(), ParseEventError::Json { line: 1, column: 0 });
        assert!(matches!(
            parse("{\"a\":\n!}"),
            Err(ParseEventError::Json { line: 2, .. })
        ));
        assert!(matches!(parse("{} {}"), Err(ParseEventError::Json { .. })));
        assert!(matches!(
            parse("{\"event\":\"\u{0}\"}"),
            Err(ParseEventError::Json { .. })
        ));
        for other in ["null", "1", "\"event\"", "[{}]", r#"{"event":"a","event":"b"}"#] {
            assert_eq!(parse(other).unwrap_err(), ParseEventError::Object, "{other}");
        }
    }

    #[test]
    fn the_size_limit_is_exact() {
        let body = |len: usize| {
            let mut body = br#"{"event":"new"}"#.to_vec();
            body.resize(len, b' ');
            Bytes::from(body)
        };
        assert!(Event::parse(&body(MAX_BODY)).is_ok());
        let error = Event::parse(&body(MAX_BODY + 1)).unwrap_err();
        assert_eq!(error, ParseEventError::TooLarge { len: MAX_BODY + 1 });
    }

    #[test]
    fn what_is_unknown_is_kept_as_it_came() {
        for (body, event) in [
            (
                r#"{ "event":"streamPaused","x":[1, {"a":null}] }"#,
                Some("streamPaused"),
            ),
            (r#"{"event":"streamCreated","sessionId":"2_MX"}"#, Some("streamCreated")),
            (r#"{"event":"archive","id":7}"#, Some("archive")),
            ("{}", None),
        ] {
            let Ok(Event::Unknown(unknown)) = parse(body) else {
                panic!("{body}");
            };
            assert_eq!((unknown.event.as_deref(), &unknown.body[..]), (event, body.as_bytes()));
            assert!(!format!("{unknown:?}").contains("null"));
        }
    }

    #[test]
    fn an_address_of_one_family_needs_no_marks() {
        let body = Bytes::from_static(br#"{"id":"a","status":"available"}"#);
        assert_eq!(Event::parse(&body).unwrap().family(), None);
        let event = Event::parse_as(Family::Archive, &body).unwrap();
        assert_eq!(event.family(), Some(Family::Archive));
        let event = Event::parse_as(Family::Sip, &body).unwrap();
        assert_eq!(event.family(), None);
    }
}
