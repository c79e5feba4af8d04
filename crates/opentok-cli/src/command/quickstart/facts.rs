//! The story for programs: one JSON value.

use serde_json::value::RawValue;

use super::story::Story;
use super::tickets::Ticket;
use super::{failed, tracks::Tracks};
use crate::failure::{Failure, sentence};
use crate::output::{Fact, Facts};

/// Everything that was seen.
pub(super) fn of(story: &Story) -> Result<Facts<'_>, Failure> {
    let sandbox = Facts::new()
        .with("url", story.url.as_str())
        .with("api_key", story.project.key.as_str())
        .with("api_secret", story.project.secret().expose())
        .with("application_id", story.application_id.as_str());
    let forged = Facts::new()
        .with("token", story.tickets.forged.0.as_str())
        .with("verdict", story.tickets.forged.1.clone().into_facts())
        .with("at_the_door", story.arrival.forged.as_str());
    let people = story.tickets.tickets.iter().zip(&story.arrival.connections);
    let people = people.map(|(ticket, connection)| {
        Facts::new()
            .with("name", ticket.name)
            .with("role", ticket.role.as_str())
            .with("connection_id", connection.as_str())
    });
    let archive = &story.recording.composed;
    let composed = Facts::new()
        .with("id", archive.id.as_str())
        .with("status", archive.status.as_str())
        .with("duration", archive.duration)
        .with("bytes", story.film.bytes)
        .with("media_type", story.film.media_type)
        .with("playing_ms", story.film.playing_ms);
    let curfew = Facts::new()
        .with("verdict", story.curfew.verdict.clone().into_facts())
        .with("at_the_door", story.curfew.door.as_str());
    Ok(Facts::new()
        .with("ok", true)
        .with("sandbox", sandbox)
        .with("session_id", story.session.as_str())
        .with("tokens", story.tickets.tickets.iter().map(ticket).collect::<Vec<_>>())
        .with("inspected", story.tickets.inspected.clone())
        .with("forged", forged)
        .with("people", people.collect::<Vec<_>>())
        .with("signalled", story.arrival.signalled)
        .with("subscriber_publishes", story.arrival.subscriber.as_str())
        .with("composed", composed)
        .with("individual", individual(story, &story.tracks)?)
        .with("a_day_later", curfew)
        .with("requests", story.requests))
}

fn ticket(ticket: &Ticket) -> Facts<'static> {
    Facts::new()
        .with("name", ticket.name)
        .with("role", ticket.role.as_str())
        .with("token", ticket.token.expose().to_owned())
        .with("verdict", ticket.verdict.clone().into_facts())
}

fn individual<'s>(story: &'s Story, tracks: &'s Tracks) -> Result<Facts<'s>, Failure> {
    const STEP: &str = "write the timeline down";
    let written = |text: String| {
        let json = RawValue::from_string(text.trim_end().to_owned());
        json.map(Fact::Json)
            .map_err(|error| failed::told(STEP, sentence(&error)))
    };
    let manifest = tracks
        .manifest
        .to_json()
        .map_err(|error| failed::told(STEP, sentence(&error)))?;
    let timeline = tracks
        .timeline
        .to_json()
        .map_err(|error| failed::told(STEP, sentence(&error)))?;
    let archive = &story.recording.individual;
    Ok(Facts::new()
        .with("id", archive.id.as_str())
        .with("status", archive.status.as_str())
        .with("duration", archive.duration)
        .with("bytes", tracks.bytes)
        .with("manifest", written(manifest)?)
        .with("timeline", written(timeline)?))
}
