//! Calls about broadcasts: the bytes that are sent, and what is made of the answers.

use http_endpoint::{Endpoint, Safety};
use opentok_rest::{
    ArgumentError, BroadcastId, Call, List, RefusalKind, Resolution, StreamId,
    broadcast::{
        AddBroadcastStream, BroadcastStatus, GetBroadcast, Hls, HlsStatus, ListBroadcasts, MaxDuration, Outputs,
        RemoveBroadcastStream, RtmpStatus, RtmpTarget, SetBroadcastLayout, StartBroadcast, StopBroadcast,
    },
    option::{Arrangement, MaxBitrate, Media, StreamMode},
};

use crate::wire::{self, BROADCAST, SESSION, STREAM, answer, body, line, recorded, sent};

fn broadcast() -> BroadcastId {
    BROADCAST.parse().unwrap()
}

fn stream() -> StreamId {
    STREAM.parse().unwrap()
}

fn start(outputs: impl Into<Outputs>) -> StartBroadcast {
    StartBroadcast::new(SESSION.parse().unwrap(), outputs)
}

fn target() -> RtmpTarget {
    RtmpTarget::new("rtmps://live.example.net/app".parse().unwrap(), "k3y").unwrap()
}

/// What `start` sends besides the session.
fn options(start: &StartBroadcast) -> String {
    let sent = sent(start);
    assert_eq!(sent.line, "POST /broadcast");
    let rest = sent
        .body
        .strip_prefix(&format!(r#"{{"sessionId":"{SESSION}","#))
        .unwrap();
    rest.strip_suffix('}').unwrap().into()
}

#[test]
fn a_start_sends_nothing_that_was_not_asked_for() {
    assert_eq!(
        options(&start(Hls::Plain)),
        r#""outputs":{"hls":{"dvr":false,"lowLatency":false}}"#
    );
    let expected = r#""outputs":{"rtmp":[{"serverUrl":"rtmps://live.example.net/app","streamName":"k3y"}]}"#;
    assert_eq!(options(&start(target())), expected);
}

#[test]
fn a_start_sends_every_option() {
    let outputs = Outputs::from(Hls::LowLatency)
        .and_rtmp(target().id("backup").unwrap())
        .unwrap();
    let start = start(outputs)
        .layout(Arrangement::HorizontalPresentation)
        .max_duration(MaxDuration::new(5400).unwrap())
        .max_bitrate(MaxBitrate::new(1_500_000).unwrap())
        .resolution(Resolution::FhdPortrait)
        .stream_mode(StreamMode::Auto)
        .media(Media::VideoOnly)
        .tag("main");
    let expected = concat!(
        r#""outputs":{"hls":{"dvr":false,"lowLatency":true},"#,
        r#""rtmp":[{"id":"backup","serverUrl":"rtmps://live.example.net/app","streamName":"k3y"}]},"#,
        r#""layout":{"type":"horizontalPresentation"},"maxDuration":5400,"maxBitrate":1500000,"#,
        r#""resolution":"1080x1920","streamMode":"auto","hasAudio":false,"multiBroadcastTag":"main""#
    );
    assert_eq!(options(&start), expected);
}

#[test]
fn hls_can_be_added_to_rtmp() {
    let outputs = Outputs::from(target()).and_hls(Hls::Dvr);
    assert!(options(&start(outputs)).starts_with(r#""outputs":{"hls":{"dvr":true,"lowLatency":false},"rtmp":["#));
}

#[test]
fn a_duration_is_taken_at_its_limits_and_refused_one_past_them() {
    assert!(MaxDuration::new(60).is_ok() && MaxDuration::new(36_000).is_ok());
    for value in [59, 36_001] {
        let error = ArgumentError::Range {
            name: "maxDuration",
            value: value.into(),
            min: 60,
            max: 36_000,
        };
        assert_eq!(MaxDuration::new(value), Err(error));
    }
}

#[test]
fn debug_of_a_start_shows_no_stream_name() {
    assert!(!format!("{:?}", start(target())).contains("k3y"));
}

#[test]
fn the_other_calls_send_what_is_documented() {
    assert_eq!(
        sent(&StopBroadcast::new(broadcast())),
        line(&format!("POST /broadcast/{BROADCAST}/stop"))
    );
    assert_eq!(
        sent(&GetBroadcast::new(broadcast())),
        line(&format!("GET /broadcast/{BROADCAST}"))
    );
    assert_eq!(
        sent(&SetBroadcastLayout::new(broadcast(), Arrangement::VerticalPresentation)),
        body(
            &format!("PUT /broadcast/{BROADCAST}/layout"),
            r#"{"type":"verticalPresentation"}"#
        )
    );
    assert_eq!(
        sent(&AddBroadcastStream::new(broadcast(), stream(), Media::AudioOnly)),
        body(
            &format!("PATCH /broadcast/{BROADCAST}/streams"),
            &format!(r#"{{"addStream":"{STREAM}","hasAudio":true,"hasVideo":false}}"#)
        )
    );
    assert_eq!(
        sent(&RemoveBroadcastStream::new(broadcast(), stream())),
        body(
            &format!("PATCH /broadcast/{BROADCAST}/streams"),
            &format!(r#"{{"removeStream":"{STREAM}"}}"#)
        )
    );
}

#[test]
fn a_list_sends_its_window_and_its_session() {
    assert_eq!(sent(&ListBroadcasts::new()), line("GET /broadcast"));
    let list = ListBroadcasts::new()
        .session(SESSION.parse().unwrap())
        .offset(1)
        .count(0);
    assert_eq!(
        sent(&list),
        line(&format!("GET /broadcast?offset=1&count=0&sessionId={SESSION}"))
    );
    assert!(list.count(1000).check().is_ok() && list.count(1001).check().is_err());
}

#[test]
fn a_started_broadcast_is_read() {
    let broadcast = start(Hls::Plain).parse(recorded("broadcast-start")).unwrap();
    assert_eq!(broadcast.status, Some(BroadcastStatus::Started));
    assert_eq!(
        (broadcast.owner(), broadcast.max_bitrate),
        (Some("10000001"), Some(1_500_000))
    );
    assert_eq!(broadcast.settings.unwrap().hls.unwrap().low_latency, Some(true));
    let urls = broadcast.urls.unwrap();
    assert_eq!(urls.hls_status, Some(HlsStatus::Connecting));
    assert_eq!(urls.rtmp[0].id.as_deref(), Some("backup"));
    assert_eq!(urls.rtmp[0].status, Some(RtmpStatus::Connecting));
    assert_eq!(urls.rtmp[0].stream_name.as_ref().unwrap().expose(), "k3y");
}

#[test]
fn rtmp_servers_by_id_and_the_other_spelling_of_the_bit_rate_are_read() {
    let broadcast = GetBroadcast::new(broadcast())
        .parse(recorded("broadcast-get-rtmp-map"))
        .unwrap();
    assert_eq!(broadcast.max_bitrate, Some(1_500_000));
    let rtmp = broadcast.urls.unwrap().rtmp;
    let ids: Vec<_> = rtmp.iter().map(|output| output.id.as_deref().unwrap()).collect();
    assert_eq!(ids, ["backup", "main"]);
    assert_eq!(rtmp[1].status, Some(RtmpStatus::Unknown("wobbly".into())));
}

#[test]
fn a_bit_rate_may_be_a_text_and_may_come_in_both_spellings() {
    let read = |body| {
        GetBroadcast::new(broadcast())
            .parse(answer(200, body))
            .unwrap()
            .max_bitrate
    };
    assert_eq!(read(r#"{"id":"b","maxBitrate":"300000"}"#), Some(300_000));
    assert_eq!(read(r#"{"id":"b","maxBitrate":1,"maxBitRate":2}"#), Some(1));
}

#[test]
fn a_broadcast_is_read_in_the_unified_environment() {
    let broadcast = GetBroadcast::new(broadcast()).parse(recorded("broadcast-get")).unwrap();
    assert_eq!(broadcast.owner(), Some("78d335fa-323d-0114-9c3d-d6f0d48968cf"));
    assert_eq!(&*broadcast.streams[0].stream_id, STREAM);
    assert!(broadcast.urls.unwrap().hls.unwrap().ends_with("?DVR"));
}

#[test]
fn a_stopped_broadcast_has_no_addresses() {
    let stop = StopBroadcast::new(broadcast());
    let stopped = stop.parse(recorded("broadcast-stop")).unwrap();
    assert_eq!(stopped.status, Some(BroadcastStatus::Stopped));
    assert!(stopped.urls.is_none());
    assert!(stop.parse(answer(200, r#"{"id":"b"}"#)).unwrap().urls.is_none());
}

#[test]
fn what_is_written_of_a_broadcast_is_read_again_but_for_stream_names() {
    let first = start(Hls::Plain).parse(recorded("broadcast-start")).unwrap();
    let written = serde_json::to_string(&first).unwrap();
    assert!(!written.contains("k3y"), "{written}");
    let again = start(Hls::Plain).parse(answer(200, &written)).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
}

#[test]
fn a_layout_is_answered_with_the_broadcast_or_with_nothing() {
    let set = SetBroadcastLayout::new(broadcast(), Arrangement::BestFit);
    assert_eq!(
        set.parse(recorded("broadcast-layout")).unwrap().unwrap().id.as_str(),
        BROADCAST
    );
    assert!(set.parse(answer(200, "")).unwrap().is_none());
}

#[test]
fn a_list_goes_on_behind_its_last_item() {
    let list = ListBroadcasts::new();
    let page = list.parse(recorded("broadcast-list")).unwrap();
    assert_eq!(page.items.len(), 2);
    assert_eq!(sent(&list.after(&page).unwrap()), line("GET /broadcast?offset=2"));
}

#[test]
fn each_refusal_has_its_kind() {
    let not_found = (404, RefusalKind::NotFound);
    let not_manual = (405, RefusalKind::StreamMode);
    wire::refuses(&start(Hls::Plain), &[not_found, (409, RefusalKind::AlreadyRunning)]);
    wire::refuses(
        &StopBroadcast::new(broadcast()),
        &[(404, RefusalKind::NotRunning), (409, RefusalKind::NotRunning)],
    );
    wire::refuses(&GetBroadcast::new(broadcast()), &[not_found]);
    wire::refuses(&ListBroadcasts::new(), &[]);
    wire::refuses(&SetBroadcastLayout::new(broadcast(), Arrangement::Pip), &[not_found]);
    wire::refuses(
        &AddBroadcastStream::new(broadcast(), stream(), Media::default()),
        &[not_found, not_manual],
    );
    wire::refuses(
        &RemoveBroadcastStream::new(broadcast(), stream()),
        &[not_found, not_manual],
    );
}

#[test]
fn every_happy_status_is_taken() {
    wire::takes_any_happy_status(&start(Hls::Plain), r#"{"id":"b"}"#);
    wire::takes_any_happy_status(&StopBroadcast::new(broadcast()), r#"{"id":"b","status":"stopped"}"#);
    wire::takes_any_happy_status(&AddBroadcastStream::new(broadcast(), stream(), Media::default()), "");
    wire::takes_any_happy_status(&RemoveBroadcastStream::new(broadcast(), stream()), "");
}

#[test]
fn a_broadcast_without_an_id_is_unreadable() {
    wire::needs_an_id(&start(Hls::Plain));
    wire::needs_an_id(&GetBroadcast::new(broadcast()));
    wire::needs_an_id(&StopBroadcast::new(broadcast()));
}

#[test]
fn a_second_start_is_another_broadcast() {
    assert_eq!(start(Hls::Plain).safety(), Safety::Once);
    assert_eq!(StopBroadcast::new(broadcast()).safety(), Safety::Idempotent);
}
