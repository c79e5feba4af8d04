use std::collections::HashMap;

use http::Method;
use opentok_sandbox::legacy::StoreArchiveError;
use serde_json::json;

use crate::service::{KEY, MANIFEST, PARTNER, Service};
use crate::support::send;

#[test]
fn an_archive_is_put_in_by_the_control_surface() {
    let service = Service::production();
    let flv = "RkxWAQUAAAAJAAAAAA==";
    let body = json!({"manifest": r#"<manifest archiveid="one"><resources><video id="v" length="5"/></resources></manifest>"#, "key": KEY, "media": {"v": flv}});
    let answer = send(&service.0, Method::POST, "/sandbox/archive", &[], &body.to_string()).expect(200);
    assert_eq!(
        answer,
        json!({"archiveId": "one", "videos": [{"id": "v", "lengthMs": 5}]})
    );
    let address = service.get("/archive/url/one/v", PARTNER).text().to_owned();
    assert_eq!(&service.fetch(&address).body[..], b"FLV\x01\x05\0\0\0\x09\0\0\0\0");
}

#[test]
fn what_is_no_archive_is_refused() {
    let service = Service::production();
    for body in [
        json!({}),
        json!({"manifest": "<manifest/>"}),
        json!({"manifest": MANIFEST, "key": "999"}),
        json!({"manifest": MANIFEST, "media": {"nothing": ""}}),
        json!({"manifest": MANIFEST, "media": {"a1d0c3f4-0001-4c55-8f10-5b7e3c9d2a01": "?"}}),
    ] {
        send(&service.0, Method::POST, "/sandbox/archive", &[], &body.to_string()).expect(400);
    }
}

#[test]
fn a_thousand_archives_are_stored_and_one_more_is_not() {
    let service = Service::without_archive(opentok_sandbox::legacy::Legacy::new());
    let store = |id: usize| {
        let manifest = format!(r#"<manifest archiveid="{id}"><resources/></manifest>"#);
        service.0.store_legacy_archive(KEY, &manifest, HashMap::new())
    };
    for id in 0..1_000 {
        store(id).unwrap();
    }
    assert!(matches!(store(1_000), Err(StoreArchiveError::TooMany)));
    store(0).unwrap();
}
