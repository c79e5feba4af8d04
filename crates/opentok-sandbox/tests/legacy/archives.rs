use core::time::Duration;

use opentok_sandbox::{
    legacy::{Legacy, VideoAddress},
    media,
};
use opentok_token::Role;

use crate::service::{ARCHIVE, KEY, MISSING, PARTNER, Service, VIDEO, content_type};

fn path(call: &str) -> String {
    format!("/hl/archive/{call}/{ARCHIVE}")
}

#[test]
fn the_address_of_a_video_leads_to_its_file_for_an_hour() {
    let service = Service::production();
    let token = service.token(Role::Moderator);
    let answer = service.get(&format!("{}/{VIDEO}", path("url")), ("x-tb-token-auth", &token));
    let address = answer.text();
    assert!(
        address.starts_with(&format!("http://127.0.0.1/storage/{KEY}/{ARCHIVE}/{VIDEO}.flv?")),
        "{address}"
    );

    let file = service.fetch(address);
    assert_eq!(content_type(&file), Some("video/x-flv"));
    assert_eq!(file.body, media::flv(18_734).read(0, usize::MAX));
    service.wait_s(3_599);
    assert_eq!(service.fetch(address).status, 200);
    service.wait_s(1);
    assert_eq!(service.fetch(address).status, 403);
}

#[test]
fn an_address_is_good_for_its_file_alone() {
    let service = Service::production();
    let token = service.token(Role::Moderator);
    let address = service
        .get(&format!("{}/{VIDEO}", path("url")), ("x-tb-token-auth", &token))
        .text()
        .to_owned();
    let other = VIDEO.replace("0001", "0002").replace("a01", "a02");
    assert_eq!(service.fetch(&address.replace(VIDEO, &other)).status, 403);
    assert_eq!(service.fetch(address.split_once('?').unwrap().0).status, 403);
    assert_eq!(service.fetch(&address.replace("Expires=1", "Expires=2")).status, 403);
    assert_eq!(service.fetch(&address).status, 200);
}

#[test]
fn the_address_may_be_the_file_itself() {
    let service = Service::new(Legacy::new().video_address(VideoAddress::File));
    let token = service.token(Role::Moderator);
    let answer = service.get(&format!("{}/{VIDEO}", path("url")), ("x-tb-token-auth", &token));
    assert!(answer.body.starts_with(b"FLV\x01"));
}

#[test]
fn a_video_that_is_not_in_the_manifest_is_missing() {
    let service = Service::production();
    let answer = service.get(&format!("{}/nothing", path("url")), PARTNER);
    assert_eq!(answer.text(), MISSING);
}

#[test]
fn a_deleted_archive_is_gone_with_its_files() {
    let service = Service::production();
    let token = service.token(Role::Moderator);
    let header = ("x-tb-token-auth", token.as_str());
    let address = service
        .get(&format!("{}/{VIDEO}", path("url")), header)
        .text()
        .to_owned();
    assert_eq!(service.post(&path("delete"), header, "test=none").status, 200);
    assert_eq!(service.get(&path("getmanifest"), header).text(), MISSING);
    assert_eq!(service.post(&path("delete"), header, "").text(), MISSING);
    assert_eq!(service.fetch(&address).status, 404);
}

#[test]
fn a_slash_at_the_end_and_a_get_delete_too() {
    let service = Service::production();
    let token = service.token(Role::Moderator);
    assert_eq!(
        service
            .get(&format!("{}/", path("delete")), ("x-tb-token-auth", &token))
            .status,
        200
    );
    assert_eq!(service.get(&path("delete"), ("x-tb-token-auth", &token)).status, 404);
}

#[test]
fn in_2014_what_is_missing_has_a_status_and_nothing_else() {
    let service = Service::in_2014();
    for call in ["getmanifest", "delete"] {
        for answer in [
            service.get(&path(call), ("x", "")),
            service.post(&path(call), ("x", ""), ""),
        ] {
            assert_eq!((answer.status.as_u16(), answer.text()), (404, ""));
        }
    }
}

#[test]
fn ids_that_are_markup_are_escaped() {
    let service = Service::production();
    let answer = service.get("/hl/archive/getmanifest/%22%3E%3Cx%26", PARTNER);
    assert!(
        answer
            .text()
            .contains("message=\"Archive &quot;&gt;&lt;x&amp; not found\""),
        "{}",
        answer.text()
    );
}

#[test]
fn a_manifest_may_name_its_videos_as_it_likes() {
    let service = Service::production();
    service.store(r#"<manifest version="0.1" archiveid="a/b ?" title=""><resources><video id="../c&amp;d%2F" length="1000" name=""/></resources><timeline/></manifest>"#);
    let address = service
        .get("/hl/archive/url/a%2Fb%20%3F/..%2Fc&d%252F", PARTNER)
        .text()
        .to_owned();
    let file = service.fetch(&address);
    assert_eq!(file.status, 200, "{address}");
    assert_eq!(file.body.len() as u64, media::flv(1000).len());
}

#[test]
fn a_stitched_archive_takes_its_time() {
    let service = Service::new(Legacy::new().stitch_delay(Duration::from_secs(10)));
    let stitch = || service.post(&format!("/archive/{ARCHIVE}/stitch"), PARTNER, "test=none");
    assert_eq!(stitch().status, 202);
    service.wait_s(9);
    assert_eq!(stitch().status, 202);
    service.wait_s(1);
    assert_eq!(stitch().status, 201);
}
