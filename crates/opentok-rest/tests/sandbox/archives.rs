use core::{future::poll_fn, pin::Pin};

use futures_core::Stream;
use opentok_rest::{
    Resolution,
    archive::{
        AddArchiveStream, Archive, Composed, DeleteArchive, GetArchive, ListArchives, Output, OutputMode, Quality,
        RemoveArchiveStream, SetArchiveLayout, StartArchive, Status, StopArchive,
    },
    option::{Arrangement, MaxBitrate, Media, Secret, StreamMode},
    storage::{DeleteArchiveStorage, S3, SetArchiveStorage},
};
use opentok_token::SessionId;

use crate::bench::Bench;

/// A session with somebody in it, and the stream.
async fn watched(bench: &Bench) -> (SessionId, String) {
    let session = bench.session().await;
    let stream = bench.publish(&session, "camera");
    (session, stream)
}

fn id(archive: &Archive) -> opentok_rest::ArchiveId {
    archive.id.parse().unwrap()
}

pub(crate) async fn an_archive_is_started_stopped_read_and_deleted(bench: &Bench) {
    let (session, stream) = watched(bench).await;
    let started = bench.call(StartArchive::new(session).name("weekly")).await;
    assert_eq!(
        (&started.status, started.name.as_deref()),
        (&Status::Started, Some("weekly"))
    );
    assert_eq!(started.owner(), Some(&*bench.owner()));
    assert_eq!(started.streams.as_ref().unwrap()[0].stream_id, stream);
    bench
        .call(SetArchiveLayout::new(id(&started), Arrangement::HorizontalPresentation))
        .await;
    bench.wait(300);
    let stopped = bench.call(StopArchive::new(id(&started))).await;
    assert_eq!((&stopped.status, stopped.duration), (&Status::Stopped, Some(300)));
    bench.wait(5);
    let kept = bench.call(GetArchive::new(id(&started))).await;
    assert_eq!(kept.status, Status::Available);
    assert!(kept.size > Some(0) && kept.url.is_some());
    bench.call(DeleteArchive::new(id(&started))).await;
    assert_eq!(bench.refusal(GetArchive::new(id(&started))).await.status, 404);
}

pub(crate) async fn an_archive_takes_every_option(bench: &Bench) {
    let (session, _) = watched(bench).await;
    let composed = Composed::new()
        .layout(Arrangement::Pip)
        .resolution(Resolution::Hd)
        .quality(Quality::MaxBitrate(MaxBitrate::new(2_000_000).unwrap()));
    let start = StartArchive::new(session)
        .media(Media::VideoOnly)
        .tag("main")
        .output(composed);
    let archive = bench.call(start).await;
    assert_eq!((archive.has_audio, archive.has_video), (Some(false), Some(true)));
    assert_eq!(archive.output_mode, Some(OutputMode::Composed));
    assert_eq!(archive.resolution.as_deref(), Some("1280x720"));
    assert_eq!(archive.multi_archive_tag.as_deref(), Some("main"));
    let individual = StartArchive::new(session).tag("parts").output(Output::Individual);
    assert_eq!(bench.call(individual).await.output_mode, Some(OutputMode::Individual));
}

pub(crate) async fn streams_of_a_manual_archive_come_and_go(bench: &Bench) {
    let (session, camera) = watched(bench).await;
    let screen = bench.publish(&session, "screen");
    let archive = bench
        .call(StartArchive::new(session).stream_mode(StreamMode::Manual))
        .await;
    assert!(archive.streams.as_ref().is_none_or(Vec::is_empty));
    let add = |stream: &str, media| AddArchiveStream::new(id(&archive), stream.parse().unwrap(), media);
    bench.call(add(&camera, Media::AudioAndVideo)).await;
    bench.call(add(&screen, Media::VideoOnly)).await;
    let now = bench.call(GetArchive::new(id(&archive))).await;
    let streams = now.streams.unwrap();
    let told: Vec<_> = streams
        .iter()
        .map(|stream| (&*stream.stream_id, stream.has_audio))
        .collect();
    assert_eq!(told, [(&*camera, Some(true)), (&*screen, Some(false))]);
    bench
        .call(RemoveArchiveStream::new(id(&archive), camera.parse().unwrap()))
        .await;
    assert_eq!(
        bench.call(GetArchive::new(id(&archive))).await.streams.unwrap().len(),
        1
    );
}

pub(crate) async fn archives_are_listed_page_by_page(bench: &Bench) {
    let (session, _) = watched(bench).await;
    let (other, _) = watched(bench).await;
    let mut started = Vec::new();
    for tag in ["a", "b", "c"] {
        let archive = bench.call(StartArchive::new(session).tag(tag)).await;
        started.push(archive.id);
        bench.wait(1);
    }
    bench.call(StartArchive::new(other)).await;
    started.reverse();
    let page = bench
        .call(ListArchives::new().session(session).offset(1).count(1))
        .await;
    assert_eq!(
        (page.count, page.items.len(), &page.items[0].id),
        (Some(3), 1, &started[1])
    );
    let mut pages = bench.client.archives(ListArchives::new().session(session).count(2));
    let mut listed = Vec::new();
    while let Some(archive) = poll_fn(|cx| Pin::new(&mut pages).poll_next(cx)).await {
        listed.push(archive.unwrap().id);
    }
    assert_eq!(listed, started);
    assert_eq!(bench.call(ListArchives::new()).await.count, Some(4));
}

pub(crate) async fn an_archive_goes_to_storage_of_ones_own(bench: &Bench) {
    let s3 = S3::new("AKEXAMPLE", Secret::new("s3cr3t"), "my-archives").unwrap();
    let setting = bench.call(SetArchiveStorage::new(s3)).await;
    assert_eq!(
        (setting.kind.as_deref(), setting.place.as_deref()),
        (Some("s3"), Some("my-archives"))
    );
    let (session, _) = watched(bench).await;
    let archive = bench.call(StartArchive::new(session)).await;
    bench.wait(60);
    bench.call(StopArchive::new(id(&archive))).await;
    bench.wait(5);
    let uploaded = bench.call(GetArchive::new(id(&archive))).await;
    assert_eq!((uploaded.status, uploaded.url.is_none()), (Status::Uploaded, true));
    bench.call(DeleteArchiveStorage::new()).await;
}
