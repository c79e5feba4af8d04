use opentok_rest::{
    Resolution,
    session::{
        ConnectionState, CreateSession, EndMute, ForceDisconnect, GetStream, ListConnections, ListStreams, MuteAll,
        MuteStream, SetStreamClasses, Signal, SignalConnection, SignalSession,
    },
};
use opentok_sandbox::{Client, Publication};
use opentok_token::SessionId;
use serde_json::{Value, json};

use crate::bench::Bench;

/// The signals that a client received.
fn signals(bench: &Bench, session: &SessionId, connection: &str) -> Vec<Value> {
    let state = bench.sandbox.session(session.as_str()).unwrap();
    let connections = state["connections"].as_array().unwrap();
    let found = connections.iter().find(|one| one["id"] == connection).unwrap();
    found["signals"].as_array().unwrap().clone()
}

pub(crate) async fn a_session_belongs_to_who_made_it(bench: &Bench) {
    let session = bench
        .call(CreateSession::routed().location([198, 51, 100, 7].into()))
        .await;
    assert_eq!(session.owner(), Some(&*bench.owner()));
    let state = bench.sandbox.session(session.id.as_str()).unwrap();
    assert_eq!(state["mediaMode"], "routed");
    let relayed = bench.call(CreateSession::relayed()).await;
    let state = bench.sandbox.session(relayed.id.as_str()).unwrap();
    assert_eq!(state["mediaMode"], "relayed");
}

pub(crate) async fn a_session_may_be_archived_from_its_first_client_on(bench: &Bench) {
    let create = CreateSession::routed()
        .archive_always()
        .archive_name("weekly")
        .archive_resolution(Resolution::Hd);
    let session = bench.call(create).await.id;
    bench.publish(&session, "camera");
    let archives = bench
        .client
        .list_archives(opentok_rest::archive::ListArchives::new().session(session));
    let archives = archives.await.unwrap();
    assert_eq!(archives.items[0].name.as_deref(), Some("weekly"));
    assert_eq!(archives.items[0].resolution.as_deref(), Some("1280x720"));
}

pub(crate) async fn signals_reach_those_they_are_sent_to(bench: &Bench) {
    let session = bench.session().await;
    let connect = |data| {
        bench
            .sandbox
            .connect(session.as_str(), Client::with_data(data))
            .unwrap()
    };
    let (ann, bob) = (connect("name=Ann"), connect("name=Bob"));
    let signal = Signal::new(r#"{"text":"grüß euch"}"#).kind("chat");
    bench.call(SignalSession::new(session, signal)).await;
    let one = SignalConnection::new(session, bob.parse().unwrap(), Signal::new("you alone"));
    bench.call(one).await;
    assert_eq!(signals(bench, &session, &ann).len(), 1);
    let received = signals(bench, &session, &bob);
    assert_eq!(
        (&received[0]["type"], &received[0]["data"]),
        (&json!("chat"), &json!("{\"text\":\"grüß euch\"}"))
    );
    assert_eq!(received[1]["data"], "you alone");
}

pub(crate) async fn who_is_connected_is_listed_and_can_be_disconnected(bench: &Bench) {
    let session = bench.session().await;
    let connect = |data| {
        bench
            .sandbox
            .connect(session.as_str(), Client::with_data(data))
            .unwrap()
    };
    let (ann, bob) = (connect("name=Ann"), connect("name=Bob"));
    let listed = bench.call(ListConnections::new(session)).await;
    assert_eq!((listed.count, listed.owner()), (Some(2), Some(&*bench.owner())));
    assert_eq!(listed.session_id.as_deref(), Some(session.as_str()));
    let first = &listed.items[0];
    assert_eq!(
        (first.connection_id.as_str(), &first.connection_state),
        (&*ann, &Some(ConnectionState::Connected))
    );
    assert_eq!(first.created_at, Some(bench.sandbox.now_ms()));

    bench.call(ForceDisconnect::new(session, bob.parse().unwrap())).await;
    let left = bench.call(ListConnections::new(session)).await.items;
    assert_eq!(
        left.iter().map(|one| one.connection_id.as_str()).collect::<Vec<_>>(),
        [ann]
    );
}

pub(crate) async fn streams_are_read_and_classed(bench: &Bench) {
    let session = bench.session().await;
    let camera = bench.publish(&session, "camera");
    let screen = Publication::new().name("screen").video_type("screen");
    let screen = bench.sandbox.publish(session.as_str(), &screen).unwrap();
    let streams = bench.call(ListStreams::new(session)).await;
    assert_eq!((streams.count, streams.items.len()), (Some(2), 2));
    let stream = bench.call(GetStream::new(session, screen.parse().unwrap())).await;
    assert_eq!((stream.id.as_str(), stream.name.as_deref()), (&*screen, Some("screen")));
    assert_eq!(stream.video_type, Some(opentok_rest::session::VideoType::Screen));

    let classes = SetStreamClasses::new(session)
        .stream(camera.parse().unwrap(), ["full", "focus"])
        .stream(screen.parse().unwrap(), []);
    bench.call(classes).await;
    let stream = bench.call(GetStream::new(session, camera.parse().unwrap())).await;
    let classes: Vec<_> = stream.layout_class_list.iter().map(|class| &**class).collect();
    assert_eq!(classes, ["full", "focus"]);
}

pub(crate) async fn a_mute_lasts_until_it_is_ended(bench: &Bench) {
    let session = bench.session().await;
    let camera = bench.publish(&session, "camera");
    let is_muted = || bench.sandbox.session(session.as_str()).unwrap()["muted"].clone();
    bench.call(MuteStream::new(session, camera.parse().unwrap())).await;
    bench.call(MuteAll::new(session).except(camera.parse().unwrap())).await;
    assert_eq!(is_muted(), true);
    bench.call(EndMute::new(session)).await;
    assert_eq!(is_muted(), false);
}
