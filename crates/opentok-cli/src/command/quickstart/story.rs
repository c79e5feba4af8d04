//! The acts in their order.

use opentok_rest::session::CreateSession;
use opentok_token::SessionId;

use super::arrival::{self, Arrival};
use super::curfew::{self, Curfew};
use super::download::{self, Film};
use super::failed;
use super::recording::{self, Recording};
use super::stage::Stage;
use super::tickets::{self, Tickets};
use super::tracks::{self, Tracks};
use crate::credentials::ProjectSecret;
use crate::failure::Failure;

/// The story once it has been played.
pub(super) struct Story {
    pub(super) url: String,
    pub(super) project: ProjectSecret,
    pub(super) application_id: String,
    pub(super) session: SessionId,
    pub(super) tickets: Tickets,
    pub(super) arrival: Arrival,
    pub(super) recording: Recording,
    pub(super) film: Film,
    pub(super) tracks: Tracks,
    pub(super) curfew: Curfew,
    /// How many requests the service answered, by its log: those below `/sandbox` are not in it.
    pub(super) requests: u64,
}

/// Plays it. Ends at the first thing that is not as it has to be.
pub(super) async fn play(stage: &Stage) -> Result<Story, Failure> {
    let created = stage.client.create_session(CreateSession::routed()).await;
    let session = created.map_err(failed::call("create a session"))?.id;
    let tickets = tickets::mint(stage, &session)?;
    let arrival = arrival::join(stage, &session, &tickets).await?;
    let recording = recording::record(stage, &session, &tickets, &arrival).await?;
    let film = download::film(stage, &recording.composed).await?;
    let tracks = tracks::read(download::zip(stage, &recording.individual).await?)?;
    let curfew = curfew::pass(stage, &session, &tickets.tickets[0]).await?;
    Ok(Story {
        url: stage.url(),
        project: stage.project.clone(),
        application_id: stage.application_id.clone(),
        requests: stage.requests().await?,
        session,
        tickets,
        arrival,
        recording,
        film,
        tracks,
        curfew,
    })
}

#[cfg(test)]
mod tests {
    use opentok_token::UnixSeconds;
    use serde_json::{Value, json};

    use super::*;
    use crate::failure::Exit;

    /// How the story ends if the service misbehaves like this.
    fn with_fault(fault: &Value) -> Failure {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let stage = Stage::build(1, UnixSeconds::new(1_767_225_600)).await.unwrap();
            stage.control.post("script a fault", &["fault"], fault).await.unwrap();
            let ended = play(&stage).await;
            stage.strike().await;
            ended.err().expect("the story noticed")
        })
    }

    #[test]
    fn a_refusal_ends_the_story_with_the_step_that_was_refused() {
        let fault = json!({"match": {"method": "POST", "path": "/v2/project/*"}, "status": 503});
        let failure = with_fault(&fault);
        assert_eq!((failure.exit, failure.word), (Exit::Refused, "quickstart"));
        assert!(
            failure.message.contains("\"send a signal\"") && failure.message.contains("503"),
            "{failure:?}"
        );
    }

    #[test]
    fn a_service_that_is_not_heard_ends_the_story_with_another_exit_code() {
        let failure = with_fault(&json!({"match": {"path": "/session/create"}, "drop": "before"}));
        assert_eq!(failure.exit, Exit::Unavailable);
        assert!(failure.message.contains("\"create a session\""), "{failure:?}");
    }

    #[test]
    fn a_download_that_is_something_else_ends_the_story() {
        let failure = with_fault(&json!({"match": {"path": "/storage/*"}, "status": 200, "body": "sorry"}));
        assert_eq!(failure.exit, Exit::Refused);
        assert!(
            failure.message.contains("\"download the composed archive\""),
            "{failure:?}"
        );
    }

    #[test]
    fn a_door_that_is_open_to_everyone_ends_the_story() {
        let fault = json!({"match": {"path": "/v2/project/*"}, "status": 204, "times": 1});
        let failure = with_fault(&fault);
        assert!(failure.message.contains("0 of 3 clients"), "{failure:?}");
    }
}
