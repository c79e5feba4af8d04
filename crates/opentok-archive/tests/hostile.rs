//! Documents made to hurt: each is refused by a typed error, or read, at a cost that follows its length.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use opentok_archive::{
    Options, Report, Timeline,
    export::{ExportError, bars, edl, ffconcat, ffmpeg, otio, svg, webvtt},
    individual::{self, ReadIndividualError},
    manifest::{Manifest, ReadManifestError},
    session::Session,
    xml::XmlError,
};

const SAMPLE: &[u8] = include_bytes!("data/legacy/manifests/v06-single-quotes-entities.xml");
const SMART: &[u8] = include_bytes!("data/legacy/manifests/w02-smart-quotes-mixed.xml");
const JSON: &[u8] = include_bytes!("data/legacy/individual/i02-camera-and-screen.json");

fn wide() -> Options {
    let options = Options::lenient()
        .max_bytes(1 << 30)
        .max_attributes(1 << 30)
        .max_value_bytes(1 << 30);
    options
        .max_depth(1 << 30)
        .max_events(1 << 30)
        .max_videos(1 << 30)
        .max_files(1 << 30)
}

fn code(bytes: &[u8]) -> &'static str {
    Report::read(bytes, &Options::lenient()).error_code().unwrap_or("ok")
}

#[test]
fn every_beginning_of_a_document_is_refused() {
    let end = |bytes: &[u8]| bytes.iter().rposition(|&byte| byte == b'>' || byte == b'}').unwrap() + 1;
    for sample in [SAMPLE, SMART] {
        for len in 0..end(sample) {
            let expected = if len == 0 { "empty_document" } else { "malformed_xml" };
            let found = code(&sample[..len]);
            // A cut can fall into a character, and a cut `<!DOCTYPE` would be one already.
            assert!(found == expected || found == "invalid_encoding", "{len}: {found}");
            assert!(Session::parse(&sample[..len]).is_err());
        }
    }
    for len in 1..end(JSON) {
        assert_eq!(code(&JSON[..len]), "invalid_json", "{len}");
    }
}

#[test]
fn every_beginning_of_every_vector_gives_a_value_or_an_error() {
    let mut beginnings = 0;
    for folder in ["manifests", "individual", "session"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data/legacy")
            .join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.to_str().unwrap().ends_with(".expected.json") {
                continue;
            }
            let bytes = std::fs::read(path).unwrap();
            for len in 0..bytes.len() {
                let report = Report::read(&bytes[..len], &Options::lenient());
                assert_eq!(report.is_accepted(), report.error_code().is_none());
                let _ = Session::parse(&bytes[..len]);
                beginnings += 1;
            }
        }
    }
    assert!(beginnings > 30_000, "{beginnings}");
}

#[test]
fn every_changed_byte_gives_a_value_or_an_error() {
    for sample in [SAMPLE, SMART, JSON] {
        for at in 0..sample.len() {
            for byte in [0, b' ', b'"', b'&', b'<', b'>', b'}', 0xE2, 0xFF] {
                let mut changed = sample.to_vec();
                changed[at] = byte;
                let report = Report::read(&changed, &Options::lenient());
                assert_eq!(report.is_accepted(), report.error_code().is_none());
            }
        }
    }
}

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
fn what_quick_xml_lets_pass_is_malformed_here() {
    let around = |inner: &str| format!("<manifest archiveid='a'><resources/>{inner}</manifest>");
    for document in [
        around("\u{1}"),
        around("\u{FFFE}"),
        around("]]>"),
        around("&"),
        around("& amp;"),
        around("<1/>"),
        around("< a/>"),
        around("<a/ >"),
        around("<a b='1'c='2'/>"),
        around("<a></a b='1'>"),
        around("<!-- a --->"),
        around("<?xml version='1.0'?>"),
        around("<?XML x?>"),
        around("<? x?>"),
        around("<?1?>"),
        around("<![cdata[x]]>"),
        around("<a b='<'/>"),
        around("</a>"),
        around("") + "x",
        around("") + "<![CDATA[x]]>",
        around("") + "&#32;",
        around("") + "<a/>",
        "x".to_owned() + &around(""),
        "\u{FEFF}\u{FEFF}".to_owned() + &around(""),
        "<!-- only -->".to_owned(),
        around("").replace("</manifest>", ""),
        "<?xml version='1.1'?>".to_owned() + &around(""),
        "<?xml encoding='UTF-8'?>".to_owned() + &around(""),
    ] {
        assert_eq!(code(document.as_bytes()), "malformed_xml", "{document}");
    }
    for inner in [
        "&#32;",
        "<!-- a - b -->",
        "<?p?>",
        "<?p -- ?>",
        "<![CDATA[]]>",
        "<a\n b = '1'\t/>",
        "<a></a >",
        "<é:x ñ='1'/>",
    ] {
        assert_eq!(code(around(inner).as_bytes()), "ok", "{inner}");
    }
}

#[test]
fn one_text_is_one_warning_in_however_many_parts() {
    let document = "<manifest version='0.1' title='' archiveid='a'><resources>a&amp;<![CDATA[b]]><!-- c -->d</resources>&#x20;<timeline/>x</manifest>";
    let (_, warnings) = Manifest::parse(document.as_bytes(), &Options::lenient()).unwrap();
    assert_eq!(warnings.len(), 2, "{warnings:?}");
}

/// The bytes that the work allocates in all, which follow the steps it takes and do not depend on the clock.
fn allocated(work: impl FnOnce()) -> f64 {
    allocation_counter::measure(work).bytes_total as f64
}

#[test]
fn memory_doubles_with_the_document() {
    let shapes: [fn(usize) -> String; 10] = [
        |n| {
            format!(
                "<manifest archiveid='a'><resources>{}</resources></manifest>",
                "<video id='v' length='1'/>".repeat(n)
            )
        },
        |n| format!("<manifest archiveid='a'><resources/>{}</manifest>", "<a/>".repeat(n)),
        |n| {
            format!(
                "<manifest archiveid='a'><resources/>{}</manifest>",
                "x<!-- -->&amp;".repeat(n)
            )
        },
        |n| {
            format!(
                "<manifest archiveid='a' title='{}'><resources/></manifest>",
                "&#x1F3A5;".repeat(n)
            )
        },
        |n| {
            format!(
                "<manifest archiveid='a'><resources/>{}</manifest>",
                "<a b=”1”/>".repeat(n)
            )
        },
        |n| format!("<manifest archiveid='a' {}><resources/></manifest>", "=”".repeat(n)),
        |n| {
            format!(
                "<manifest archiveid='a'><resources/>{}{}</manifest>",
                "<a>".repeat(n),
                "</a>".repeat(n)
            )
        },
        // Sections that take turns, each event naming the video before it.
        |n| {
            let turn = |n| {
                format!(
                    "<resources><video id='{n}' length='1'/></resources>\
                     <timeline><event type='PLAY' id='{n}' offset='0'/></timeline>"
                )
            };
            format!(
                "<manifest archiveid='a'>{}</manifest>",
                (0..n).map(turn).collect::<String>()
            )
        },
        // Events before their videos, in the opposite order.
        |n| {
            let events: String = (0..n)
                .map(|n| format!("<event type='PLAY' id='{n}' offset='0'/>"))
                .collect();
            let videos: String = (0..n).rev().map(|n| format!("<video id='{n}' length='1'/>")).collect();
            format!("<manifest archiveid='a'><timeline>{events}</timeline><resources>{videos}</resources></manifest>")
        },
        // The same video and the same event again and again, then events that name nobody.
        |n| {
            format!(
                "<manifest archiveid='a'><resources>{}</resources><timeline>{}{}</timeline></manifest>",
                "<video id='v' length='1'/>".repeat(n),
                "<event type='PLAY' id='v' offset='0'/>".repeat(n),
                "<event type='PLAY' id='w' offset='0'/>".repeat(n)
            )
        },
    ];
    for (index, shape) in shapes.into_iter().enumerate() {
        let (small, large) = (shape(20_000), shape(40_000));
        let cost = |text: &str| allocated(|| drop(Manifest::parse(text.as_bytes(), &wide()).map_err(drop)));
        let (small, large) = (cost(&small), cost(&large));
        assert!(large <= 2.6 * small.max(1_000.0), "shape {index}: {small} then {large}");
    }
}

#[test]
fn peak_memory_follows_the_input() {
    let videos: String = (0..10_000)
        .map(|n| format!("<video id='a1d0c3f4-{n:08}' length='8687' name='guest'/>"))
        .collect();
    let events: String = (0..10_000)
        .map(|n| format!("<event type='PLAY' id='a1d0c3f4-{n:08}' offset='{n}' data=''/>"))
        .collect();
    let document =
        format!("<manifest archiveid='a'><resources>{videos}</resources><timeline>{events}</timeline></manifest>");
    let memory =
        allocation_counter::measure(|| drop(Manifest::parse(document.as_bytes(), &Options::lenient()).unwrap()));
    assert!(
        memory.bytes_max <= 6 * document.len() as u64,
        "{} for {}",
        memory.bytes_max,
        document.len()
    );
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
