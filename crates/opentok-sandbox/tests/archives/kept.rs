//! What is left of an archive: its file, in the service or in a storage of the project's own, and its place in lists.

use http::Method;
use opentok_sandbox::{Options, Sandbox};
use serde_json::{Value, json};

use crate::{
    start, status,
    support::{self, Caller},
};

#[test]
fn the_address_of_an_archive_is_good_for_ten_minutes() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let id = start(&caller, &session);
    caller.wait_s(10);
    caller.post(&format!("/archive/{id}/stop"), &Value::Null).expect(200);
    caller.wait_s(5);
    let archive = caller.get(&format!("/archive/{id}")).expect(200);
    let url = archive["url"].as_str().unwrap();
    let file = support::send(&caller.sandbox, Method::GET, url, &[], "");
    assert_eq!(
        (file.status.as_u16(), file.headers["content-type"].to_str().unwrap()),
        (200, "video/mp4")
    );
    assert_eq!(file.body.len() as u64, archive["size"].as_u64().unwrap());
    assert_eq!(&file.body[4..8], b"ftyp");
    let part = support::send(&caller.sandbox, Method::GET, url, &[("range", "bytes=4-7".into())], "");
    assert_eq!((part.status.as_u16(), &*part.body), (206, &b"ftyp"[..]));
    let forged = url.replace("Expires=", "Expires=9");
    assert_eq!(
        support::send(&caller.sandbox, Method::GET, &forged, &[], "").status,
        403
    );
    caller.wait_s(600);
    assert_eq!(support::send(&caller.sandbox, Method::GET, url, &[], "").status, 403);
}

#[test]
fn only_what_is_finished_is_deleted_and_then_it_is_gone() {
    let caller = Caller::project();
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let id = start(&caller, &session);
    let path = format!("/archive/{id}");
    assert_eq!(caller.delete(&path).expect(409)["code"], 15_004);
    caller.post(&format!("{path}/stop"), &Value::Null).expect(200);
    assert_eq!(
        caller.post(&format!("{path}/stop"), &Value::Null).expect(409)["code"],
        15_002
    );
    caller.delete(&path).expect(409);
    caller.wait_s(5);
    caller.delete(&path).expect(204);
    caller.delete(&path).expect(404);
    caller.get(&path).expect(404);
    assert_eq!(caller.get("/archive").expect(200)["count"], 0);
}

#[test]
fn a_storage_target_takes_archives_away() {
    let caller = Caller::project();
    let target =
        json!({"type": "s3", "config": {"accessKey": "a", "secretKey": "s", "bucket": "b"}, "fallback": "none"});
    assert_eq!(caller.put("/archive/storage", &target).expect(200)["fallback"], "none");
    let session = caller.routed();
    caller.publish(&session, &json!({}));
    let id = start(&caller, &session);
    caller.post(&format!("/archive/{id}/stop"), &Value::Null).expect(200);
    caller.wait_s(5);
    let uploaded = caller.get(&format!("/archive/{id}")).expect(200);
    assert_eq!(
        (&uploaded["status"], &uploaded["url"]),
        (&json!("uploaded"), &Value::Null)
    );
    caller.delete("/archive/storage").expect(204);
    for bad in [
        json!({}),
        json!({"type": "ftp", "config": {}}),
        json!({"type": "s3"}),
        json!({"type": "s3", "config": {"accessKey": "a", "bucket": "b"}}),
        json!({"type": "azure", "config": {"accountName": "a", "accountKey": "b", "container": "c"}, "fallback": "x"}),
    ] {
        assert_eq!(caller.put("/archive/storage", &bad).status, 400, "{bad}");
    }
}

#[test]
fn an_upload_that_fails_falls_back_if_it_may() {
    for (fallback, expected) in [("none", "failed"), ("opentok", "available")] {
        let caller = Caller::project_of(Sandbox::new(Options::new().uploads_fail(true)));
        let config = json!({"accountName": "a", "accountKey": "b", "container": "c"});
        caller
            .put(
                "/archive/storage",
                &json!({"type": "azure", "config": config, "fallback": fallback}),
            )
            .expect(200);
        let session = caller.routed();
        caller.publish(&session, &json!({}));
        let id = start(&caller, &session);
        caller.post(&format!("/archive/{id}/stop"), &Value::Null).expect(200);
        caller.wait_s(5);
        assert_eq!(status(&caller, &id), expected);
    }
}

#[test]
fn lists_are_newest_first_and_count_everything() {
    let caller = Caller::project();
    let (one, other) = (caller.routed(), caller.routed());
    caller.connect(&one, &json!({}));
    caller.connect(&other, &json!({}));
    let mut ids = Vec::new();
    for number in 0..7 {
        let session = if number == 3 { &other } else { &one };
        let body = json!({"sessionId": session, "multiArchiveTag": number.to_string()});
        ids.push(
            caller.post("/archive", &body).expect(200)["id"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    let listed = |query: &str| {
        let list = caller.get(&format!("/archive{query}")).expect(200);
        let items = list["items"].as_array().unwrap();
        let at = |item: &Value| ids.iter().position(|id| item["id"] == **id).unwrap();
        (
            list["count"].as_u64().unwrap(),
            items.iter().map(at).collect::<Vec<_>>(),
        )
    };
    assert_eq!(listed(""), (7, vec![6, 5, 4, 3, 2, 1, 0]));
    assert_eq!(listed("?offset=2&count=3"), (7, vec![4, 3, 2]));
    assert_eq!(listed("?offset=100"), (7, vec![]));
    assert_eq!(listed("?count=0"), (7, vec![]));
    assert_eq!(listed(&format!("?sessionId={other}")), (1, vec![3]));
    assert_eq!(listed(&format!("?session_id={one}&offset=5")), (6, vec![0]));
    assert_eq!(listed("?count=1000").0, 7);
    for query in ["?count=1001", "?count=-1", "?offset=x", "?sessionId=x"] {
        assert_eq!(caller.get(&format!("/archive{query}")).status, 400, "{query}");
    }
}

#[test]
fn an_individual_archive_is_a_zip_with_a_manifest() {
    let caller = Caller::project();
    let session = caller.routed();
    let connection = caller.connect(&session, &json!({"data": "name=Ann"}));
    let stream = caller.publish(&session, &json!({"connectionId": connection, "videoType": "screen"}));
    let archive = caller
        .post("/archive", &json!({"sessionId": session, "outputMode": "individual"}))
        .expect(200);
    assert!(archive.get("resolution").is_none());
    let path = format!("/archive/{}", archive["id"].as_str().unwrap());
    caller.wait_s(20);
    caller.post(&format!("{path}/stop"), &Value::Null).expect(200);
    caller.wait_s(5);
    let url = caller.get(&path).expect(200)["url"].as_str().unwrap().to_owned();
    let file = support::send(&caller.sandbox, Method::GET, &url, &[], "");
    let zip = opentok_archive::zip::IndividualZip::open(std::io::Cursor::new(file.body), &Default::default()).unwrap();
    let held = &zip.manifest().files[0];
    assert_eq!(
        (held.stream_id.as_str(), held.connection_data.as_str()),
        (stream.as_str(), "name=Ann")
    );
    assert_eq!((held.start_ms, held.stop_ms), (0, 20_000));
}
