//! A callback, for people in a line, for programs whole.

use opentok_rest::webhook::{Callback, Event, Family};
use opentok_token::UnixSeconds;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use crate::failure::Failure;
use crate::output::{Console, Fact, Facts, Printable};

/// Prints a callback.
pub(super) fn callback(callback: &Callback, console: &mut Console) -> Result<(), Failure> {
    let family = callback.event.family().map_or("unknown", word);
    if !console.is_json() {
        let summary = summary(&callback.event);
        return console.text(format_args!("{family}  {}\n", Printable(&summary)));
    }
    let proof = callback.proof.as_ref();
    let facts = Facts::new()
        .with("family", family)
        .with("session_id", callback.event.session_id())
        .with("verified", proof.is_some())
        .with("issued_at", proof.map(|proof| Fact::from(issued(proof.issued_at))))
        .with("owner", proof.and_then(|proof| proof.owner.as_deref()))
        .with("body", body(&callback.body));
    console.json(&facts)
}

/// What it is about in few words.
fn summary(event: &Event) -> String {
    let status = |status: Option<&str>| status.unwrap_or("-").to_owned();
    match event {
        Event::Archive(archive) => format!("{}  {}", archive.status.as_str(), archive.id),
        Event::Broadcast(broadcast) => {
            let word = status(broadcast.status.as_ref().map(|status| status.as_str()));
            format!("{word}  {}", broadcast.id)
        }
        Event::Captions(captions) => {
            let word = status(captions.status.as_ref().map(|status| status.as_str()));
            format!("{word}  {}", captions.id)
        }
        Event::Render(render) => {
            let word = status(render.status.as_ref().map(|status| status.as_str()));
            format!("{word}  {}", render.id)
        }
        Event::Session(event) => {
            let subject = event.change.subject().unwrap_or(&event.session_id);
            format!("{}  {subject}", event.change.name())
        }
        Event::Sip(event) => format!("{}  {}", event.change.name(), event.call.id),
        Event::Unknown(event) => event.event.as_deref().unwrap_or("-").to_owned(),
        _ => "-".to_owned(),
    }
}

fn issued(moment: UnixSeconds) -> u64 {
    moment.get()
}

/// The body as it came, but in one line.
fn body(bytes: &[u8]) -> Fact<'static> {
    let text = core::str::from_utf8(bytes).unwrap_or_default().trim();
    let is_one_line = !text.contains(['\n', '\r']);
    let raw = match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) if is_one_line => Some(raw.to_owned()),
        _ => serde_json::from_slice::<Value>(bytes)
            .and_then(|value| to_raw_value(&value))
            .ok(),
    };
    raw.map_or(Fact::Absent, Fact::Json)
}

const fn word(family: Family) -> &'static str {
    match family {
        Family::Archive => "archive",
        Family::Broadcast => "broadcast",
        Family::Captions => "captions",
        Family::Render => "render",
        Family::Session => "session",
        Family::Sip => "sip",
        _ => "unknown",
    }
}
