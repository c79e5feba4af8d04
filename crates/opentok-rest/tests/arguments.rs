//! Options are checked before anything is sent.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use core::sync::atomic::{AtomicUsize, Ordering};

use http_endpoint::{FnTransport, TransportErrorKind};
use opentok_rest::{
    ArgumentError, Call, CallError, Resolution,
    callback::RegisterCallback,
    insights::QueryInsights,
    session::{CreateSession, SetStreamClasses, Signal, SignalSession},
};
use support::{client, samples::session};

fn signal(kind: usize, data: usize) -> Result<(), ArgumentError> {
    let signal = Signal::new("d".repeat(data)).kind("k".repeat(kind));
    SignalSession::new(session(), signal).check()
}

#[test]
fn signals_have_limits() {
    assert_eq!(signal(0, 0), Ok(()));
    assert_eq!(signal(128, 8192), Ok(()));
    let too_long = |name, len, max| Err(ArgumentError::Length { name, len, min: 0, max });
    assert_eq!(signal(129, 0), too_long("type", 129, 128));
    assert_eq!(signal(0, 8193), too_long("data", 8193, 8192));
    // Bytes count, not characters.
    let signal = Signal::new("é".repeat(4097));
    assert!(SignalSession::new(session(), signal).check().is_err());
}

#[test]
fn properties_of_a_session_must_fit_each_other() {
    let requires = |name, other| Err(ArgumentError::Requires { name, other });
    let always = || CreateSession::routed().archive_always();
    let name = |len| always().archive_name("é".repeat(len)).check();
    assert_eq!(
        CreateSession::relayed().archive_always().check(),
        requires("archiveMode", "a routed session")
    );
    assert_eq!(
        CreateSession::relayed().e2ee(true).check(),
        requires("e2ee", "a routed session")
    );
    let exclusive = ArgumentError::Exclusive {
        name: "e2ee",
        other: "archiveMode",
    };
    assert_eq!(always().e2ee(true).check(), Err(exclusive));
    let resolution = CreateSession::routed().archive_resolution(Resolution::Hd);
    assert_eq!(resolution.check(), requires("archiveResolution", "archiveMode"));
    assert_eq!(
        CreateSession::routed().archive_name("a").check(),
        requires("archiveName", "archiveMode")
    );
    assert_eq!(name(0), Err(ArgumentError::Empty { name: "archiveName" }));
    assert_eq!((name(1), name(80)), (Ok(()), Ok(())));
    let too_long = ArgumentError::Length {
        name: "archiveName",
        len: 81,
        min: 1,
        max: 80,
    };
    assert_eq!(name(81), Err(too_long));
}

#[test]
fn classes_are_words() {
    let call = |class| {
        SetStreamClasses::new(session())
            .stream("s1".parse().unwrap(), [class])
            .check()
    };
    let name = "layoutClassList";
    assert_eq!(call("full"), Ok(()));
    assert_eq!(call(""), Err(ArgumentError::Empty { name }));
    assert_eq!(call("a b"), Err(ArgumentError::Character { name, at: 1 }));
    assert_eq!(call("ab\0"), Err(ArgumentError::Character { name, at: 2 }));
    assert_eq!(
        SetStreamClasses::new(session()).check(),
        Err(ArgumentError::Empty { name: "items" })
    );
    assert_eq!(
        SetStreamClasses::new(session())
            .stream("s1".parse().unwrap(), [])
            .check(),
        Ok(())
    );
}

#[test]
fn a_callback_has_an_address_of_the_web() {
    for url in [
        "",
        "app.example.net",
        "/hook",
        "ftp://a/",
        "https://",
        "https:///hook",
        "https://a b",
        "file:///etc",
    ] {
        let check = RegisterCallback::new("connection", "created", url).check();
        assert_eq!(check, Err(ArgumentError::Url { name: "url" }), "{url}");
    }
    assert_eq!(
        RegisterCallback::new("connection", "created", "http://a").check(),
        Ok(())
    );
    assert_eq!(
        RegisterCallback::new("", "created", "http://a").check(),
        Err(ArgumentError::Empty { name: "group" })
    );
    assert_eq!(
        QueryInsights::new("").check(),
        Err(ArgumentError::Empty { name: "query" })
    );
}

#[tokio::test]
async fn a_bad_argument_is_told_and_nothing_is_sent() {
    let sent = AtomicUsize::new(0);
    let transport = FnTransport(|_| {
        sent.fetch_add(1, Ordering::Relaxed);
        core::future::ready(Err(TransportErrorKind::Connect.into()))
    });
    let client = client(transport);
    let bad = client
        .call(&CreateSession::relayed().archive_always())
        .await
        .unwrap_err();
    assert!(matches!(bad, CallError::Argument(ArgumentError::Requires { .. })));
    let wrong = client
        .call(&opentok_rest::account::ListProjects::new())
        .await
        .unwrap_err();
    assert!(matches!(wrong, CallError::Authorize(_)));
    drop(client);
    assert_eq!(sent.into_inner(), 0);
}
