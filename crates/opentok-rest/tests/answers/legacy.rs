//! What the calls of 2011 to 2014 answer.

use bytes::Bytes;
use http_endpoint::Endpoint;
use opentok_rest::{
    AnswerError,
    legacy::{Download, GetLegacyArchiveUrl, GetLegacyManifest, Stitch, StitchLegacyArchive},
};

use crate::support::answer;

#[test]
fn a_video_has_an_address_or_is_there_already() {
    let call = GetLegacyArchiveUrl::new("a1".parse().unwrap(), "v1".parse().unwrap());
    let Download::Url(url) = call
        .parse(answer(200, " https://s.example.net/a.flv?Signature=x%2F\n"))
        .unwrap()
    else {
        panic!()
    };
    assert_eq!(url.expose(), "https://s.example.net/a.flv?Signature=x%2F");
    let file = call.parse(answer(200, &b"FLV\x01\xff"[..])).unwrap();
    assert_eq!(file, Download::File(Bytes::from_static(b"FLV\x01\xff")));
    for body in ["", "ftp://a", "https://a b", "https://a\nb", "<html>"] {
        assert!(
            matches!(call.parse(answer(200, body)), Err(AnswerError::Unreadable(_))),
            "{body}"
        );
    }
}

#[test]
fn stitching_is_under_way_or_has_an_address() {
    let call = StitchLegacyArchive::new("a1".parse().unwrap());
    assert_eq!(call.parse(answer(202, "")).unwrap(), Stitch::Processing);
    let mut ready = answer(201, "");
    ready
        .headers_mut()
        .insert("location", "https://s.example.net/stitch.mp4?sig=a".parse().unwrap());
    let Stitch::Ready(url) = call.parse(ready).unwrap() else {
        panic!()
    };
    assert_eq!(url.expose(), "https://s.example.net/stitch.mp4?sig=a");
    assert!(matches!(call.parse(answer(201, "")), Err(AnswerError::Unreadable(_))));
}

#[test]
fn a_manifest_comes_with_what_is_odd_about_it() {
    let xml = r#"<manifest version="0.1" archiveid="a1" title="t"><resources><video id="v1" length="8687" name="Bob"/>
        </resources><timeline><event type="PLAY" id="v1" offset="0"/></timeline></manifest>"#;
    let found = GetLegacyManifest::new("a1".parse().unwrap())
        .parse(answer(200, xml))
        .unwrap();
    assert_eq!((found.manifest.resources.len(), found.warnings.len()), (1, 0));
}
