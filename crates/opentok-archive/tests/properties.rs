//! What is written can be read, and says the same.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

use opentok_archive::{
    MAX_NUMBER, Options, Timeline,
    individual::{self, StreamFile, VideoType},
    manifest::{Event, EventKind, Extra, Manifest, Video},
};
use proptest::{collection::vec, option, prelude::*};
use serde_json::{Map, Value, json};

/// Text of characters that XML allows, with those that need escaping often among them.
fn text() -> impl Strategy<Value = String> {
    let allowed = any::<char>().prop_filter("XML", |&c| {
        matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..) && c != '\u{FFFE}'
    });
    let special = prop::sample::select(vec![
        '&', '<', '>', '"', '\'', '\t', '\n', '\r', ' ', ';', '#', '”', ']', '-',
    ]);
    vec(prop_oneof![allowed, special], 0..12).prop_map(String::from_iter)
}

fn id() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("{text}x"))
}

fn extra() -> impl Strategy<Value = Extra> {
    vec(("x[a-z:._é0-9-]{0,4}", text()), 0..4).prop_map(Extra::from_iter)
}

fn number() -> impl Strategy<Value = u64> {
    prop_oneof![0..100_u64, 0..=MAX_NUMBER, Just(MAX_NUMBER)]
}

fn video() -> impl Strategy<Value = Video> {
    (id(), number(), text(), extra()).prop_map(|(id, length_ms, name, extra)| Video {
        id: id.into(),
        length_ms,
        name: name.into(),
        extra,
    })
}

fn event() -> impl Strategy<Value = Event> {
    let kind = prop_oneof![Just("PLAY".to_owned()), text()].prop_map(|kind| EventKind::from(kind.as_str()));
    (kind, id(), number(), option::of(text()), extra()).prop_map(|(kind, id, offset_ms, data, extra)| Event {
        kind,
        id: id.into(),
        offset_ms,
        data: data.map(Into::into),
        extra,
    })
}

fn manifest() -> impl Strategy<Value = Manifest> {
    let head = (option::of(text()), id(), text(), extra());
    (head, vec(video(), 0..6), vec(event(), 0..8)).prop_map(
        |((version, archive_id, title, extra), resources, timeline)| Manifest {
            version,
            archive_id,
            title,
            resources,
            timeline,
            extra,
        },
    )
}

fn file() -> impl Strategy<Value = StreamFile> {
    let names = ("[a-z0-9 …]{1,9}", any::<String>());
    let rest = (
        option::of(number()),
        any::<String>(),
        option::of(any::<String>()),
        json_extra(),
    );
    (names, number(), number(), rest).prop_map(
        |((filename, stream), a, b, (size, connection_data, video_type, extra))| StreamFile {
            filename: filename.parse().unwrap(),
            stream_id: format!("{stream}s"),
            start_ms: a.min(b),
            stop_ms: a.max(b),
            size,
            connection_data,
            video_type: video_type.map(|text| VideoType::from(text.as_str())),
            extra,
        },
    )
}

fn json_extra() -> impl Strategy<Value = Map<String, Value>> {
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        any::<u8>().prop_map(|n| json!({"a": [n, {"b": null}]})),
    ];
    vec(("x[a-z]{0,4}", value), 0..4).prop_map(Map::from_iter)
}

fn individual() -> impl Strategy<Value = individual::Manifest> {
    let head = (
        id(),
        option::of(any::<String>()),
        option::of(any::<String>()),
        option::of(number()),
        json_extra(),
    );
    (head, vec(file(), 0..5)).prop_map(
        |((id, name, session_id, created_at_ms, extra), files)| individual::Manifest {
            id,
            name,
            session_id,
            created_at_ms,
            files,
            extra,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_written_manifest_reads_as_what_it_was(manifest in manifest()) {
        let xml = manifest.to_xml().unwrap();
        let (read, _) = Manifest::parse(xml.as_bytes(), &Options::lenient()).unwrap();
        prop_assert_eq!(&read, &manifest);
        prop_assert_eq!(read.to_xml().unwrap(), xml);
    }

    #[test]
    fn a_written_individual_manifest_reads_as_what_it_was(manifest in individual()) {
        let json = manifest.to_json().unwrap();
        let (read, _) = individual::Manifest::parse(json.as_bytes(), &Options::lenient()).unwrap();
        prop_assert_eq!(read, manifest);
    }

    #[test]
    fn no_bytes_panic(bytes in vec(any::<u8>(), 0..200), text in "[<>/=\"'&;!?\\[\\]a-c”\\- \n]{0,60}") {
        for bytes in [&bytes[..], text.as_bytes()] {
            let _ = Manifest::parse(bytes, &Options::lenient());
            let _ = Manifest::parse(bytes, &Options::strict());
            let _ = individual::Manifest::parse(bytes, &Options::lenient());
        }
    }

    /// The sweep agrees with looking at each moment.
    #[test]
    fn a_timeline_says_what_each_moment_says(spans in vec((0..4_usize, 0..40_u64, 0..12_u64), 0..12)) {
        let manifest = individual::Manifest {
            id: "a".into(),
            files: spans.iter().enumerate().map(|(n, &(stream, start_ms, length))| StreamFile {
                filename: format!("{n}.webm").parse().unwrap(),
                stream_id: format!("s{stream}"),
                start_ms,
                stop_ms: start_ms + length,
                size: None,
                connection_data: String::new(),
                video_type: None,
                extra: Map::new(),
            }).collect(),
            ..Default::default()
        };
        let timeline = Timeline::from(&manifest);
        let live = |t: u64| spans.iter().filter(|&&(_, start, length)| start <= t && t < start + length).count();
        let moments: Vec<u64> = (0..60).filter(|&t| live(t) > 0).collect();
        prop_assert_eq!(timeline.max_live(), (0..60).map(live).max().unwrap());
        prop_assert_eq!(timeline.lead_in_ms(), moments.first().copied().unwrap_or(0));
        prop_assert_eq!(timeline.end_ms(), moments.last().map_or(0, |t| t + 1));
        for t in 0..60 {
            let inside = |start: u64, end: u64| start <= t && t < end;
            let interval = timeline.intervals().find(|interval| inside(interval.start_ms, interval.end_ms));
            prop_assert_eq!(interval.map_or(0, |interval| interval.segments.len()), live(t));
            let in_gap = timeline.gaps().iter().any(|gap| inside(gap.start_ms, gap.end_ms));
            prop_assert_eq!(in_gap, live(t) == 0 && t >= timeline.lead_in_ms() && t < timeline.end_ms());
            let mut streams: Vec<_> = spans.iter().filter(|&&(_, start, length)| inside(start, start + length)).map(|span| span.0).collect();
            streams.sort_unstable();
            streams.dedup();
            prop_assert_eq!(timeline.live_at(t).len(), streams.len());
        }
        for (n, stream) in timeline.streams().enumerate() {
            let of = |t: u64| timeline.live_at(t).contains(&stream.stream);
            prop_assert_eq!(stream.live_ms, (0..60).filter(|&t| of(t)).count() as u64, "{}", n);
        }
    }
}
