//! Documents that are too deep, too wide or too many.

use opentok_archive::{
    Options, Timeline,
    export::{ExportError, bars, edl, ffconcat, ffmpeg, otio, svg, webvtt},
    individual::{self, ReadIndividualError},
    manifest::{Manifest, ReadManifestError},
    xml::XmlError,
};

use crate::{broken::code, wide};

#[test]
fn deep_nesting_ends_at_the_limit() {
    let deep = format!("<manifest archiveid='a'>{}", "<a>".repeat(1_000_000));
    assert_eq!(code(deep.as_bytes()), "too_deep");
    let balanced = |depth: usize| {
        format!(
            "<manifest archiveid='a'><resources/>{}{}</manifest>",
            "<a>".repeat(depth),
            "</a>".repeat(depth)
        )
    };
    assert_eq!(code(balanced(15).as_bytes()), "ok");
    assert_eq!(code(balanced(16).as_bytes()), "too_deep");
    assert!(Manifest::parse(balanced(1_000_000).as_bytes(), &wide()).is_ok());
    let json = format!(
        r#"{{"id":"a","files":[],"x":{}{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert_eq!(code(json.as_bytes()), "too_deep");
}

#[test]
fn a_million_attributes_end_at_the_limit() {
    let document = |count: usize| {
        let attributes: String = (0..count).map(|n| format!(" a{n}=''")).collect();
        format!("<manifest archiveid='a'{attributes}><resources/></manifest>")
    };
    let limited = Options::lenient().max_bytes(1 << 30);
    assert!(matches!(
        Manifest::parse(document(1_000_000).as_bytes(), &limited),
        Err(ReadManifestError::Xml(XmlError::TooMany { limit: 64, .. }))
    ));
    let (manifest, warnings) = Manifest::parse(document(100_000).as_bytes(), &wide()).unwrap();
    assert_eq!((manifest.extra.len(), warnings.len()), (100_000, 100_003));
}

#[test]
fn entity_bombs_are_refused_where_they_begin() {
    let bomb: String = (1..50)
        .map(|n| format!("<!ENTITY e{n} '&e{};&e{0};'>", n - 1))
        .collect();
    for document in [
        format!("<!DOCTYPE m [<!ENTITY e0 'x'>{bomb}]><manifest archiveid='&e49;'><resources/></manifest>"),
        format!("<!DOCTYPE m [{bomb}"),
        "<!DOCTYPE".to_owned(),
        "<manifest archiveid='a'><!DOCTYPE m><resources/></manifest>".to_owned(),
        "<manifest archiveid='a'><resources/></manifest><!DOCTYPE m>".to_owned(),
    ] {
        assert_eq!(code(document.as_bytes()), "dtd_forbidden", "{document}");
    }
    assert_eq!(code(b"<!doctype html><html></html>"), "malformed_xml");
}

#[test]
fn limits_hold_at_the_limit_and_one_past() {
    let value = |len: usize| {
        format!(
            "<manifest archiveid='a' title='{}'><resources/></manifest>",
            "x".repeat(len)
        )
    };
    assert_eq!(code(value(65_536).as_bytes()), "ok");
    assert_eq!(code(value(65_537).as_bytes()), "value_too_long");
    // The limit is on what is written, not on what it stands for.
    assert_eq!(
        code(
            value(0)
                .replace("title=''", &format!("title='{}'", "&lt;".repeat(16_384)))
                .as_bytes()
        ),
        "ok"
    );
    assert_eq!(
        code(
            value(0)
                .replace("title=''", &format!("title='{}'", "&lt;".repeat(16_385)))
                .as_bytes()
        ),
        "value_too_long"
    );

    let sized = |bytes: usize| value(0) + &" ".repeat(bytes - value(0).len());
    assert_eq!(code(sized(4 * 1024 * 1024).as_bytes()), "ok");
    assert_eq!(code(sized(4 * 1024 * 1024 + 1).as_bytes()), "too_large");

    let attributes = |count: usize| {
        let more: String = (0..count - 1).map(|n| format!(" a{n}=''")).collect();
        format!("<manifest archiveid='a'{more}><resources/></manifest>")
    };
    assert_eq!(code(attributes(64).as_bytes()), "ok");
    assert_eq!(code(attributes(65).as_bytes()), "too_many");

    let items = |videos: usize, events: usize| {
        let videos = "<video id='v' length='0'/>".repeat(videos);
        let events = "<event type='PLAY' id='v' offset='0'/>".repeat(events);
        format!("<manifest archiveid='a'><resources>{videos}</resources><timeline>{events}</timeline></manifest>")
    };
    let limited = Options::lenient().max_videos(3).max_events(5);
    assert!(Manifest::parse(items(3, 5).as_bytes(), &limited).is_ok());
    assert!(matches!(
        Manifest::parse(items(4, 5).as_bytes(), &limited),
        Err(ReadManifestError::TooMany { limit: 3, .. })
    ));
    assert!(matches!(
        Manifest::parse(items(3, 6).as_bytes(), &limited),
        Err(ReadManifestError::TooMany { limit: 5, .. })
    ));

    let number = |text: &str| {
        format!("<manifest archiveid='a'><resources><video id='v' length='{text}'/></resources></manifest>")
    };
    for text in ["0", "9007199254740991", "00000000000000000000000000000000000007"] {
        assert_eq!(code(number(text).as_bytes()), "ok", "{text}");
    }
    for text in [
        "",
        "+1",
        "-0",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "0x1",
        "٣",
        "9007199254740992",
        "99999999999999999999999",
    ] {
        assert_eq!(code(number(text).as_bytes()), "invalid_number", "{text}");
    }

    let files = |count: usize| {
        let file = r#"{"filename":"a.webm","streamId":"s","startTimeOffset":0,"stopTimeOffset":1}"#;
        format!(r#"{{"id":"a","files":[{}]}}"#, vec![file; count].join(","))
    };
    assert_eq!(code(files(10_000).as_bytes()), "ok");
    assert_eq!(code(files(10_001).as_bytes()), "too_many");
    let bytes = files(1);
    let read = |limit| individual::Manifest::parse(bytes.as_bytes(), &Options::lenient().max_bytes(limit));
    assert!(read(bytes.len()).is_ok());
    assert!(matches!(
        read(bytes.len() - 1),
        Err(ReadIndividualError::TooLarge { .. })
    ));
}

#[test]
fn one_text_is_one_warning_in_however_many_parts() {
    let document = "<manifest version='0.1' title='' archiveid='a'><resources>a&amp;<![CDATA[b]]><!-- c -->d</resources>&#x20;<timeline/>x</manifest>";
    let (_, warnings) = Manifest::parse(document.as_bytes(), &Options::lenient()).unwrap();
    assert_eq!(warnings.len(), 2, "{warnings:?}");
}

#[test]
fn a_timeline_that_would_fill_the_disk_is_refused() {
    // All segments overlap, and each has a long label.
    let events: String = (0..2_400)
        .map(|n| format!("<event type='PLAY' id='v' offset='{n}'/>"))
        .collect();
    let name = "n".repeat(60_000);
    let document = format!(
        "<manifest archiveid='a'><resources><video id='v' length='9000000' name='{name}'/></resources><timeline>{events}</timeline></manifest>"
    );
    let (manifest, _) = Manifest::parse(document.as_bytes(), &Options::lenient()).unwrap();
    let mut timeline = None;
    let memory = allocation_counter::measure(|| timeline = Some(Timeline::from(&manifest)));
    assert!(
        memory.bytes_max <= 6 * document.len() as u64,
        "{} for {}",
        memory.bytes_max,
        document.len()
    );
    let timeline = timeline.unwrap();
    assert_eq!(timeline.max_live(), 2_400);
    assert_eq!(webvtt::chapters(&timeline), Err(ExportError::TooLong));
    assert!(bars::text(&timeline, 80).unwrap().len() < 1_000);
}

#[test]
fn extreme_times_are_exported_or_refused() {
    let document = "<manifest archiveid='a' title='\u{1F3A5}'><resources><video id='..' length='9007199254740991'/><video id='w' length='0'/>\
        </resources><timeline><event type='PLAY' id='..' offset='9007199254740991'/><event type='PLAY' id='w' offset='0'/>\
        <event type='PLAY' id='..' offset='9007199254740991'/></timeline></manifest>";
    let (manifest, _) = Manifest::parse(document.as_bytes(), &Options::lenient()).unwrap();
    let timeline = Timeline::from(&manifest);
    assert_eq!(timeline.end_ms(), 2 * opentok_archive::MAX_NUMBER);
    assert!(webvtt::chapters(&timeline).is_ok());
    assert!(otio::timeline(&timeline).is_ok());
    assert!(svg::picture(&timeline).is_ok());
    assert!(bars::text(&timeline, 0).is_ok());
    assert!(edl::tracks(&timeline, Default::default()).is_err());
    assert!(ffconcat::list(&timeline).is_err());
    assert!(
        ffmpeg::Plan::new(&timeline, &ffmpeg::PlanOptions::new()).is_ok(),
        "`...flv` is a plain name"
    );
}
