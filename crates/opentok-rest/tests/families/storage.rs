//! Calls about storage of archives.

use http_endpoint::Endpoint;
use opentok_rest::{
    RefusalKind,
    option::Secret,
    storage::{Azure, DeleteArchiveStorage, Fallback, S3, SetArchiveStorage, StorageTarget},
};

use crate::wire::{self, answer, body, line, recorded, sent};

fn s3() -> S3 {
    S3::new("AKEXAMPLE", Secret::new("s3cr3t"), "my-archives").unwrap()
}

fn azure() -> Azure {
    Azure::new("acct", Secret::new("a2V5"), "archives").unwrap()
}

#[test]
fn a_bucket_is_sent_with_its_keys() {
    let expected = r#"{"type":"s3","config":{"accessKey":"AKEXAMPLE","secretKey":"s3cr3t","bucket":"my-archives"}}"#;
    assert_eq!(
        sent(&SetArchiveStorage::new(s3())),
        body("PUT /archive/storage", expected)
    );
    let elsewhere = s3().endpoint("https://storage.example.net".parse().unwrap());
    let expected = concat!(
        r#"{"type":"s3","config":{"accessKey":"AKEXAMPLE","secretKey":"s3cr3t","bucket":"my-archives","#,
        r#""endpoint":"https://storage.example.net"},"fallback":"none"}"#
    );
    let set = SetArchiveStorage::new(elsewhere).fallback(Fallback::None);
    assert_eq!(sent(&set), body("PUT /archive/storage", expected));
}

#[test]
fn a_container_is_sent_with_its_key() {
    let set = SetArchiveStorage::new(azure().domain("core.example.net")).fallback(Fallback::OpenTok);
    let expected = concat!(
        r#"{"type":"azure","config":{"accountName":"acct","accountKey":"a2V5","container":"archives","#,
        r#""domain":"core.example.net"},"fallback":"opentok"}"#
    );
    assert_eq!(sent(&set), body("PUT /archive/storage", expected));
}

#[test]
fn no_debug_text_shows_a_key() {
    let shown = format!("{:?} {:?}", SetArchiveStorage::new(s3()), StorageTarget::from(azure()));
    for secret in ["AKEXAMPLE", "s3cr3t", "a2V5", "acct"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn the_answer_is_read_without_its_keys() {
    let set = SetArchiveStorage::new(s3());
    let setting = set.parse(recorded("storage-set-s3")).unwrap();
    assert_eq!(setting.kind.as_deref(), Some("s3"));
    assert_eq!(setting.place.as_deref(), Some("my-archives"));
    assert_eq!(setting.fallback.as_deref(), Some("none"));
    assert!(!format!("{setting:?}").contains("s3cr3t"));
    let setting = set.parse(recorded("storage-set-azure")).unwrap();
    assert_eq!(setting.place.as_deref(), Some("archives"));
    assert_eq!(set.parse(answer(200, "")).unwrap().kind, None);
}

#[test]
fn storage_is_forgotten_by_delete() {
    assert_eq!(sent(&DeleteArchiveStorage::new()), line("DELETE /archive/storage"));
    wire::takes_any_happy_status(&DeleteArchiveStorage::new(), "");
    wire::takes_any_happy_status(&SetArchiveStorage::new(azure()), "");
}

#[test]
fn each_refusal_has_its_kind() {
    wire::refuses(&SetArchiveStorage::new(s3()), &[(404, RefusalKind::NotFound)]);
    wire::refuses(&DeleteArchiveStorage::new(), &[(404, RefusalKind::NotFound)]);
}
