//! The story for people.

use core::fmt::Display;
use std::path::Path;

use super::story::Story;
use crate::command::token::judge::Verdict;
use crate::failure::Failure;
use crate::output::{Console, Facts};

/// Prints the story, act by act.
pub(super) fn tell(story: &Story, svg: Option<&Path>, console: &mut Console) -> Result<(), Failure> {
    session(story, console)?;
    tokens(story, console)?;
    people(story, console)?;
    archives(story, console)?;
    timeline(story, svg, console)?;
    ending(story, console)
}

fn session(story: &Story, console: &mut Console) -> Result<(), Failure> {
    heading(console, "1. An OpenTok cloud on this machine, and a session in it")?;
    let facts = Facts::new()
        .with("url", story.url.as_str())
        .with("api_key", story.project.key.as_str())
        .with("api_secret", story.project.secret().expose())
        .with("session_id", story.session.as_str());
    indented(console, facts)
}

fn tokens(story: &Story, console: &mut Console) -> Result<(), Failure> {
    heading(console, "2. A token for each role, and one that is forged")?;
    let (forged, verdict) = &story.tickets.forged;
    for ticket in &story.tickets.tickets {
        line(
            console,
            &format!("{}, {}: {}", ticket.name, ticket.role, said(&ticket.verdict)),
        )?;
        line(console, ticket.token.expose())?;
    }
    line(
        console,
        &format!("Bob's, made a moderator's, signature kept: {}", said(verdict)),
    )?;
    line(console, forged)?;
    line(console, "")?;
    line(console, "What Ann's says, to whoever reads it:")?;
    indented(console, &story.tickets.inspected)
}

fn people(story: &Story, console: &mut Console) -> Result<(), Failure> {
    heading(console, "3. They join")?;
    let mut facts = Facts::new();
    for (ticket, connection) in story.tickets.tickets.iter().zip(&story.arrival.connections) {
        facts.push(ticket.name, format!("in, as connection {connection}"));
    }
    facts.push("the forged token", format!("turned away: {}", story.arrival.forged));
    facts.push("Cleo publishes", format!("refused: {}", story.arrival.subscriber));
    facts.push(
        "the server's signal",
        format!("received by {}", story.arrival.signalled),
    );
    indented(console, facts)
}

fn archives(story: &Story, console: &mut Console) -> Result<(), Failure> {
    heading(
        console,
        "4. Five minutes are recorded, which the sandbox's clock takes at once",
    )?;
    let composed = &story.recording.composed;
    let individual = &story.recording.individual;
    let facts = Facts::new()
        .with(
            "one picture",
            format!("{}, archive {}", composed.status.as_str(), composed.id),
        )
        .with(
            "downloaded",
            format!(
                "{} bytes of {}, which play {} ms",
                story.film.bytes, story.film.media_type, story.film.playing_ms
            ),
        )
        .with(
            "a file a stream",
            format!("{}, archive {}", individual.status.as_str(), individual.id),
        )
        .with(
            "in it",
            format!(
                "{} bytes of ZIP: a manifest and {} media files",
                story.tracks.bytes,
                story.tracks.manifest.files.len()
            ),
        );
    indented(console, facts)
}

fn timeline(story: &Story, svg: Option<&Path>, console: &mut Console) -> Result<(), Failure> {
    heading(console, "5. Who was live when, by that manifest")?;
    indented(console, &story.tracks.bars)?;
    line(console, "")?;
    match svg {
        Some(path) => line(console, &format!("As a picture: {}", path.display())),
        None => line(console, "As a picture: opentok quickstart --svg timeline.svg"),
    }
}

fn ending(story: &Story, console: &mut Console) -> Result<(), Failure> {
    heading(console, "6. A day later")?;
    let facts = Facts::new()
        .with("Ann's token", said(&story.curfew.verdict))
        .with("at the door", story.curfew.door.as_str());
    indented(console, facts)?;
    line(console, "")?;
    line(
        console,
        &format!(
            "By its log the service answered {} requests at {}, besides those below /sandbox. It is gone now.",
            story.requests, story.url
        ),
    )?;

    heading(console, "7. What next")?;
    for next in NEXT {
        line(console, next)?;
    }
    Ok(())
}

const NEXT: [&str; 4] = [
    "opentok sandbox                 the same cloud, for your own application and any SDK",
    "opentok token inspect TOKEN     what a token says; `verify` and `doctor` say more",
    "opentok manifest timeline FILE  the same picture of an archive of yours",
    "opentok --help                  everything",
];

fn said(verdict: &Verdict<'_>) -> String {
    match verdict {
        Verdict::Valid { .. } => "valid".to_owned(),
        Verdict::Invalid { reason, message } => format!("refused ({reason}): {message}"),
    }
}

fn heading(console: &mut Console, text: &str) -> Result<(), Failure> {
    let gap = if text.starts_with("1.") { "" } else { "\n" };
    console.text(format_args!("{gap}{text}\n\n"))
}

fn line(console: &mut Console, text: &str) -> Result<(), Failure> {
    let margin = if text.is_empty() { "" } else { "   " };
    console.text(format_args!("{margin}{text}\n"))
}

fn indented(console: &mut Console, lines: impl Display) -> Result<(), Failure> {
    lines.to_string().lines().try_for_each(|text| line(console, text))
}
