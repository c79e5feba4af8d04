//! Exports against the golden files, and against the programs that read them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use opentok_archive::{
    Options, Report, Timeline,
    export::{
        ExportError, FrameRate, bars, edl, ffconcat,
        ffmpeg::{Plan, PlanOptions},
        otio, svg, webvtt,
    },
};

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/legacy")
        .join(name)
}

fn timeline(source: &str) -> Timeline {
    let file = match source.starts_with('i') {
        true => format!("individual/{source}.json"),
        false => format!("manifests/{source}.xml"),
    };
    Report::read(&fs::read(data(&file)).unwrap(), &Options::lenient())
        .timeline()
        .unwrap()
}

#[test]
fn all_golden_exports_agree_byte_for_byte() {
    let mut sources = 0;
    let mut files = 0;
    for entry in fs::read_dir(data("exports")).unwrap() {
        let folder = entry.unwrap().path();
        let source = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let timeline = timeline(&source);
        let golden = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(webvtt::chapters(&timeline).unwrap(), golden("chapters.vtt"), "{source}");
        assert_eq!(otio::timeline(&timeline).unwrap(), golden("timeline.otio"), "{source}");
        let plan = Plan::new(&timeline, &PlanOptions::new()).unwrap();
        assert_eq!(plan.to_json().unwrap(), golden("ffmpeg.json"), "{source}");
        let tracks = edl::tracks(&timeline, FrameRate::PAL).unwrap();
        for (index, track) in tracks.iter().enumerate() {
            assert_eq!(*track, golden(&format!("track{}.edl", index + 1)), "{source}");
        }
        // The one file that is not an export says how the others were made.
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 4 + tracks.len(), "{source}");
        sources += 1;
        files += 3 + tracks.len();
    }
    assert_eq!((sources, files), (5, 26));
}

#[test]
fn a_stream_without_sound_or_picture_is_left_out_of_that() {
    let timeline = timeline("i02-camera-and-screen");
    let media: Vec<_> = timeline.segments().map(|segment| segment.media.to_owned()).collect();
    let silent = media
        .iter()
        .fold(PlanOptions::new(), |options, media| options.without_audio(media));
    let plan = Plan::new(&timeline, &silent).unwrap();
    assert_eq!(plan.maps, ["[o3]"]);
    assert!(!plan.filter_complex.contains("amix"));
    let blind = media
        .iter()
        .fold(PlanOptions::new(), |options, media| options.without_video(media));
    let plan = Plan::new(&timeline, &blind).unwrap();
    assert_eq!(plan.maps, ["[base]", "[aout]"]);
    assert!(!plan.filter_complex.contains("overlay"));
}

#[test]
fn parts_that_follow_each_other_are_joined() {
    let json = r#"{"id":"a","files":[
        {"filename":"it's.webm","streamId":"s","startTimeOffset":500,"stopTimeOffset":1500},
        {"filename":"b.webm","streamId":"s","startTimeOffset":1500,"stopTimeOffset":4000}]}"#;
    let joined = Report::read(json.as_bytes(), &Options::lenient()).timeline().unwrap();
    assert_eq!(
        ffconcat::list(&joined).unwrap(),
        "ffconcat version 1.0\nfile 'it'\\''s.webm'\noutpoint 1.000\nfile 'b.webm'\noutpoint 2.500\n"
    );
    assert_eq!(
        ffconcat::list(&timeline("i02-camera-and-screen")),
        Err(ExportError::Overlap)
    );
    assert_eq!(
        ffconcat::list(&timeline("i09-duplicate-file")),
        Err(ExportError::Gap { at_ms: 10 })
    );
    assert_eq!(
        ffconcat::list(&timeline("v04-empty-resources")),
        Err(ExportError::Empty)
    );
}

#[test]
fn media_that_are_no_plain_file_names_are_not_handed_to_programs() {
    let xml = "<manifest archiveid='a'><resources><video id='../../x' length='5'/></resources>\
        <timeline><event type='PLAY' id='../../x' offset='0'/></timeline></manifest>";
    let timeline = Report::read(xml.as_bytes(), &Options::lenient()).timeline().unwrap();
    let refused = ExportError::UnsafeMedia { segment: 0 };
    assert_eq!(Plan::new(&timeline, &PlanOptions::new()), Err(refused));
    assert_eq!(ffconcat::list(&timeline), Err(refused));
}

#[test]
fn edit_lists_end_at_999_events_and_at_midnight() {
    let list = |count: u64, last_ms: u64| {
        let files: Vec<_> = (0..count)
            .map(|n| {
                let start = if n + 1 == count { last_ms - 1000 } else { n * 1000 };
                let stop = start + 1000;
                format!(r#"{{"filename":"{n}.webm","streamId":"s","startTimeOffset":{start},"stopTimeOffset":{stop}}}"#)
            })
            .collect();
        let json = format!(r#"{{"id":"a","files":[{}]}}"#, files.join(","));
        let timeline = Report::read(json.as_bytes(), &Options::lenient()).timeline().unwrap();
        edl::tracks(&timeline, FrameRate::PAL)
    };
    assert_eq!(list(999, 1_000_000).unwrap().len(), 1);
    assert_eq!(list(1000, 1_000_000), Err(ExportError::TooManyEvents { track: 1 }));
    assert!(list(1, 23 * 3_600_000).unwrap()[0].ends_with("24:00:00:00\n* FROM CLIP NAME: 0.webm\n* COMMENT: s\n"));
    assert_eq!(list(1, 23 * 3_600_000 + 40), Err(ExportError::PastMidnight));
}

/// An archive of so many streams, with a gap.
fn crowd(streams: u64) -> Timeline {
    let files: Vec<_> = (0..streams)
        .map(|n| {
            let start = if n % 3 == 2 { 900_000 } else { 0 } + n * 7_919 % 240_000;
            let stop = start + 60_000 + n * 104_729 % 400_000;
            format!(
                r#"{{"filename":"{n}.webm","streamId":"s{n}","startTimeOffset":{start},"stopTimeOffset":{stop},
                    "connectionData":"guest {n} of the <weekly> 会議 & panel"}}"#
            )
        })
        .collect();
    let json = format!(r#"{{"id":"a","name":"Weekly panel","files":[{}]}}"#, files.join(","));
    Report::read(json.as_bytes(), &Options::lenient()).timeline().unwrap()
}

#[test]
fn the_picture_is_well_formed_and_has_every_lane() {
    for streams in [0, 1, 3, 12, 300] {
        let timeline = crowd(streams);
        let picture = svg::picture(&timeline).unwrap();
        let mut reader = quick_xml::Reader::from_str(&picture);
        let mut names = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(tag) if tag.attributes_raw().contains("text-anchor=\"end\"") => {
                    names += 1
                }
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(names, streams);
        assert_eq!(picture.matches("fill=\"url(#gap)\"").count(), timeline.gaps().len());
        if let Ok(folder) = std::env::var("OPENTOK_ARCHIVE_PICTURES") {
            fs::write(Path::new(&folder).join(format!("{streams}.svg")), picture).unwrap();
            fs::write(
                Path::new(&folder).join(format!("{streams}.txt")),
                bars::text(&timeline, 100).unwrap(),
            )
            .unwrap();
        }
    }
}

#[test]
fn bars_fit_the_terminal() {
    for streams in [0, 1, 12] {
        for width in [0, 40, 79, 1_000] {
            let text = bars::text(&crowd(streams), width).unwrap();
            let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap();
            assert!(widest <= width.max(40), "{text}");
        }
    }
}

/// Runs a program, if it is there; says so if it is not.
fn run(program: &str, arguments: &[String], folder: &Path) -> Option<Output> {
    match Command::new(program).args(arguments).current_dir(folder).output() {
        Ok(output) => Some(output),
        Err(error) => {
            eprintln!("not tested: {program} cannot be run ({error})");
            None
        }
    }
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(String::from).collect()
}

#[test]
fn ffmpeg_renders_the_plan_with_silence_in_the_gap() {
    let folder = scratch("ffmpeg");
    let timeline = timeline("i02-camera-and-screen");
    for (n, segment) in timeline.segments().enumerate() {
        let seconds = segment.length_ms() / 1000 + 1;
        let make = format!(
            "-v error -f lavfi -i testsrc=s=64x48:r=5:d={seconds} -f lavfi -i sine=frequency={}:d={seconds} -c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus {}",
            300 + 100 * n,
            segment.media
        );
        let Some(made) = run("ffmpeg", &words(&make), &folder) else {
            return;
        };
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    }
    let plan = Plan::new(
        &timeline,
        &PlanOptions::new().size(128, 96).rate(FrameRate::new(5).unwrap()),
    )
    .unwrap();
    let arguments: Vec<_> = words("-v error -y")
        .into_iter()
        .chain(plan.arguments("whole.mkv"))
        .collect();
    let rendered = run("ffmpeg", &arguments, &folder).unwrap();
    assert!(
        rendered.status.success(),
        "{}",
        String::from_utf8_lossy(&rendered.stderr)
    );

    let probe = "-v error -show_entries format=duration -of csv=p=0 whole.mkv";
    let seconds = String::from_utf8(run("ffprobe", &words(probe), &folder).unwrap().stdout).unwrap();
    let seconds: f64 = seconds.trim().parse().unwrap();
    assert!((seconds - 80.0).abs() < 0.05, "{seconds}");

    let detect = "-hide_banner -i whole.mkv -af silencedetect=noise=-50dB:d=2 -vn -f null -";
    let log = String::from_utf8_lossy(&run("ffmpeg", &words(detect), &folder).unwrap().stderr).into_owned();
    let after = |key: &str| -> Vec<f64> {
        log.split(key)
            .skip(1)
            .map(|rest| rest.split_whitespace().next().unwrap().parse().unwrap())
            .collect()
    };
    let (starts, ends) = (after("silence_start: "), after("silence_end: "));
    assert_eq!((starts.len(), ends.len()), (1, 1), "{log}");
    assert!(
        (starts[0] - 60.12).abs() < 0.05 && (ends[0] - 70.0).abs() < 0.05,
        "{starts:?} {ends:?}"
    );
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn opentimelineio_loads_what_we_write() {
    let python = std::env::var("OPENTOK_ARCHIVE_PYTHON").unwrap_or_else(|_| "python3".into());
    let folder = scratch("otio");
    for (name, timeline) in [
        ("i02", timeline("i02-camera-and-screen")),
        ("w08", timeline("w08-repeated-play")),
        ("crowd", crowd(50)),
    ] {
        let file = folder.join(format!("{name}.otio"));
        fs::write(&file, otio::timeline(&timeline).unwrap()).unwrap();
        let program = "import sys\ntry:\n import opentimelineio as o\nexcept ImportError:\n sys.exit(77)\n\
            t = o.adapters.read_from_file(sys.argv[1])\nprint(t.duration().to_seconds(), len(list(t.find_clips())))";
        let arguments = ["-c".into(), program.into(), file.to_str().unwrap().to_owned()];
        let Some(read) = run(&python, &arguments, &folder) else {
            return;
        };
        if read.status.code() == Some(77) {
            eprintln!("not tested: {python} has no opentimelineio");
            return;
        }
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
        let text = String::from_utf8(read.stdout).unwrap();
        let (seconds, clips) = text.trim().split_once(' ').unwrap();
        assert!((seconds.parse::<f64>().unwrap() - timeline.end_ms() as f64 / 1000.0).abs() < 1e-6);
        assert_eq!(clips.parse::<usize>().unwrap(), timeline.segments().len());
    }
    fs::remove_dir_all(folder).unwrap();
}
