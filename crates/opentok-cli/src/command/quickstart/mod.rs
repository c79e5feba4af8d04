//! The whole story in one go, over HTTP, against a sandbox of its own.
//!
//! [`stage`] is the sandbox on a loopback port with a client in front of it, [`control`] what a test does to it. The acts
//! are [`tickets`], [`arrival`], [`recording`], [`download`], [`tracks`] and [`curfew`]; [`story`] plays them in order, [`tell`]
//! tells them to people and [`facts`] to programs. Whatever is told was answered by the sandbox; what is not as it has to be
//! ends the story as a [`failure`](failed).

use std::fs;
use std::path::PathBuf;

use clap::Args;
use opentok_token::UnixSeconds;

use crate::chance;
use crate::failure::{Exit, Failure};
use crate::output::Console;

mod arrival;
mod control;
mod curfew;
mod download;
mod facts;
mod failed;
mod forge;
mod mp4;
mod recording;
mod stage;
mod story;
mod tell;
mod tickets;
mod tracks;

use stage::Stage;

/// Show the whole story against an OpenTok cloud of its own: session, tokens, archive, timeline
///
/// Works without any configuration and without a network: it starts the sandbox on a free port of this
/// machine and calls it over HTTP. Exit code 0 only if everything came as it has to.
#[derive(Args, Debug)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  opentok quickstart
  opentok quickstart --svg timeline.svg
  opentok quickstart --json"
)]
pub(crate) struct Quickstart {
    /// Write the picture of the timeline to this file, as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

impl Quickstart {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let seed = u64::from_le_bytes(chance::bytes()?);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|cause| Failure::io("cannot start the event loop", &cause))?;
        let story = runtime.block_on(async {
            let stage = Stage::build(seed, UnixSeconds::now()).await?;
            let story = story::play(&stage).await;
            stage.strike().await;
            story
        })?;
        if let Some(path) = &self.svg {
            fs::write(path, &story.tracks.svg).map_err(|cause| Failure::io("cannot write the picture", &cause))?;
        }
        if console.is_json() {
            console.json(&facts::of(&story)?)?;
        } else {
            tell::tell(&story, self.svg.as_deref(), console)?;
        }
        Ok(Exit::Done)
    }
}
