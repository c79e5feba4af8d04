//! The session is recorded twice, as one picture and as a file for each stream, while people come and go.

use core::time::Duration;

use opentok_archive::record::{Archive, Status};
use opentok_rest::ArchiveId;
use opentok_rest::archive::{Output, StartArchive};
use opentok_token::SessionId;
use serde_json::json;

use super::arrival::{self, Arrival};
use super::failed;
use super::stage::Stage;
use super::tickets::Tickets;
use crate::failure::Failure;

/// Both archives, as the service describes them once they can be downloaded.
pub(super) struct Recording {
    /// Everybody in one picture.
    pub(super) composed: Archive,
    /// A file for each stream.
    pub(super) individual: Archive,
}

/// How long the session is recorded, by the sandbox's clock.
pub(super) const LENGTH: Duration = Duration::from_secs(300);
/// How many streams there are in that time.
pub(super) const STREAMS: usize = 4;
/// Until the service has finished an archive that was stopped.
const FINISHING: Duration = Duration::from_secs(5);

/// Starts both archives, lets people come and go, stops the archives and waits until they are available.
pub(super) async fn record(
    stage: &Stage,
    session: &SessionId,
    tickets: &Tickets,
    arrival: &Arrival,
) -> Result<Recording, Failure> {
    let composed = StartArchive::new(*session).name(NAME);
    let individual = StartArchive::new(*session)
        .name(NAME)
        .tag("tracks")
        .output(Output::Individual);
    let ids = [start(stage, composed).await?, start(stage, individual).await?];

    let [ann, bob, _] = &arrival.connections;
    let wait = async |seconds| stage.control.advance(Duration::from_secs(seconds)).await;
    publish(stage, session, ann, "camera").await?;
    wait(45).await?;
    publish(stage, session, bob, "camera").await?;
    wait(75).await?;
    // Bob's train enters a tunnel.
    let gone = ["session", session.as_str(), "connection", bob];
    stage.control.delete("leave the session", &gone).await?;
    wait(30).await?;
    let bob = arrival::connect(stage, session, tickets.tickets[1].token.expose()).await?;
    publish(stage, session, &bob, "camera").await?;
    wait(30).await?;
    let screen = publish(stage, session, ann, "screen").await?;
    wait(90).await?;
    let shown = ["session", session.as_str(), "stream", screen.as_str()];
    stage.control.delete("stop publishing", &shown).await?;
    wait(30).await?;

    let [composed, individual] = ids;
    stop(stage, &composed).await?;
    stop(stage, &individual).await?;
    stage.control.advance(FINISHING).await?;
    Ok(Recording {
        composed: finished(stage, composed).await?,
        individual: finished(stage, individual).await?,
    })
}

const NAME: &str = "Weekly call";

async fn start(stage: &Stage, start: StartArchive) -> Result<ArchiveId, Failure> {
    const STEP: &str = "start an archive";
    let archive = stage.client.start_archive(start).await.map_err(failed::call(STEP))?;
    status(STEP, &archive, &Status::Started)?;
    archive.id.parse().map_err(|_| failed::told(STEP, "its id is none"))
}

async fn stop(stage: &Stage, id: &ArchiveId) -> Result<(), Failure> {
    const STEP: &str = "stop an archive";
    let archive = stage
        .client
        .stop_archive(id.clone())
        .await
        .map_err(failed::call(STEP))?;
    status(STEP, &archive, &Status::Stopped)
}

async fn finished(stage: &Stage, id: ArchiveId) -> Result<Archive, Failure> {
    const STEP: &str = "find the archive available";
    let archive = stage.client.get_archive(id).await.map_err(failed::call(STEP))?;
    status(STEP, &archive, &Status::Available)?;
    failed::require(STEP, archive.duration == Some(LENGTH.as_secs()), || {
        format!("it has {:?} s, and not {}", archive.duration, LENGTH.as_secs())
    })?;
    Ok(archive)
}

/// A client publishes: its stream's id.
async fn publish(stage: &Stage, session: &SessionId, connection: &str, video_type: &str) -> Result<String, Failure> {
    const STEP: &str = "publish a stream";
    let path = ["session", session.as_str(), "stream"];
    let body = json!({"connectionId": connection, "videoType": video_type});
    let made = stage.control.post(STEP, &path, &body).await?;
    let id = made["streamId"].as_str();
    id.map(str::to_owned)
        .ok_or_else(|| failed::told(STEP, "the answer names no stream"))
}

fn status(step: &'static str, archive: &Archive, wanted: &Status) -> Result<(), Failure> {
    failed::require(step, archive.status == *wanted, || {
        format!("it is {}, and not {}", archive.status.as_str(), wanted.as_str())
    })
}
