//! The vectors of `tests/data/legacy`, all of them.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{fs, path::PathBuf};

use opentok_archive::{
    Options, Report, individual, manifest,
    session::{ReadSessionError, Session},
};
use serde_json::{Value, json};

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/legacy")
        .join(name)
}

/// The samples of a folder: name, extension, bytes, what is expected.
fn samples(name: &str) -> Vec<(String, String, Vec<u8>, Value)> {
    let mut samples = Vec::new();
    for entry in fs::read_dir(folder(name)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some(stem) = name.strip_suffix(".expected.json") else {
            continue;
        };
        let source = ["xml", "json"].map(|extension| path.with_file_name(format!("{stem}.{extension}")));
        let source = source.into_iter().find(|source| source.exists()).unwrap();
        let expected = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let extension = source.extension().unwrap().to_str().unwrap().to_owned();
        samples.push((stem.to_owned(), extension, fs::read(source).unwrap(), expected));
    }
    samples.sort_by(|a, b| a.0.cmp(&b.0));
    samples
}

fn with_limits(mut options: Options, limits: &Value) -> Options {
    for (name, limit) in limits.as_object().into_iter().flatten() {
        options = options
            .limit(name, usize::try_from(limit.as_u64().unwrap()).unwrap())
            .unwrap();
    }
    options
}

/// Reads as the command line does, in both modes, and compares all there is.
fn check(name: &str, bytes: &[u8], expected: &Value) {
    let lenient = Report::read(bytes, &with_limits(Options::lenient(), &expected["options"]));
    let strict = Report::read(bytes, &with_limits(Options::strict(), &expected["options"]));
    let value: Value = serde_json::from_str(&lenient.to_json().unwrap()).unwrap();
    assert_eq!(
        serde_json::to_value(&strict).unwrap(),
        expected["strict"],
        "{name}, strict"
    );
    assert_eq!(
        lenient.error_code(),
        expected["lenient"]["error"]["code"].as_str(),
        "{name}"
    );
    if let Some(error) = expected["lenient"].get("error") {
        assert_eq!(value, json!({ "error": error }), "{name}, lenient");
        return;
    }
    assert_eq!(value["ok"], expected["lenient"]["ok"], "{name}");
    assert_eq!(
        sorted(&value["warnings"]),
        sorted(&expected["lenient"]["warnings"]),
        "{name}"
    );
    assert_eq!(value["timeline"], expected["timeline"], "{name}");
    let timeline = lenient.timeline().unwrap();
    for moment in expected["live_at"].as_array().unwrap() {
        let live = timeline.live_at(moment["t_ms"].as_u64().unwrap());
        assert_eq!(json!(live), moment["streams"], "{name} at {}", moment["t_ms"]);
    }
}

fn sorted(warnings: &Value) -> Vec<String> {
    let mut warnings: Vec<_> = warnings.as_array().unwrap().iter().map(ToString::to_string).collect();
    warnings.sort();
    warnings
}

#[test]
fn all_xml_manifests_read_as_expected() {
    let samples = samples("manifests");
    assert_eq!(samples.len(), 60);
    for (name, _, bytes, expected) in samples {
        check(&name, &bytes, &expected);
        let Ok((value, _)) = manifest::Manifest::parse(&bytes, &Options::lenient()) else {
            continue;
        };
        let written = value.to_xml().unwrap();
        assert_eq!(
            manifest::Manifest::parse(written.as_bytes(), &Options::lenient())
                .unwrap()
                .0,
            value,
            "{name}"
        );
    }
}

#[test]
fn all_individual_manifests_read_as_expected() {
    let samples = samples("individual");
    assert_eq!(samples.len(), 24);
    for (name, _, bytes, expected) in samples {
        check(&name, &bytes, &expected);
        let Ok((value, _)) = individual::Manifest::parse(&bytes, &Options::lenient()) else {
            continue;
        };
        let written = value.to_json().unwrap();
        assert_eq!(
            individual::Manifest::parse(written.as_bytes(), &Options::lenient())
                .unwrap()
                .0,
            value,
            "{name}"
        );
    }
}

#[test]
fn all_session_answers_read_as_expected() {
    let samples = samples("session");
    assert_eq!(samples.len(), 16);
    for (name, extension, bytes, expected) in samples {
        let result = if extension == "json" {
            Session::parse_json(&bytes)
        } else {
            Session::parse_xml(&bytes)
        };
        match (&result, expected.get("ok")) {
            (Ok(session), Some(ok)) => assert_eq!(serde_json::to_value(session).unwrap(), *ok, "{name}"),
            (Err(error), None) => {
                assert_eq!(serde_json::to_value(error).unwrap(), expected["error"], "{name}");
                assert_eq!(expected["error"]["code"], error.code(), "{name}");
            }
            _ => panic!("{name}: {result:?}"),
        }
        if !matches!(result, Err(ReadSessionError::InvalidJson)) {
            assert_eq!(Session::parse(&bytes), result, "{name}");
        }
    }
}

#[test]
fn all_generated_documents_read_as_expected() {
    let recipes: Value = serde_json::from_slice(&fs::read(folder("manifests/generated.json")).unwrap()).unwrap();
    let recipes = recipes["documents"].as_array().unwrap();
    assert_eq!(recipes.len(), 6);
    for recipe in recipes {
        let name = recipe["name"].as_str().unwrap();
        let document = generate(recipe);
        let report = Report::read(
            document.as_bytes(),
            &with_limits(Options::lenient(), &recipe["options"]),
        );
        if recipe["lenient"] == "ok" {
            assert!(report.is_accepted(), "{name}");
            let (manifest, warnings) = manifest::Manifest::parse(document.as_bytes(), &Options::lenient()).unwrap();
            assert_eq!((manifest.resources.len(), warnings.len()), (10_000, 0));
        } else {
            assert_eq!(serde_json::to_value(&report).unwrap(), recipe["lenient"], "{name}");
        }
    }
}

fn generate(recipe: &Value) -> String {
    let number = |key: &str| usize::try_from(recipe[key].as_u64().unwrap_or(0)).unwrap();
    let mut document = String::from(r#"<manifest version="0.1" archiveid="g" title="t"><resources>"#);
    for n in 0..number("videos") {
        document += &format!(r#"<video id="v{n}" length="1" name=""/>"#);
    }
    if number("attributes") > 0 {
        document += r#"<video id="v0" length="1" name="""#;
        (0..number("attributes")).for_each(|n| document += &format!(r#" a{n}="""#));
        document += "/>";
    }
    document += "</resources>";
    document += &"<a>".repeat(number("depth"));
    document += &"</a>".repeat(number("depth"));
    document += "<timeline>";
    for n in 0..number("events") {
        document += &format!(r#"<event type="PLAY" id="v0" offset="{n}" data=""/>"#);
    }
    document += "</timeline></manifest>";
    document += &" ".repeat(number("pad_to").saturating_sub(document.len()));
    document
}

#[test]
fn the_recorded_layout_is_written_byte_for_byte() {
    let bytes = fs::read(folder("manifests/v02-two-recorded-shape.xml")).unwrap();
    let (manifest, _) = manifest::Manifest::parse(&bytes, &Options::strict()).unwrap();
    assert_eq!(manifest.to_xml().unwrap().as_bytes(), bytes);
}
