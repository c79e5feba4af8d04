//! `manifest read --json` against all vectors of archives, and `manifest export` against the golden files.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use self::support::{Answer, feed, opentok, run, text};

mod support;

/// The vectors are the library's; the program is tested with the same.
fn vectors(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../opentok-archive/tests/data/legacy")
        .join(name)
}

/// The samples of a folder, each with what is expected of it.
fn samples(folder: &str) -> Vec<(PathBuf, Value)> {
    let mut samples = Vec::new();
    for entry in fs::read_dir(vectors(folder)).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some(stem) = name.strip_suffix(".expected.json") else {
            continue;
        };
        let source = ["xml", "json"].map(|extension| path.with_file_name(format!("{stem}.{extension}")));
        let source = source.into_iter().find(|source| source.exists()).unwrap();
        samples.push((source, serde_json::from_slice(&fs::read(&path).unwrap()).unwrap()));
    }
    samples
}

fn limits(options: &Value) -> Vec<String> {
    let limits = options.as_object().into_iter().flatten();
    limits
        .flat_map(|(name, limit)| ["--limit".into(), format!("{name}={limit}")])
        .collect()
}

fn read(path: &Path, mode: &[&str], options: &Value) -> Answer {
    let mut command = opentok(["manifest", "read", "--json"]);
    run(command.args(mode).args(limits(options)).arg(path))
}

/// Reads in both modes, and compares all there is.
fn check(path: &Path, expected: &Value) {
    let strict = read(path, &["--strict"], &expected["options"]);
    assert_eq!(strict.json(), expected["strict"], "{}", path.display());
    let refused = i32::from(expected["strict"].get("error").is_some());
    assert_eq!((strict.code, strict.err.as_str()), (refused, ""), "{}", path.display());

    let lenient = read(path, &[], &expected["options"]);
    let value = lenient.json();
    if let Some(error) = expected["lenient"].get("error") {
        assert_eq!(
            (lenient.code, value),
            (1, json!({ "error": error })),
            "{}",
            path.display()
        );
        return;
    }
    assert_eq!((lenient.code, lenient.err.as_str()), (0, ""), "{}", path.display());
    assert_eq!(value["ok"], expected["lenient"]["ok"], "{}", path.display());
    assert_eq!(value["timeline"], expected["timeline"], "{}", path.display());
    let (found, wanted) = (sorted(&value["warnings"]), sorted(&expected["lenient"]["warnings"]));
    assert_eq!(found, wanted, "{}", path.display());
}

fn sorted(warnings: &Value) -> Vec<String> {
    let mut warnings: Vec<_> = warnings.as_array().unwrap().iter().map(Value::to_string).collect();
    warnings.sort();
    warnings
}

#[test]
fn all_xml_manifests_read_as_expected() {
    let samples = samples("manifests");
    assert_eq!(samples.len(), 60);
    samples.iter().for_each(|(path, expected)| check(path, expected));
}

#[test]
fn all_individual_manifests_read_as_expected() {
    let samples = samples("individual");
    assert_eq!(samples.len(), 24);
    samples.iter().for_each(|(path, expected)| check(path, expected));
}

#[test]
fn all_generated_documents_read_as_expected() {
    let recipes: Value = serde_json::from_slice(&fs::read(vectors("manifests/generated.json")).unwrap()).unwrap();
    let recipes = recipes["documents"].as_array().unwrap();
    assert_eq!(recipes.len(), 6);
    for recipe in recipes {
        let mut command = opentok(["manifest", "read", "--json", "-"]);
        let answer = feed(command.args(limits(&recipe["options"])), generate(recipe).as_bytes());
        let value = answer.json();
        if recipe["lenient"] == "ok" {
            assert_eq!(answer.code, 0, "{}", recipe["name"]);
            assert_eq!(value["ok"]["resources"].as_array().unwrap().len(), 10_000);
            assert_eq!(value["warnings"], json!([]));
        } else {
            assert_eq!((answer.code, &value), (1, &recipe["lenient"]), "{}", recipe["name"]);
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
fn all_golden_exports_agree_byte_for_byte() {
    let (mut sources, mut files) = (0, 0);
    for entry in fs::read_dir(vectors("exports")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap();
        let source = match name.starts_with('i') {
            true => vectors("individual").join(format!("{name}.json")),
            false => vectors("manifests").join(format!("{name}.xml")),
        };
        let export = |arguments: &[&str], golden: &str| {
            let mut command = opentok(["manifest", "export", "--to"]);
            let answer = run(command.args(arguments).arg(&source));
            let golden = folder.join(golden);
            assert_eq!(
                (answer.code, answer.out),
                (0, fs::read_to_string(&golden).unwrap()),
                "{}",
                golden.display()
            );
        };
        export(&["webvtt"], "chapters.vtt");
        export(&["otio"], "timeline.otio");
        export(&["ffmpeg"], "ffmpeg.json");
        let tracks = fs::read_dir(&folder).unwrap().count() - 4;
        for track in 1..=tracks {
            export(&["edl", "--track", &track.to_string()], &format!("track{track}.edl"));
        }
        sources += 1;
        files += 3 + tracks;
    }
    assert_eq!((sources, files), (5, 26));
}

#[test]
fn json_holds_what_ok_says() {
    for (path, expected) in samples("manifests").into_iter().chain(samples("individual")) {
        let answer = run(&mut opentok(["manifest", "export", "--to", "json", text(&path)]));
        if let (Some(ok), None) = (expected["lenient"].get("ok"), expected["options"].as_object()) {
            assert_eq!((answer.code, &answer.json()), (0, ok), "{}", path.display());
        }
    }
}
