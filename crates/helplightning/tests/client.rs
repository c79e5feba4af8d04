//! Client and blocking client: renewal, pages, retries, limits.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

use alloc::sync::Arc;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use std::collections::HashSet;

use helplightning::sandbox::{Fault, Sandbox};
use helplightning::{
    AnswerError, BlockingClient, CallError, Client, Clock, CreateSession, ListUsers, Login, LoginAccess, NoToken,
    Password, ReadOwnUser, ReadSession, ReadUser, SessionVideo, UnixSeconds, UserToken,
};
use http_endpoint::{Chance, Deadline, Retry, RetryPolicy, Sleeper, Transport, TransportErrorKind};
use serde_json::json;

fn clock() -> Clock {
    Clock::new(|| UnixSeconds::new(1_700_000_000))
}

fn sandbox() -> Sandbox {
    Sandbox::new(7, clock())
}

fn client<T: Transport>(sandbox: &Sandbox, transport: T) -> Client<T> {
    Client::new(transport, sandbox.service(), sandbox.api_key())
}

fn log_in(sandbox: &Sandbox, address: &str) -> LoginAccess {
    let client = BlockingClient::new(sandbox.transport(), sandbox.service(), sandbox.api_key());
    let login = Login::new(&address.parse().unwrap(), &Password::new(Sandbox::PASSWORD));
    client.call(&login, &NoToken::new()).unwrap()
}

#[tokio::test]
async fn a_call_goes_from_address_to_video() {
    let sandbox = sandbox();
    let (client, partner) = (client(&sandbox, sandbox.transport()), sandbox.partner());
    let address = "bob@example.com".parse().unwrap();
    let found = client
        .call_as(&partner, &ListUsers::new().email(&address))
        .await
        .unwrap();
    let bob = client
        .call_as(&partner, &ReadUser::new(found.entries[0].id))
        .await
        .unwrap();
    let contact = bob.token.unwrap();
    assert_eq!(contact.user_id(), Some(bob.user.id));

    let alice = log_in(&sandbox, "alice@example.com").token;
    let created = client
        .call(&CreateSession::new(core::slice::from_ref(&contact)), &alice)
        .await
        .unwrap();
    let video = client.call(&SessionVideo::new(&alice), &created.token).await.unwrap();
    assert_eq!(&*video.server, "gss+ssl://gss.helplightning.invalid");

    let joined = client
        .call(&ReadSession::new(created.id.clone()), &contact)
        .await
        .unwrap();
    assert!(!joined.token.is_same_as(&created.token));
    let carol = log_in(&sandbox, "carol@example.com").token;
    let refused = client.call(&ReadSession::new(created.id), &carol).await.unwrap_err();
    assert!(matches!(refused, CallError::Answer(AnswerError::Forbidden(_))));
}

#[test]
fn the_blocking_twin_does_the_same() {
    let sandbox = sandbox();
    let client = BlockingClient::new(sandbox.transport(), sandbox.service(), sandbox.api_key());
    let partner = sandbox.partner();
    let users: Result<Vec<_>, _> = client.users(&partner, ListUsers::new().page_size(1)).collect();
    let ids: Vec<_> = users.unwrap().iter().map(|user| user.id.get()).collect();
    assert_eq!(ids, [101, 102, 103, 104]);
    assert_eq!(sandbox.take_log().len(), 4);
    sandbox.add_fault(Fault::stall());
    let error = client.call_as(&partner, &ListUsers::new()).unwrap_err();
    assert!(error.is_timeout());
}

#[tokio::test]
async fn all_pages_are_walked_each_once() {
    let sandbox = sandbox();
    for number in 0..246 {
        let address = format!("user{number}@example.com").parse().unwrap();
        sandbox.add_user("U", &address).unwrap();
    }
    let (client, partner) = (client(&sandbox, sandbox.transport()), sandbox.partner());
    // The sandbox gives at most 100 on a page.
    let mut users = client.users(&partner, ListUsers::new().page_size(5000));
    let mut seen = HashSet::new();
    while let Some(user) = users.next().await.unwrap() {
        assert!(seen.insert(user.id));
    }
    assert_eq!((seen.len(), sandbox.take_log().len()), (250, 3));
}

#[tokio::test]
async fn a_failed_page_is_asked_for_again() {
    let sandbox = sandbox();
    let (client, partner) = (client(&sandbox, sandbox.transport()), sandbox.partner());
    let mut users = client.users(&partner, ListUsers::new().page_size(2));
    assert!(users.next().await.unwrap().is_some() && users.next().await.unwrap().is_some());
    sandbox.add_fault(Fault::break_off().times(1));
    assert!(matches!(users.next().await, Err(CallError::Transport(_))));
    assert_eq!(users.next().await.unwrap().unwrap().id.get(), 103);
}

#[tokio::test]
async fn an_expired_partner_token_is_renewed_once_and_no_more() {
    let sandbox = sandbox();
    let (client, partner) = (client(&sandbox, sandbox.transport()), sandbox.partner());
    let says_expired = json!({ "code": 1003, "message": "Token expired" });
    let fault = || Fault::answer(400, &says_expired);
    sandbox.add_fault(fault().times(1));
    assert!(client.call_as(&partner, &ListUsers::new()).await.is_ok());
    assert_eq!(sandbox.take_log().len(), 2);
    sandbox.add_fault(fault());
    let error = client.call_as(&partner, &ListUsers::new()).await.unwrap_err();
    assert!(error.is_token_expired());
    assert_eq!(sandbox.take_log().len(), 2);
}

#[tokio::test]
async fn an_expired_user_token_is_handed_up_at_once() {
    let sandbox = Sandbox::new(7, clock());
    let late = Sandbox::new(7, Clock::new(|| UnixSeconds::new(1_700_000_000 + 12 * 3600)));
    let token = log_in(&sandbox, "alice@example.com").token;
    let client = client(&late, late.transport());
    let error = client.call(&CreateSession::new(&[]), &token).await.unwrap_err();
    assert!(error.is_token_expired());
    let error = client.call(&ReadOwnUser::new(), &token).await.unwrap_err();
    assert!(error.is_token_expired());
    assert_eq!(late.take_log().len(), 2);
}

#[tokio::test]
async fn what_reads_is_repeated_and_what_creates_is_not() {
    let sandbox = sandbox();
    let alice = log_in(&sandbox, "alice@example.com").token;
    let sleeps = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sleeps);
    let sleeper = Sleeper::new(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        core::future::ready(())
    });
    let retry = Retry::new(sandbox.transport(), RetryPolicy::new(), sleeper, Chance::new(|| 0));
    let client = client(&sandbox, retry);
    for fault in [Fault::status(429), Fault::status(503), Fault::break_off()] {
        sandbox.clear_faults();
        sandbox.take_log();
        sandbox.add_fault(fault);
        assert!(client.call_as(&sandbox.partner(), &ListUsers::new()).await.is_err());
        assert_eq!(sandbox.take_log().len(), 3);
        assert!(client.call(&CreateSession::new(&[]), &alice).await.is_err());
        assert_eq!(sandbox.take_log().len(), 1);
    }
    assert_eq!(sleeps.load(Ordering::Relaxed), 6);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_stalls_ends_at_the_deadline() {
    let sandbox = sandbox();
    sandbox.add_fault(Fault::stall());
    let deadline = Deadline::new(sandbox.transport(), Sleeper::tokio()).exchange(Duration::from_secs(10));
    let error = client(&sandbox, deadline)
        .call_as(&sandbox.partner(), &ListUsers::new())
        .await
        .unwrap_err();
    assert!(error.is_timeout());
}

#[tokio::test]
async fn an_answer_past_the_cap_is_not_read() {
    let sandbox = sandbox();
    let client = client(&sandbox, sandbox.transport());
    let read = ReadUser::new("101".parse().unwrap());
    let body = |len: usize| {
        let mut body = String::from(r#"{"id":101}"#);
        body.extend(core::iter::repeat_n(' ', len - body.len()));
        body
    };
    sandbox.add_fault(Fault::body("application/json", body(256 * 1024)).times(1));
    assert!(client.call_as(&sandbox.partner(), &read).await.is_ok());
    sandbox.add_fault(Fault::body("application/json", body(256 * 1024 + 1)));
    let error = client.call_as(&sandbox.partner(), &read).await.unwrap_err();
    assert!(matches!(error, CallError::Transport(error) if error.kind() == TransportErrorKind::TooLarge));
}

#[tokio::test]
async fn a_wrong_key_or_token_is_unauthorized() {
    let sandbox = sandbox();
    let client = Client::new(sandbox.transport(), sandbox.service(), "other".parse().unwrap());
    let error = client.call_as(&sandbox.partner(), &ListUsers::new()).await.unwrap_err();
    assert!(matches!(error.answer(), Some(AnswerError::Unauthorized(_))));
    let client = Client::new(sandbox.transport(), sandbox.service(), sandbox.api_key());
    let junk = UserToken::new("junk").unwrap();
    let error = client.call(&ReadOwnUser::new(), &junk).await.unwrap_err();
    assert!(matches!(error.answer(), Some(AnswerError::Unauthorized(_))));
}
