//! Downloads that break off, lead elsewhere, or bring something else.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::Command;

use sha2::{Digest, Sha256};

use self::support::service::{Asked, Service, Told};
use self::support::{Answer, Directory, run, text, with_project};

mod support;

const ID: &str = "30b3ebf1-ba36-4f5b-8def-6f70d9986fe9";

fn media() -> Vec<u8> {
    (0..100_000_u32).flat_map(u32::to_le_bytes).collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A server of media, by a script of its own, and a service whose archive is there.
fn service(media_at: String, sum: String) -> Service {
    let len = media().len();
    Service::new(move |_, _| {
        Told::json(format!(
            r#"{{"id":"{ID}","status":"available","size":{len},"sha256sum":"{sum}","url":"{media_at}/a.mp4?sig=1"}}"#
        ))
    })
}

/// As much as was asked for.
fn part(asked: &Asked) -> Told {
    let media = media();
    match asked.header("range") {
        None => Told::new(200, media).header("etag", "\"v1\""),
        Some(range) => {
            let first: usize = range
                .strip_prefix("bytes=")
                .unwrap()
                .strip_suffix('-')
                .unwrap()
                .parse()
                .unwrap();
            let total = media.len();
            if first >= total {
                return Told::new(416, "").header("content-range", format!("bytes */{total}"));
            }
            Told::new(206, &media[first..])
                .header("content-range", format!("bytes {first}-{}/{total}", total - 1))
                .header("etag", "\"v1\"")
        }
    }
}

fn pull(service: &Service, file: &Path, more: &[&str]) -> Answer {
    let mut command: Command = with_project(["archive", "pull", ID, "--json", "-o", text(file)]);
    run(command.args(more).env("OPENTOK_API_URL", service.url()))
}

fn part_of(file: &Path) -> std::path::PathBuf {
    file.with_file_name(format!("{}.{ID}.part", file.file_name().unwrap().to_str().unwrap()))
}

#[test]
fn an_archive_arrives_whole_and_without_credentials_being_sent() {
    let directory = Directory::new("pull-whole");
    let file = directory.path().join("a.mp4");
    let store = Service::new(|asked, _| part(asked));
    let service = service(store.url(), sha256(&media()).to_uppercase());
    let answer = pull(&service, &file, &[]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{answer:?}");
    assert_eq!(fs::read(&file).unwrap(), media());
    assert!(!part_of(&file).exists());
    let json = answer.json();
    assert_eq!(
        (&json["bytes"], &json["checksumVerified"]),
        (&media().len().into(), &true.into())
    );
    assert_eq!(json["sha256"], sha256(&media()));
    let asked = store.only();
    assert_eq!(asked.path, "/a.mp4?sig=1");
    assert!(asked.header("x-opentok-auth").is_none() && asked.header("authorization").is_none());
}

#[test]
fn a_download_that_breaks_off_goes_on_by_itself() {
    let directory = Directory::new("pull-broken");
    let file = directory.path().join("a.mp4");
    let store = Service::new(|asked, count| {
        if count < 3 {
            part(asked).cut(90_000)
        } else {
            part(asked)
        }
    });
    let answer = pull(&service(store.url(), String::new()), &file, &[]);
    assert_eq!(answer.code, 0, "{answer:?}");
    assert_eq!(fs::read(&file).unwrap(), media());
    let ranges: Vec<_> = store
        .asked()
        .iter()
        .map(|asked| asked.header("range").map(str::to_owned))
        .collect();
    let expected = [None, Some("bytes=90000-"), Some("bytes=180000-"), Some("bytes=270000-")];
    assert_eq!(ranges, expected.map(|range| range.map(str::to_owned)));
    assert!(
        store.asked()[1..]
            .iter()
            .all(|asked| asked.header("if-range") == Some("\"v1\""))
    );
    assert_eq!(answer.json()["checksumVerified"], false);
}

#[test]
fn another_run_goes_on_where_the_last_one_gave_up() {
    let directory = Directory::new("pull-resumed");
    let file = directory.path().join("a.mp4");
    let broken = Service::new(|asked, count| {
        if count == 0 {
            part(asked).cut(50_000)
        } else {
            part(asked).cut(0)
        }
    });
    let answer = pull(&service(broken.url(), String::new()), &file, &[]);
    assert_eq!((answer.code, answer.error().0.as_str()), (3, "interrupted"));
    assert!(!file.exists());
    assert_eq!(fs::metadata(part_of(&file)).unwrap().len(), 50_000);
    let store = Service::new(|asked, _| part(asked));
    let answer = pull(&service(store.url(), sha256(&media())), &file, &[]);
    assert_eq!((answer.code, &answer.json()["resumedFrom"]), (0, &50_000.into()));
    assert_eq!(store.only().header("range"), Some("bytes=50000-"));
    assert_eq!(fs::read(&file).unwrap(), media());
}

#[test]
fn a_part_that_is_already_whole_needs_no_more() {
    let directory = Directory::new("pull-ready");
    let file = directory.path().join("a.mp4");
    fs::write(part_of(&file), media()).unwrap();
    let store = Service::new(|asked, _| part(asked));
    let answer = pull(&service(store.url(), sha256(&media())), &file, &[]);
    assert_eq!((answer.code, fs::read(&file).unwrap()), (0, media()));
}

#[test]
fn a_server_that_ignores_ranges_sends_it_all_again() {
    let directory = Directory::new("pull-again");
    let file = directory.path().join("a.mp4");
    fs::write(part_of(&file), b"something else altogether").unwrap();
    let store = Service::saying(Told::new(200, media()));
    let answer = pull(&service(store.url(), sha256(&media())), &file, &[]);
    assert_eq!((answer.code, fs::read(&file).unwrap()), (0, media()));
}

#[test]
fn what_has_another_checksum_or_length_is_not_kept() {
    let directory = Directory::new("pull-wrong");
    let file = directory.path().join("a.mp4");
    let store = Service::new(|asked, _| part(asked));
    let answer = pull(&service(store.url(), sha256(b"other")), &file, &[]);
    assert_eq!((answer.code, answer.error().0.as_str()), (3, "wrong_checksum"));
    assert!(!file.exists() && !part_of(&file).exists());
    let short = Service::saying(Told::new(200, "short"));
    let answer = pull(&service(short.url(), String::new()), &file, &[]);
    assert_eq!((answer.code, answer.error().0.as_str()), (3, "wrong_length"));
    assert!(!file.exists() && !part_of(&file).exists());
}

#[test]
fn redirects_are_followed_without_credentials_and_not_forever() {
    let directory = Directory::new("pull-redirect");
    let file = directory.path().join("a.mp4");
    let store = Service::new(|asked, _| part(asked));
    let there = store.url();
    let gate = Service::new(move |_, _| Told::new(307, "").header("location", format!("{there}/b.mp4")));
    let answer = pull(&service(gate.url(), String::new()), &file, &[]);
    assert_eq!((answer.code, fs::read(&file).unwrap()), (0, media()));
    let asked = [gate.only(), store.only()];
    assert!(asked.iter().all(|asked| asked.header("x-opentok-auth").is_none()));
    let round = Service::saying(Told::new(302, "").header("location", "/again"));
    let answer = pull(&service(round.url(), String::new()), &file, &["--force"]);
    assert_eq!((answer.code, answer.error().0.as_str()), (3, "redirect"));
    assert_eq!(round.asked().len(), 6);
    assert_eq!(fs::read(&file).unwrap(), media(), "what was there stays");
}

#[test]
fn an_address_that_is_too_old_is_replaced_by_a_fresh_one() {
    let directory = Directory::new("pull-stale");
    let file = directory.path().join("a.mp4");
    let store = Service::new(|asked, count| if count == 0 { Told::new(403, "") } else { part(asked) });
    let service = service(store.url(), String::new());
    assert_eq!(pull(&service, &file, &[]).code, 0);
    assert_eq!(service.asked().len(), 2);
    let closed = Service::saying(Told::new(403, ""));
    let answer = pull(&self::service(closed.url(), String::new()), &file, &["--force"]);
    assert_eq!((answer.code, answer.error().0.as_str()), (1, "media_refused"));
}

#[test]
fn a_file_that_is_there_is_left_alone() {
    let directory = Directory::new("pull-there");
    let file = directory.file("a.mp4", "mine");
    let store = Service::new(|asked, _| part(asked));
    let service = service(store.url(), String::new());
    let answer = pull(&service, &file, &[]);
    assert_eq!((answer.code, answer.error().0.as_str()), (1, "file_exists"));
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    assert_eq!(pull(&service, &file, &["--force"]).code, 0);
    assert_eq!(fs::read(&file).unwrap(), media());
}

#[test]
fn an_archive_that_is_not_ready_is_waited_for_if_asked() {
    let directory = Directory::new("pull-wait");
    let file = directory.path().join("a.mp4");
    let store = Service::new(|asked, _| part(asked));
    let there = store.url();
    let service = Service::new(move |_, count| {
        if count < 2 {
            return Told::json(format!(r#"{{"id":"{ID}","status":"stopped"}}"#));
        }
        Told::json(format!(r#"{{"id":"{ID}","status":"available","url":"{there}/a.mp4"}}"#))
    });
    let answer = pull(&service, &file, &[]);
    assert_eq!((answer.code, answer.error().0.as_str()), (1, "not_available"));
    assert_eq!(pull(&service, &file, &["--wait"]).code, 0);
    let expired = Service::saying(Told::json(format!(r#"{{"id":"{ID}","status":"expired"}}"#)));
    let answer = pull(&expired, &directory.path().join("b.mp4"), &["--wait"]);
    assert_eq!((answer.code, answer.error().0.as_str()), (1, "not_available"));
    expired.only();
}

#[test]
fn more_than_there_is_room_for_is_not_taken() {
    let directory = Directory::new("pull-huge");
    let file = directory.path().join("a.mp4");
    let total = (1_u64 << 30) + 1;
    let huge =
        Service::new(move |_, _| Told::new(206, "x").header("content-range", format!("bytes 1-{}/{total}", total - 1)));
    fs::write(part_of(&file), b"x").unwrap();
    let answer = pull(&service(huge.url(), String::new()), &file, &["--max-gib", "1"]);
    assert_eq!((answer.code, answer.error().0.as_str()), (1, "too_large"));
}
