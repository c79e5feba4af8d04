use core::time::Duration;

use opentok_sandbox::{
    legacy::Legacy,
    media::{self, Tracks},
};

use crate::service::{ARCHIVE, PARTNER, Service, content_type};

#[test]
fn a_stitched_archive_is_one_file_for_a_day() {
    let service = Service::new(Legacy::new().stitch_delay(Duration::ZERO));
    let answer = service.post(&format!("/hl/archive/{ARCHIVE}/stitch"), PARTNER, "");
    let address = answer.headers["location"].to_str().unwrap();
    let file = service.fetch(address);
    assert_eq!(content_type(&file), Some("video/mp4"));
    // The later of the two videos begins at 1.263 s and lasts 18.734 s, the other ends a millisecond after it.
    assert_eq!(file.body, media::mp4(19_998, Tracks::Both).read(0, usize::MAX));
    service.wait_s(86_399);
    assert_eq!(service.fetch(address).status, 200);
    service.wait_s(1);
    assert_eq!(service.fetch(address).status, 403);
}

#[test]
fn four_videos_are_stitched_and_five_are_not() {
    for (count, status) in [(4, 201), (5, 500)] {
        let service = Service::new(Legacy::new().stitch_delay(Duration::ZERO));
        let video = r#"<video id="x" length="1" name=""/>"#.repeat(count);
        service.store(&format!(
            r#"<manifest archiveid="many"><resources>{video}</resources></manifest>"#
        ));
        assert_eq!(service.post("/archive/many/stitch", PARTNER, "").status, status);
    }
}

#[test]
fn only_the_project_of_an_archive_stitches_it() {
    let service = Service::production();
    service.project("100201", "other");
    let path = format!("/archive/{ARCHIVE}/stitch");
    assert_eq!(service.post(&path, (PARTNER.0, "100201:other"), "").status, 404);
    assert_eq!(service.post(&path, (PARTNER.0, "100200:other"), "").status, 403);
    assert_eq!(service.post(&path, ("x", ""), "").status, 403);
    assert_eq!(service.get(&path, PARTNER).status, 405);
}
