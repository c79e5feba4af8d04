use opentok_rest::{
    captions::{CaptionsStatus, GetCaptions, StartCaptions, StopCaptions},
    connect::{AudioConnector, StartAudioConnector, StopAudioConnector, WebSocketTarget},
    option::Secret,
    render::{GetRender, ListRenders, RenderStatus, StartRender, StopRender},
    sip::{Dial, PlayDtmf, PlayDtmfTo, SipTarget},
};
use opentok_token::{Role, SessionId};

use crate::bench::Bench;

/// A session with somebody in it.
async fn lively(bench: &Bench) -> SessionId {
    let session = bench.session().await;
    bench.publish(&session, "camera");
    session
}

pub(crate) async fn captions_are_started_and_stopped(bench: &Bench) {
    let session = lively(bench).await;
    let start = StartCaptions::new(session, bench.token(&session, Role::Moderator));
    let captions = bench.call(start).await;
    let told = bench.sandbox.session(session.as_str()).unwrap()["captions"].clone();
    assert_eq!(told, captions.id.as_str());
    bench.call(StopCaptions::new(captions.id.clone())).await;
    assert_eq!(bench.refusal(StopCaptions::new(captions.id)).await.status, 404);
}

pub(crate) async fn captions_tell_what_becomes_of_them(bench: &Bench) {
    let session = lively(bench).await;
    let start = StartCaptions::new(session, bench.token(&session, Role::Moderator));
    let id = bench.call(start).await.id;
    bench.wait(30);
    let captions = bench.call(GetCaptions::new(id.clone())).await;
    assert_eq!((&captions.id, &captions.status), (&id, &Some(CaptionsStatus::Started)));
    assert_eq!(
        (captions.owner(), captions.session_id.as_deref()),
        (Some(&*bench.owner()), Some(session.as_str()))
    );
    bench.call(StopCaptions::new(id.clone())).await;
    assert_eq!(
        bench.call(GetCaptions::new(id)).await.status,
        Some(CaptionsStatus::Stopped)
    );
}

pub(crate) async fn a_page_is_rendered_into_the_session(bench: &Bench) {
    let session = lively(bench).await;
    let page = "https://app.example.net/scene".parse().unwrap();
    let start = StartRender::new(session, bench.token(&session, Role::Publisher), page)
        .name("Scene")
        .unwrap();
    let render = bench.call(start).await;
    assert_eq!(
        (&render.status, render.owner()),
        (&Some(RenderStatus::Starting), Some(&*bench.owner()))
    );
    bench.wait(5);
    let running = bench.call(GetRender::new(render.id.clone())).await;
    assert_eq!(
        (&running.status, running.name.as_deref()),
        (&Some(RenderStatus::Started), Some("Scene"))
    );
    assert!(running.stream_id.is_some());
    let listed = bench.call(ListRenders::new().count(10)).await;
    assert_eq!((listed.count, &listed.items[0].id), (Some(1), &render.id));
    bench.call(StopRender::new(render.id.clone())).await;
    assert_eq!(
        bench.call(GetRender::new(render.id)).await.status,
        Some(RenderStatus::Stopped)
    );
}

pub(crate) async fn a_call_takes_tones(bench: &Bench) {
    let session = lively(bench).await;
    let target = SipTarget::new("sip:desk@sip.example.net".parse().unwrap())
        .from("ann@example.net")
        .unwrap()
        .header("X-Room", "7")
        .unwrap()
        .credentials("ann", Secret::new("s3cr3t"))
        .encrypted();
    let call = bench
        .call(Dial::new(session, bench.token(&session, Role::Publisher), target))
        .await;
    let connection = call.connection_id.unwrap();
    bench.wait(10);
    bench.call(PlayDtmf::new(session, "1p713#".parse().unwrap())).await;
    bench
        .call(PlayDtmfTo::new(session, connection.clone(), "99".parse().unwrap()))
        .await;
    let state = bench.sandbox.session(session.as_str()).unwrap();
    let connections = state["connections"].as_array().unwrap();
    let line = connections.iter().find(|one| one["id"] == connection.as_str()).unwrap();
    let heard = line["call"]["digits"].to_string();
    assert!(heard.contains("1p713#") && heard.contains("99"), "{heard}");
}

async fn connector(bench: &Bench, session: &SessionId) -> AudioConnector {
    let target = WebSocketTarget::new("wss://audio.example.net/in".parse().unwrap());
    let target = target.header("X-Room", "7").unwrap().bidirectional();
    let start = StartAudioConnector::new(*session, bench.token(session, Role::Publisher), target);
    bench.call(start).await
}

pub(crate) async fn an_audio_connector_is_started(bench: &Bench) {
    let session = lively(bench).await;
    let connector = connector(bench, &session).await;
    assert!(connector.connection_id.is_some());
}

pub(crate) async fn an_audio_connector_is_stopped(bench: &Bench) {
    let session = lively(bench).await;
    let id = connector(bench, &session).await.id;
    bench.call(StopAudioConnector::new(id.clone())).await;
    assert_eq!(bench.refusal(StopAudioConnector::new(id)).await.status, 404);
}
