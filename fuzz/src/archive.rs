//! The archive targets: both manifests, and the ZIP that holds the newer one.

use std::io::Cursor;

use opentok_archive::{
    Options, Report, Timeline,
    export::{bars, edl, ffconcat, ffmpeg, otio, svg, webvtt},
    individual, manifest,
    zip::{IndividualZip, ZipOptions},
};

/// Limits that what was accepted passes again when it is written, which is longer.
fn wide() -> Options {
    Options::lenient().max_bytes(usize::MAX).max_value_bytes(usize::MAX)
}

/// `manifest_xml`: what is accepted is written and read again as the same value, and strictness only refuses.
pub fn manifest_xml(data: &[u8]) {
    let lenient = manifest::Manifest::parse(data, &Options::lenient());
    let strict = manifest::Manifest::parse(data, &Options::strict());
    let Ok((value, warnings)) = lenient else {
        assert!(strict.is_err(), "strict reading accepts what lenient reading refuses");
        return;
    };
    assert_eq!(strict.is_ok(), warnings.is_empty());
    let xml = value.to_xml().expect("what was read can be written");
    let (again, _) = manifest::Manifest::parse(xml.as_bytes(), &wide()).expect("what was written can be read");
    assert_eq!(again, value);
    exports(&Timeline::from(&value));
}

/// `manifest_json`: the same for the individual-stream manifest.
pub fn manifest_json(data: &[u8]) {
    let report = Report::read(data, &Options::lenient());
    assert_eq!(report.is_accepted(), report.error_code().is_none());
    let Ok((value, warnings)) = individual::Manifest::parse(data, &Options::lenient()) else {
        return;
    };
    assert_eq!(
        individual::Manifest::parse(data, &Options::strict()).is_ok(),
        warnings.is_empty()
    );
    let json = value.to_json().expect("what was read can be written");
    let (again, _) = individual::Manifest::parse(json.as_bytes(), &wide()).expect("what was written can be read");
    assert_eq!(again, value);
    exports(&Timeline::from(&value));
}

/// `zip`: opens or refuses, and no file is longer than the table of contents says.
pub fn zip(data: &[u8]) {
    let options = ZipOptions::new().max_unpacked_bytes(16 << 20).max_entries(100);
    let Ok(mut archive) = IndividualZip::open(Cursor::new(data), &options) else {
        return;
    };
    let names: Vec<_> = archive
        .manifest()
        .files
        .iter()
        .map(|file| file.filename.clone())
        .collect();
    for name in names {
        let mut out = Vec::new();
        if let Ok(len) = archive.unpack(&name, &mut out) {
            assert_eq!(archive.size(&name), Some(len));
            assert_eq!(out.len() as u64, len);
        }
    }
}

fn exports(timeline: &Timeline) {
    assert!(timeline.lead_in_ms() <= timeline.end_ms());
    let gaps: u64 = timeline.gaps().iter().map(|gap| gap.length_ms()).sum();
    assert!(gaps <= timeline.span_ms());
    let _ = (
        webvtt::chapters(timeline),
        otio::timeline(timeline),
        edl::tracks(timeline, Default::default()),
    );
    let _ = (
        ffconcat::list(timeline),
        ffmpeg::Plan::new(timeline, &ffmpeg::PlanOptions::new()),
    );
    let _ = (svg::picture(timeline), bars::text(timeline, 80));
}
