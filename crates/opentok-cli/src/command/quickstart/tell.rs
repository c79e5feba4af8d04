//! The story for people.

use core::fmt::Display;

use super::story::Story;
use crate::command::token::judge::Verdict;
use crate::failure::Failure;
use crate::output::{Console, Facts};

/// Prints the story, step by step.
pub(super) fn tell(story: &Story, console: &mut Console) -> Result<(), Failure> {
    let session = story.cast.session.as_str();
    let [publisher, ..] = story.scenes.as_slice() else {
        return Ok(());
    };

    heading(console, "1. A project and a session")?;
    let mut facts = Facts::new();
    if let Some(project) = &story.cast.demo {
        line(
            console,
            "A demo project: key and secret were made up just now and open nothing anywhere.",
        )?;
        facts.push("api_key", project.key.as_str());
        facts.push("api_secret", project.secret().expose());
    } else {
        line(console, "Yours. Nothing is sent anywhere.")?;
    }
    indented(console, facts.with("session_id", session))?;

    heading(
        console,
        "2. A token for each role: who holds one joins the session in that role",
    )?;
    let mut facts = Facts::new();
    for scene in &story.scenes {
        facts.push(scene.role.as_str(), scene.token.expose());
    }
    indented(console, facts)?;

    heading(
        console,
        "3. What the publisher's token says: anyone can read it, so keep secrets out of its data",
    )?;
    indented(console, &story.inspected)?;

    heading(console, "4. What a verifier says, which knows the secret")?;
    let mut facts = Facts::new();
    for scene in &story.scenes {
        facts.push(scene.role.as_str(), verdict(&scene.verdict));
    }
    indented(console, facts)?;

    heading(
        console,
        "5. The publisher's token with its role changed to moderator, signature kept",
    )?;
    line(console, &story.forged.0)?;
    line(console, &verdict(&story.forged.1))?;
    line(console, "")?;
    line(
        console,
        &format!("The true {} token, a minute after its day is over:", publisher.role),
    )?;
    line(console, &verdict(&story.expired))?;

    heading(console, "6. What next")?;
    match &story.cast.demo {
        Some(project) => {
            line(
                console,
                &format!(
                    "export OPENTOK_API_KEY={} OPENTOK_API_SECRET={}",
                    project.key,
                    project.secret().expose()
                ),
            )?;
        }
        None => line(console, "With the same credentials:")?,
    }
    line(
        console,
        &format!("opentok token mint --session {session} --role moderator"),
    )?;
    line(console, "opentok token inspect TOKEN")?;
    line(console, "opentok token verify TOKEN")?;
    line(
        console,
        "opentok token doctor TOKEN        what is wrong with one, and how to mend it",
    )?;
    if story.cast.demo.is_some() {
        line(console, "")?;
        line(console, "With your own project: opentok quickstart --help")?;
    }
    Ok(())
}

fn verdict(verdict: &Verdict<'_>) -> String {
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
