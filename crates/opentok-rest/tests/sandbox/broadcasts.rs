use opentok_rest::{
    Resolution,
    broadcast::{
        AddBroadcastStream, BroadcastStatus, GetBroadcast, Hls, HlsStatus, ListBroadcasts, MaxDuration, Outputs,
        RemoveBroadcastStream, RtmpStatus, RtmpTarget, SetBroadcastLayout, StartBroadcast, StopBroadcast,
    },
    option::{Arrangement, Layout, MaxBitrate, Media, StreamMode},
};

use crate::bench::Bench;

fn outputs() -> Outputs {
    let server = "rtmps://live.example.net/app".parse().unwrap();
    let target = RtmpTarget::new(server, "key").unwrap().id("first").unwrap();
    Outputs::from(Hls::Dvr).and_rtmp(target).unwrap()
}

pub(crate) async fn a_broadcast_is_started_read_and_stopped(bench: &Bench) {
    let session = bench.session().await;
    bench.publish(&session, "camera");
    let start = StartBroadcast::new(session, outputs())
        .layout(Arrangement::Pip)
        .max_duration(MaxDuration::new(3_600).unwrap())
        .max_bitrate(MaxBitrate::new(2_000_000).unwrap())
        .resolution(Resolution::Hd)
        .tag("main");
    let broadcast = bench.call(start).await;
    assert_eq!(
        (&broadcast.status, broadcast.owner()),
        (&Some(BroadcastStatus::Started), Some(&*bench.owner()))
    );
    assert_eq!(
        (broadcast.max_duration, broadcast.max_bitrate),
        (Some(3_600), Some(2_000_000))
    );
    let style = Layout::custom("stream { width: 100% }").unwrap();
    bench.call(SetBroadcastLayout::new(broadcast.id.clone(), style)).await;

    bench.wait(20);
    let running = bench.call(GetBroadcast::new(broadcast.id.clone())).await;
    let urls = running.urls.unwrap();
    assert!(urls.hls.is_some());
    assert_eq!(urls.hls_status, Some(HlsStatus::Live));
    assert_eq!(
        (urls.rtmp[0].id.as_deref(), &urls.rtmp[0].status),
        (Some("first"), &Some(RtmpStatus::Live))
    );

    let stopped = bench.call(StopBroadcast::new(broadcast.id)).await;
    assert_eq!(stopped.status, Some(BroadcastStatus::Stopped));
}

pub(crate) async fn streams_of_a_manual_broadcast_come_and_go(bench: &Bench) {
    let session = bench.session().await;
    let camera = bench.publish(&session, "camera");
    let start = StartBroadcast::new(session, Hls::Plain).stream_mode(StreamMode::Manual);
    let id = bench.call(start).await.id;
    let stream = || camera.parse().unwrap();
    bench
        .call(AddBroadcastStream::new(id.clone(), stream(), Media::AudioOnly))
        .await;
    let streams = bench.call(GetBroadcast::new(id.clone())).await.streams;
    assert_eq!((streams.len(), streams[0].has_video), (1, Some(false)));
    bench.call(RemoveBroadcastStream::new(id.clone(), stream())).await;
    assert!(bench.call(GetBroadcast::new(id)).await.streams.is_empty());
}

pub(crate) async fn broadcasts_are_listed(bench: &Bench) {
    let session = bench.session().await;
    bench.publish(&session, "camera");
    let mut started = Vec::new();
    for tag in ["a", "b"] {
        started.push(bench.call(StartBroadcast::new(session, Hls::Plain).tag(tag)).await.id);
        bench.wait(1);
    }
    let page = bench.call(ListBroadcasts::new().session(session).count(1)).await;
    assert_eq!((page.count, &page.items[0].id), (Some(2), &started[1]));
}
