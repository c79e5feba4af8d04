//! Calls about archives: the bytes that are sent, and what is made of the answers.

use http_endpoint::{Endpoint, Safety};
use opentok_rest::{
    ArchiveId, ArgumentError, Call, List, RefusalKind, Resolution, StreamId,
    archive::{
        AddArchiveStream, Composed, DeleteArchive, GetArchive, ListArchives, Output, OutputMode, Quality,
        QuantizationParameter, RemoveArchiveStream, SetArchiveLayout, StartArchive, Status, StopArchive, Transcription,
    },
    option::{Arrangement, Layout, MaxBitrate, Media, StreamMode},
};

use crate::wire::{self, ARCHIVE, SESSION, STREAM, answer, body, line, recorded, sent};

fn archive() -> ArchiveId {
    ARCHIVE.parse().unwrap()
}

fn stream() -> StreamId {
    STREAM.parse().unwrap()
}

fn start() -> StartArchive {
    StartArchive::new(SESSION.parse().unwrap())
}

/// What `start` sends besides the session.
fn options(start: &StartArchive) -> String {
    let sent = sent(start);
    assert_eq!(sent.line, "POST /archive");
    let rest = sent
        .body
        .strip_prefix(&format!(r#"{{"sessionId":"{SESSION}""#))
        .unwrap();
    rest.strip_suffix('}').unwrap().trim_start_matches(',').into()
}

#[test]
fn a_start_sends_nothing_that_was_not_asked_for() {
    assert_eq!(options(&start()), "");
}

#[test]
fn a_start_sends_every_option_of_a_composed_archive() {
    let composed = Composed::new()
        .layout(Layout::best_fit_until_screen_is_shared(
            Arrangement::VerticalPresentation,
        ))
        .resolution(Resolution::Hd)
        .quality(Quality::MaxBitrate(MaxBitrate::new(2_000_000).unwrap()));
    let start = start()
        .name("weekly call")
        .media(Media::AudioOnly)
        .stream_mode(StreamMode::Manual)
        .tag("main")
        .output(composed);
    let expected = concat!(
        r#""name":"weekly call","hasVideo":false,"outputMode":"composed","#,
        r#""layout":{"type":"bestFit","screenshareType":"verticalPresentation"},"resolution":"1280x720","#,
        r#""streamMode":"manual","multiArchiveTag":"main","maxBitrate":2000000"#
    );
    assert_eq!(options(&start), expected);
}

#[test]
fn a_start_sends_a_quality_instead_of_a_bit_rate() {
    let quality = Quality::Quantization(QuantizationParameter::new(25).unwrap());
    let expected = r#""outputMode":"composed","quantizationParameter":25"#;
    assert_eq!(options(&start().output(Composed::new().quality(quality))), expected);
}

#[test]
fn a_start_sends_an_individual_archive_without_options_of_a_composed_one() {
    let start = start().media(Media::VideoOnly).output(Output::Individual);
    assert_eq!(options(&start), r#""hasAudio":false,"outputMode":"individual""#);
}

#[test]
fn a_start_with_transcription_is_individual_and_has_sound() {
    let plain = start().media(Media::VideoOnly).output(Transcription::new());
    assert_eq!(options(&plain), r#""outputMode":"individual","hasTranscription":true"#);
    let transcription = Transcription::new().language("pt-BR".parse().unwrap()).with_summary();
    let expected = concat!(
        r#""outputMode":"individual","hasTranscription":true,"#,
        r#""transcriptionProperties":{"primaryLanguageCode":"pt-BR","hasSummary":true}"#
    );
    assert_eq!(options(&start().output(transcription)), expected);
}

#[test]
fn a_custom_layout_is_sent_with_its_style_sheet() {
    let layout = Layout::custom("stream.full {width:100%}").unwrap();
    let expected = r#""outputMode":"composed","layout":{"type":"custom","stylesheet":"stream.full {width:100%}"}"#;
    assert_eq!(options(&start().output(Composed::new().layout(layout))), expected);
}

#[test]
fn the_other_calls_send_what_is_documented() {
    assert_eq!(
        sent(&StopArchive::new(archive())),
        line(&format!("POST /archive/{ARCHIVE}/stop"))
    );
    assert_eq!(
        sent(&GetArchive::new(archive())),
        line(&format!("GET /archive/{ARCHIVE}"))
    );
    assert_eq!(
        sent(&DeleteArchive::new(archive())),
        line(&format!("DELETE /archive/{ARCHIVE}"))
    );
    assert_eq!(
        sent(&SetArchiveLayout::new(archive(), Arrangement::Pip)),
        body(&format!("PUT /archive/{ARCHIVE}/layout"), r#"{"type":"pip"}"#)
    );
    assert_eq!(
        sent(&AddArchiveStream::new(archive(), stream(), Media::VideoOnly)),
        body(
            &format!("PATCH /archive/{ARCHIVE}/streams"),
            &format!(r#"{{"addStream":"{STREAM}","hasAudio":false,"hasVideo":true}}"#)
        )
    );
    assert_eq!(
        sent(&RemoveArchiveStream::new(archive(), stream())),
        body(
            &format!("PATCH /archive/{ARCHIVE}/streams"),
            &format!(r#"{{"removeStream":"{STREAM}"}}"#)
        )
    );
}

#[test]
fn a_list_sends_its_window_and_its_session() {
    assert_eq!(sent(&ListArchives::new()), line("GET /archive"));
    let list = ListArchives::new()
        .session(SESSION.parse().unwrap())
        .offset(20)
        .count(1000);
    assert_eq!(
        sent(&list),
        line(&format!("GET /archive?offset=20&count=1000&sessionId={SESSION}"))
    );
}

#[test]
fn a_page_has_a_thousand_items_at_most() {
    assert_eq!(ListArchives::new().count(1000).check(), Ok(()));
    let error = ArgumentError::Range {
        name: "count",
        value: 1001,
        min: 0,
        max: 1000,
    };
    assert_eq!(ListArchives::new().count(1001).check(), Err(error));
}

#[test]
fn starting_and_adding_are_not_of_one_safety() {
    assert_eq!(start().safety(), Safety::Once);
    assert_eq!(DeleteArchive::new(archive()).safety(), Safety::Idempotent);
    assert_eq!(GetArchive::new(archive()).safety(), Safety::Safe);
}

#[test]
fn a_started_archive_is_read_and_need_not_be_started() {
    let archive = start().parse(recorded("archive-start")).unwrap();
    assert_eq!((archive.id.as_str(), &archive.status), (ARCHIVE, &Status::Started));
    assert_eq!(archive.multi_archive_tag.as_deref(), Some("main"));
    let odd = start().parse(answer(200, r#"{"id":"a","status":"dreaming"}"#)).unwrap();
    assert_eq!(odd.status.as_str(), "dreaming");
}

#[test]
fn streams_of_an_archive_are_objects_or_ids() {
    let manual = start().parse(recorded("archive-start-manual")).unwrap();
    let streams = manual.streams.unwrap();
    assert_eq!(
        (streams[0].stream_id.as_str(), streams[0].has_video),
        (STREAM, Some(false))
    );
    let unified = GetArchive::new(archive())
        .parse(recorded("archive-get-unified"))
        .unwrap();
    assert_eq!(unified.streams.unwrap()[0].stream_id, STREAM);
}

#[test]
fn an_archive_is_read_in_both_environments() {
    let opentok = GetArchive::new(archive())
        .parse(recorded("archive-get-available"))
        .unwrap();
    assert_eq!((opentok.owner(), opentok.duration), (Some("10000001"), Some(312)));
    assert!(opentok.url.unwrap().expose().ends_with("archive.mp4?sig=abc"));
    let unified = GetArchive::new(archive())
        .parse(recorded("archive-get-unified"))
        .unwrap();
    assert_eq!(unified.owner(), Some("78d335fa-323d-0114-9c3d-d6f0d48968cf"));
    assert_eq!(unified.output_mode, Some(OutputMode::Individual));
    assert_eq!(unified.transcription.unwrap().has_summary, Some(true));
}

#[test]
fn a_layout_is_answered_with_the_archive_or_with_nothing() {
    let set = SetArchiveLayout::new(archive(), Arrangement::BestFit);
    assert_eq!(set.parse(recorded("archive-layout")).unwrap().unwrap().id, ARCHIVE);
    for body in ["", "{}", "[]"] {
        assert!(set.parse(answer(200, body)).unwrap().is_none());
    }
}

#[test]
fn a_list_is_read_and_goes_on_behind_its_last_item() {
    let list = ListArchives::new().session(SESSION.parse().unwrap()).count(3);
    let page = list.parse(recorded("archive-list")).unwrap();
    assert_eq!((page.count, page.items.len()), (Some(149), 3));
    assert_eq!(page.items[2].status, Status::Unknown("half-baked".into()));
    let next = list.after(&page).unwrap();
    assert_eq!(
        sent(&next),
        line(&format!("GET /archive?offset=3&count=3&sessionId={SESSION}"))
    );
    let empty = next.parse(recorded("archive-list-empty")).unwrap();
    assert!(next.after(&empty).is_none());
}

#[test]
fn each_refusal_has_its_kind() {
    let not_found = (404, RefusalKind::NotFound);
    let not_manual = (405, RefusalKind::StreamMode);
    wire::refuses(&start(), &[not_found, (409, RefusalKind::Conflict)]);
    wire::refuses(
        &StopArchive::new(archive()),
        &[not_found, (409, RefusalKind::NotRunning)],
    );
    wire::refuses(&GetArchive::new(archive()), &[not_found]);
    wire::refuses(&ListArchives::new(), &[not_found]);
    wire::refuses(
        &DeleteArchive::new(archive()),
        &[not_found, (409, RefusalKind::NotDeletable)],
    );
    wire::refuses(&SetArchiveLayout::new(archive(), Arrangement::Pip), &[not_found]);
    wire::refuses(
        &AddArchiveStream::new(archive(), stream(), Media::default()),
        &[not_found, not_manual],
    );
    wire::refuses(&RemoveArchiveStream::new(archive(), stream()), &[not_found, not_manual]);
}

#[test]
fn every_happy_status_is_taken() {
    wire::takes_any_happy_status(&start(), r#"{"id":"a","status":"started"}"#);
    wire::takes_any_happy_status(&GetArchive::new(archive()), r#"{"id":"a"}"#);
    wire::takes_any_happy_status(&ListArchives::new(), "{}");
    wire::takes_any_happy_status(&DeleteArchive::new(archive()), "");
    wire::takes_any_happy_status(&SetArchiveLayout::new(archive(), Arrangement::Pip), "");
    wire::takes_any_happy_status(&AddArchiveStream::new(archive(), stream(), Media::default()), "");
    wire::takes_any_happy_status(&RemoveArchiveStream::new(archive(), stream()), "<html>");
}

#[test]
fn an_archive_without_an_id_is_unreadable() {
    wire::needs_an_id(&start());
    wire::needs_an_id(&GetArchive::new(archive()));
}
