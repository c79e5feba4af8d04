//! Every call against the bytes that were recorded of the service's own samples.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use bytes::Bytes;
use helplightning::{
    AnswerError, ApiKey, Bearer, Call, CreateSession, InviteUser, ListUsers, Login, NoToken, PartnerToken, Password,
    RawCall, ReadOwnUser, ReadSession, ReadUser, RefreshLogin, RefreshToken, Service, SessionToken, SessionVideo,
    UserToken, authorize,
};
use http::{Response, StatusCode};
use http_endpoint::{Endpoint as _, Safety};

/// Method, path with query, authorization, body and class of a call as it goes out.
fn sent<K: Bearer>(call: &impl Call<K>, token: &K) -> (String, Option<String>, String, Safety) {
    let mut request = call.prepare(Service::us().base());
    authorize(&mut request, &ApiKey::new("test-api-key").unwrap(), token);
    assert_eq!(request.headers()["x-helplightning-api-key"], "test-api-key");
    assert_eq!(request.headers()["content-type"], "application/json");
    let path = request.uri().path_and_query().unwrap().as_str().to_owned();
    let authorization = request.headers().get("authorization");
    (
        format!("{} {path}", request.method()),
        authorization.map(|value| value.to_str().unwrap().to_owned()),
        String::from_utf8(request.body().to_vec()).unwrap(),
        call.safety(),
    )
}

fn line(line: &str, token: Option<&str>, body: &str, safety: Safety) -> (String, Option<String>, String, Safety) {
    (line.to_owned(), token.map(str::to_owned), body.to_owned(), safety)
}

fn ok(body: &str) -> Response<Bytes> {
    Response::new(Bytes::copy_from_slice(body.as_bytes()))
}

fn user() -> UserToken {
    UserToken::new("user-token-101").unwrap()
}

#[test]
fn users_are_listed_read_and_invited() {
    let partner = PartnerToken::new("partner").unwrap();
    let address = "alice@example.com".parse().unwrap();
    assert_eq!(
        sent(&ListUsers::new().email(&address), &partner),
        line(
            "GET /api/v1r1/enterprise/users?filter=email%3Dalice%40example.com&page=1&page_size=50",
            Some("partner"),
            "",
            Safety::Safe
        )
    );
    assert_eq!(
        sent(&ReadUser::new("101".parse().unwrap()), &partner),
        line("GET /api/v1r1/enterprise/users/101", Some("partner"), "", Safety::Safe)
    );
    assert_eq!(
        sent(&InviteUser::new("Dave", &address).member("role_id", 3), &partner),
        line(
            "POST /api/v1r1/enterprise/users",
            Some("partner"),
            r#"{"email":"alice@example.com","name":"Dave","role_id":3}"#,
            Safety::Once
        )
    );
}

#[test]
fn sessions_are_created_read_and_asked_for_video() {
    let contact = UserToken::new("user-token-102").unwrap();
    assert_eq!(
        sent(&CreateSession::new(&[contact]), &user()),
        line(
            "POST /api/v1/sessions",
            Some("user-token-101"),
            r#"{"contact_tokens":["user-token-102"]}"#,
            Safety::Once
        )
    );
    let id = "76125039-3a0c-4b3c-bc8c-248566357bd8";
    assert_eq!(
        sent(&ReadSession::new(id.parse().unwrap()), &user()),
        line(
            "GET /api/v1/sessions/76125039-3a0c-4b3c-bc8c-248566357bd8",
            Some("user-token-101"),
            "",
            Safety::Safe
        )
    );
    assert_eq!(
        sent(
            &SessionVideo::new(&user()),
            &SessionToken::new("session-token-101").unwrap()
        ),
        line(
            "POST /api/v1/session/video",
            Some("session-token-101"),
            r#"{"user_token":"user-token-101"}"#,
            Safety::Once
        )
    );
}

#[test]
fn logging_in_takes_no_token() {
    let login = Login::new(&"a@b".parse().unwrap(), &Password::new("p\"w"));
    assert_eq!(
        sent(&login, &NoToken::new()),
        line(
            "POST /api/v1/auth",
            None,
            r#"{"email":"a@b","password":"p\"w"}"#,
            Safety::Once
        )
    );
    assert_eq!(
        sent(&RefreshLogin::new(&RefreshToken::new("r").unwrap()), &NoToken::new()),
        line(
            "POST /api/v1/auth/refresh",
            None,
            r#"{"refresh_token":"r"}"#,
            Safety::Once
        )
    );
    let access = login.parse(ok(r#"{"token":"t","user":{"id":1}}"#)).unwrap();
    assert_eq!((access.token.expose(), access.refresh_token.is_none()), ("t", true));
}

#[test]
fn what_has_no_type_goes_raw() {
    let call = RawCall::post(&["v1", "sessions", "link"]).json(serde_json::json!({ "linkTypeStr": "x" }));
    assert_eq!(
        sent(&call, &user()),
        line(
            "POST /api/v1/sessions/link",
            Some("user-token-101"),
            r#"{"linkTypeStr":"x"}"#,
            Safety::Once
        )
    );
    assert_eq!(call.parse(ok("")).unwrap(), serde_json::Value::Null);
    assert_eq!(call.parse(ok("[1]")).unwrap(), serde_json::json!([1]));
    assert!(matches!(call.parse(ok("<html>")), Err(AnswerError::Decode(_))));
    assert_eq!(sent(&ReadOwnUser::new(), &user()).0, "GET /api/v1r1/user");
}

#[test]
fn recorded_answers_are_read() {
    let list = r#"{"entries": [{"id": 101, "name": "Alice", "email": "alice@example.com", "active": true}],
        "page_number": 1, "page_size": 50, "total_entries": 1, "total_pages": 1}"#;
    let page = ListUsers::new().parse(ok(list)).unwrap();
    assert_eq!((page.entries.len(), page.total_entries), (1, Some(1)));
    assert_eq!(page.entries[0].email.as_deref(), Some("alice@example.com"));

    let read = ReadUser::new("101".parse().unwrap());
    let alice = read
        .parse(ok(r#"{"id": 101, "active": true, "token": "user-token-101"}"#))
        .unwrap();
    assert_eq!(alice.token.unwrap().expose(), "user-token-101");
    assert!(read.parse(ok(r#"{"id": 101}"#)).unwrap().token.is_none());

    let video = r#"{"gss_info": {"server": "gss+ssl://gss.helplightning.net",
        "wsserver": "wss://gss.helplightning.net:443/ws", "token": "gss-token-101"}}"#;
    let video = SessionVideo::new(&user()).parse(ok(video)).unwrap();
    assert_eq!(&*video.server, "gss+ssl://gss.helplightning.net");
    assert_eq!(video.ws_server.as_deref(), Some("wss://gss.helplightning.net:443/ws"));
    assert_eq!(video.token.expose(), "gss-token-101");
    let bare = r#"{"gss_info":{"server":"gss://h","token":"t"}}"#;
    assert!(SessionVideo::new(&user()).parse(ok(bare)).unwrap().ws_server.is_none());
}

#[test]
fn an_answer_about_another_object_is_refused() {
    let other = AnswerError::Decode(helplightning::DecodeError::Other);
    let read = ReadUser::new("101".parse().unwrap());
    assert_eq!(read.parse(ok(r#"{"id":102,"token":"t"}"#)).unwrap_err(), other);
    let read = ReadSession::new("a".parse().unwrap());
    assert_eq!(read.parse(ok(r#"{"id":"b","token":"t"}"#)).unwrap_err(), other);
    assert_eq!(read.parse(ok(r#"{"token":"t"}"#)).unwrap().id.as_str(), "a");
}

#[test]
fn each_refusal_has_its_variant() {
    let answer = |status: u16| {
        let mut response = ok(r#"{"message":"m"}"#);
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        response.headers_mut().insert("retry-after", "7".parse().unwrap());
        ReadOwnUser::new().parse(response).unwrap_err()
    };
    assert!(matches!(answer(401), AnswerError::Unauthorized(_)));
    assert!(matches!(answer(403), AnswerError::Forbidden(_)));
    assert!(matches!(answer(404), AnswerError::NotFound(_)));
    let AnswerError::RateLimited { retry_after } = answer(429) else {
        panic!("not this")
    };
    assert_eq!(retry_after.unwrap().as_secs(), 7);
    for status in [302, 400, 418, 500, 503] {
        let AnswerError::Api { status: kept, detail } = answer(status) else {
            panic!("{status}")
        };
        assert_eq!((kept.as_u16(), &*detail.message), (status, "m"));
    }
}
