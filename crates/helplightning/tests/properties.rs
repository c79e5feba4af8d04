//! What holds for any answer.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use bytes::Bytes;
use helplightning::{AnswerError, Detail, ListUsers, ReadSession, ReadUser, SessionVideo, User, UserToken};
use http::Response;
use http_endpoint::Endpoint;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Names that no type of ours has, so that they never change what is read.
fn extra() -> impl Strategy<Value = Vec<(String, Value)>> {
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
        proptest::collection::vec(any::<u8>().prop_map(Value::from), 0..4).prop_map(Value::from),
        ".*".prop_map(|text| json!({ "id": text, "token": { "a": 1 } })),
    ];
    proptest::collection::vec(("x_[a-z_]{0,12}", value), 0..6)
}

fn with(mut object: Value, extra: &[(String, Value)]) -> Response<Bytes> {
    for (name, value) in extra {
        object[name] = value.clone();
    }
    Response::new(object.to_string().into())
}

proptest! {
    #[test]
    fn members_that_nobody_knows_change_nothing(extra in extra(), outer in extra(), id in any::<u64>()) {
        let entry = json!({ "id": id, "email": "a@b", "active": false });
        let plain: User = serde_json::from_value(entry.clone()).unwrap();
        let mut more = entry;
        for (name, value) in &extra {
            more[name] = value.clone();
        }
        let page = ListUsers::new().parse(with(json!({ "entries": [more.clone()] }), &outer)).unwrap();
        prop_assert_eq!(&page.entries[0], &plain);
        more["token"] = "t".into();
        let read = ReadUser::new(plain.id).parse(with(more, &outer)).unwrap();
        prop_assert_eq!(read.user, plain);
        let session = json!({ "id": "s", "token": "t" });
        prop_assert!(ReadSession::new("s".parse().unwrap()).parse(with(session, &extra)).is_ok());
        let mut info = json!({ "server": "gss://h", "token": "t" });
        for (name, value) in &extra {
            info[name] = value.clone();
        }
        let video = SessionVideo::new(&UserToken::new("u").unwrap());
        let video = video.parse(with(json!({ "gss_info": info }), &outer));
        prop_assert!(video.is_ok());
    }

    #[test]
    fn words_that_nobody_knows_are_kept(word in ".{0,40}") {
        let entry = json!({ "id": 1, "status": word, "role_name": word, "license": word, "provider": word });
        let user: User = serde_json::from_value(entry).unwrap();
        for kept in [user.status, user.role_name, user.license, user.provider] {
            prop_assert_eq!(kept.as_deref(), Some(word.as_str()));
        }
    }

    #[test]
    fn any_bytes_with_any_status_are_read_or_refused_in_few_words(
        status in 100_u16..1000,
        body in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        if let Err(error) = ListUsers::new().parse(response) {
            prop_assert!(error.to_string().len() <= Detail::MAX_MESSAGE + 100);
            let is_success = (200..300).contains(&status);
            prop_assert_eq!(is_success, matches!(error, AnswerError::Decode(_)));
        }
    }
}
