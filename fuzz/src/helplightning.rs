//! The Help Lightning targets.

use bytes::Bytes;
use helplightning::{
    AnswerError, CreateSession, Detail, ListUsers, Login, Password, RawCall, ReadOwnUser, ReadSession, ReadUser,
    SessionVideo, User, UserAccess, UserToken,
};
use http_endpoint::Endpoint;

/// `hl_answers`: the first byte says which call is answered, the second with which status, the rest is the body.
///
/// Whatever it is, it is read or refused; a refusal is short; and what is read holds nothing that could lead a path or a
/// header astray.
pub fn answers(data: &[u8]) {
    let [call, status, body @ ..] = data else { return };
    let body = Bytes::copy_from_slice(body);
    let user = UserToken::new("user-token").expect("it is one");
    match call % 8 {
        0 => {
            let list = ListUsers::new();
            if let Some(page) = read(&list, *status, body) {
                page.entries.iter().for_each(check_user);
                assert!(list.after(&page).is_none() || !page.entries.is_empty());
            }
        }
        1 => {
            let id = helplightning::UserId::new(101);
            if let Some(UserAccess { user, token, .. }) = read(&ReadUser::new(id), *status, body) {
                assert_eq!(user.id, id);
                token.iter().for_each(|token| check_token(token.expose()));
            }
        }
        2 => {
            if let Some(session) = read(&CreateSession::new(&[user]), *status, body) {
                assert!(session.id.as_str().parse() == Ok(session.id.clone()));
                check_token(session.token.expose());
            }
        }
        3 => {
            let id: helplightning::SessionId = "76125039".parse().expect("it is one");
            if let Some(session) = read(&ReadSession::new(id.clone()), *status, body) {
                assert_eq!(session.id, id);
            }
        }
        4 => {
            if let Some(video) = read(&SessionVideo::new(&user), *status, body) {
                let addresses = [Some(&video.server), video.ws_server.as_ref()];
                assert!(
                    addresses
                        .iter()
                        .flatten()
                        .all(|address| address.bytes().all(|byte| byte.is_ascii_graphic()))
                );
                check_token(video.token.expose());
            }
        }
        5 => {
            let login = Login::new(&"a@b".parse().expect("it is one"), &Password::new("p"));
            if let Some(access) = read(&login, *status, body) {
                let _ = access.token.user_id();
            }
        }
        6 => drop(read(&ReadOwnUser::new(), *status, body)),
        _ => drop(read(&RawCall::get(&["v1"]), *status, body)),
    }
}

/// Statuses that mean something, and one that does not.
const STATUSES: [u16; 10] = [200, 201, 204, 400, 401, 403, 404, 429, 500, 999];

fn read<E: Endpoint<Error = AnswerError>>(call: &E, status: u8, body: Bytes) -> Option<E::Output> {
    let len = body.len();
    let mut response = http::Response::new(body);
    let status = STATUSES[usize::from(status) % STATUSES.len()];
    *response.status_mut() = http::StatusCode::from_u16(status).expect("it is one");
    match call.parse(response) {
        Ok(output) => {
            assert!(status < 300);
            Some(output)
        }
        Err(error) => {
            assert_eq!(status < 300, matches!(error, AnswerError::Decode(_)));
            assert!(
                error.to_string().len() <= Detail::MAX_MESSAGE + 100,
                "{len} bytes gave a long error"
            );
            None
        }
    }
}

fn check_user(user: &User) {
    assert!(user.id.to_string().bytes().all(|byte| byte.is_ascii_digit()));
    assert!(!format!("{user:?}").contains('@') || user.email.is_none());
}

fn check_token(token: &str) {
    assert!(!token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic()));
}
