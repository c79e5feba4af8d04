//! What ffmpeg, an independent reader, makes of the files. Without it these tests say so and pass.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use opentok_sandbox::media::{Broadcasting, MediaFile, SEGMENT_MS, Tracks, flv, hls_playlist, hls_segment, mp4, webm};

const LENGTHS: [u64; 4] = [80, 1600, 8687, 61_234];

/// A folder of its own for each test, taken away afterwards.
struct Folder(PathBuf);

impl Folder {
    /// `None` where there is no ffmpeg.
    fn new(name: &str) -> Option<Self> {
        if Command::new("ffprobe").arg("-version").output().is_err() {
            eprintln!("skipped: ffmpeg is not installed");
            return None;
        }
        let path = std::env::temp_dir().join(format!("opentok-sandbox-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Some(Self(path))
    }

    fn save(&self, name: &str, file: &MediaFile) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, file.read(0, usize::MAX)).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn run(program: &str, arguments: &[&str], path: &Path, rest: &[&str]) -> String {
    let Output { status, stdout, stderr } = Command::new(program)
        .args(["-v", "warning"])
        .args(arguments)
        .arg(path)
        .args(rest)
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(
        status.success() && stderr.is_empty(),
        "{program} {}: {stderr}",
        path.display()
    );
    String::from_utf8(stdout).unwrap()
}

/// The codecs, and the length in milliseconds.
fn probe(path: &Path) -> (Vec<String>, u64) {
    let shown = run(
        "ffprobe",
        &[
            "-show_entries",
            "stream=codec_name:format=duration",
            "-of",
            "default=noprint_wrappers=1",
        ],
        path,
        &[],
    );
    let values = |name| {
        shown
            .lines()
            .filter_map(move |line| line.strip_prefix(name)?.strip_prefix('='))
    };
    let mut codecs: Vec<_> = values("codec_name").map(str::to_owned).collect();
    codecs.sort();
    codecs.dedup();
    let seconds: f64 = values("duration").next().unwrap().parse().unwrap();
    (codecs, (seconds * 1000.0).round() as u64)
}

/// Decodes all of it; a warning is a failure. Answers the last time that was reached, in milliseconds.
fn decode(path: &Path) -> u64 {
    let progress = run(
        "ffmpeg",
        &["-xerror", "-i"],
        path,
        &["-f", "null", "-progress", "-", "-"],
    );
    let last = progress.lines().rfind(|line| line.starts_with("out_time_us=")).unwrap();
    last["out_time_us=".len()..].parse::<u64>().unwrap() / 1000
}

fn check(path: &Path, ms: u64, wanted: &[&str]) {
    let (codecs, found) = probe(path);
    assert_eq!(codecs, wanted, "{}", path.display());
    assert!(
        found.abs_diff(ms) <= 80,
        "{} is {found} ms long, not {ms}",
        path.display()
    );
    let decoded = decode(path);
    assert!(
        decoded.abs_diff(ms) <= 100,
        "{} ends at {decoded} ms, not {ms}",
        path.display()
    );
}

#[test]
fn ffmpeg_plays_mp4_to_the_end() {
    let Some(folder) = Folder::new("mp4") else { return };
    for ms in LENGTHS {
        check(&folder.save("both.mp4", &mp4(ms, Tracks::Both)), ms, &["aac", "h264"]);
    }
    check(&folder.save("audio.mp4", &mp4(8687, Tracks::Audio)), 8687, &["aac"]);
    check(&folder.save("video.mp4", &mp4(8687, Tracks::Video)), 8687, &["h264"]);
}

#[test]
fn ffmpeg_plays_webm_to_the_end() {
    let Some(folder) = Folder::new("webm") else { return };
    for ms in LENGTHS {
        check(&folder.save("both.webm", &webm(ms, Tracks::Both)), ms, &["opus", "vp8"]);
    }
    check(&folder.save("audio.webm", &webm(8687, Tracks::Audio)), 8687, &["opus"]);
    check(&folder.save("video.webm", &webm(8687, Tracks::Video)), 8687, &["vp8"]);
}

#[test]
fn ffmpeg_plays_flv_to_the_end() {
    let Some(folder) = Folder::new("flv") else { return };
    for ms in LENGTHS {
        check(&folder.save("video.flv", &flv(ms)), ms, &["flv1", "nellymoser"]);
    }
}

#[test]
fn ffmpeg_jumps_into_the_middle() {
    let Some(folder) = Folder::new("seek") else { return };
    for (name, file) in [
        ("long.mp4", mp4(600_000, Tracks::Both)),
        ("long.webm", webm(600_000, Tracks::Both)),
    ] {
        let path = folder.save(name, &file);
        let packets = run(
            "ffprobe",
            &[
                "-read_intervals",
                "400%+#1",
                "-select_streams",
                "v",
                "-show_entries",
                "packet=pts_time",
                "-of",
                "csv=p=0",
            ],
            &path,
            &[],
        );
        let time: f64 = packets.trim().trim_end_matches(',').parse().unwrap();
        assert!((398.0..=400.0).contains(&time), "{name} jumps to {time}");
    }
}

#[test]
fn ffmpeg_plays_a_broadcast_that_is_over() {
    let Some(folder) = Folder::new("hls") else { return };
    let ms = SEGMENT_MS * 3 + 1234;
    for index in 0..4 {
        let segment = hls_segment(index, ms, Broadcasting::Ended).unwrap();
        fs::write(folder.0.join(format!("{index}.ts")), segment).unwrap();
    }
    let path = folder.0.join("playlist.m3u8");
    fs::write(&path, hls_playlist(ms, Broadcasting::Ended)).unwrap();
    check(&path, ms, &["aac", "h264"]);
}
