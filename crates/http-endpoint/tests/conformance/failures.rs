//! Exchanges that come to nothing, and what is known of each.

use alloc::sync::Arc;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;

use http_endpoint::{
    AnyTransport, Base, Body, Chance, Deadline, Retry, RetryPolicy, Safety, Sleeper, Transport, TransportError,
    TransportErrorKind, read_response,
};
use tokio::io::AsyncWriteExt;

use crate::server::{Server, answer};

/// Long enough for a loaded machine to do anything that takes no time.
const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(100);

async fn get(transport: &impl Transport, server: &Server) -> Result<http::Response<Body>, TransportError> {
    transport.send(server.base().get(&["a"]).build()).await
}

/// The head and all of the body.
async fn kind(transport: &impl Transport, server: &Server) -> TransportErrorKind {
    let whole = async { read_response(get(transport, server).await?, 1_000_000).await };
    tokio::time::timeout(LONG, whole).await.unwrap().unwrap_err().kind()
}

pub(crate) async fn a_refused_connection_is_one_that_sent_nothing(transport: AnyTransport) {
    // Bound, so that nobody else can have the port, and not listening.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let base = Base::new(&format!("http://{}", socket.local_addr().unwrap())).unwrap();
    let request = base
        .post(&["a"])
        .query("q", "hunter2")
        .header("authorization", "hunter2");
    let error = transport.send(request.build()).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Connect, "{error:?}");
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    assert!(error.is_safe_to_repeat(Safety::Once) && !error.outcome_is_unknown());
}

pub(crate) async fn a_connection_dropped_at_once_is_interrupted(transport: AnyTransport) {
    let server = Server::deaf().await;
    let error = get(&transport, &server).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Interrupted, "{error:?}");
    assert!(!error.is_safe_to_repeat(Safety::Once));
}

pub(crate) async fn a_connection_dropped_after_the_request_leaves_the_outcome_unknown(transport: AnyTransport) {
    let server = Server::start(|_, _| async { None }).await;
    let request = server
        .base()
        .post(&["a"])
        .query("q", "hunter2")
        .json_body(r#"{"password":"hunter2"}"#);
    let error = transport.send(request.build()).await.unwrap_err();
    assert_eq!(
        (error.kind(), server.arrived().len()),
        (TransportErrorKind::Interrupted, 1),
        "{error:?}"
    );
    assert!(error.outcome_is_unknown() && error.to_string().contains("outcome is unknown"));
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
}

pub(crate) async fn a_once_call_is_not_repeated_and_a_safe_one_is(transport: AnyTransport) {
    let dropped = Arc::new(AtomicUsize::new(0));
    let server = Server::start(move |connection, _| {
        let count = dropped.fetch_add(1, Ordering::SeqCst);
        async move {
            if count < 3 {
                None
            } else {
                answer(connection, b"ok").await
            }
        }
    })
    .await;
    let sleeper = Sleeper::new(|_| core::future::ready(()));
    let retry = Retry::new(transport, RetryPolicy::new(), sleeper, Chance::hash_keys());

    let once = server.base().post(&["a"]).safety(Safety::Once).build();
    let error = retry.send(once).await.unwrap_err();
    assert!(error.outcome_is_unknown());
    assert_eq!(server.arrived().len(), 1);

    let safe = server.base().get(&["a"]).build();
    let response = retry.send(safe).await.unwrap();
    let attempt: &http_endpoint::Attempt = response.extensions().get().unwrap();
    assert_eq!((attempt.number(), server.arrived().len()), (3, 4));
}

pub(crate) async fn slow_heads_and_slow_bodies_are_bounded(transport: AnyTransport) {
    let slow_head = Server::start(|mut connection, _| async move {
        for byte in b"HTTP/1.1 200 OK\r\nx: ".iter().chain(core::iter::repeat(&b'a')) {
            connection.write_all(&[*byte]).await.ok()?;
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        None
    })
    .await;
    let slow_body = Server::start(|mut connection, _| async move {
        connection
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")
            .await
            .ok()?;
        while connection.write_all(b"a").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        None
    })
    .await;
    let no_body = Server::start(|mut connection, _| async move {
        connection
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")
            .await
            .ok()?;
        core::future::pending().await
    })
    .await;
    let sleeper = Sleeper::new(tokio::time::sleep);
    let head = Deadline::new(&transport, sleeper.clone()).head(SHORT);
    assert_eq!(
        get(&head, &slow_head).await.unwrap_err().kind(),
        TransportErrorKind::Timeout
    );
    let exchange = Deadline::new(&transport, sleeper.clone()).exchange(Duration::from_secs(1));
    assert_eq!(kind(&exchange, &slow_body).await, TransportErrorKind::Timeout);
    let idle = Deadline::new(&transport, sleeper).idle(SHORT);
    assert_eq!(kind(&idle, &no_body).await, TransportErrorKind::Timeout);
}

pub(crate) async fn a_truncated_body_is_interrupted(transport: AnyTransport) {
    for answer in [
        "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nshort\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nsho",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n",
    ] {
        let server = Server::answering(answer).await;
        assert_eq!(
            kind(&transport, &server).await,
            TransportErrorKind::Interrupted,
            "{answer}"
        );
    }
    // What comes after the announced end is not part of the answer.
    let server = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokay").await;
    let response = read_response(get(&transport, &server).await.unwrap(), 10)
        .await
        .unwrap();
    assert_eq!(response.body(), "ok");
}

pub(crate) async fn what_is_not_http_is_interrupted(transport: AnyTransport) {
    for answer in [
        &b"\x15\x03\x01\x00\x02\x02\x16"[..],
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-",
        b"",
    ] {
        let server = Server::answering(answer).await;
        let found = kind(&transport, &server).await;
        assert_eq!(
            found,
            TransportErrorKind::Interrupted,
            "{}",
            String::from_utf8_lossy(answer)
        );
    }
}

pub(crate) async fn too_many_headers_are_refused(transport: AnyTransport) {
    let headers = |count: usize| -> String { (0..count).map(|n| format!("x-{n}: value\r\n")).collect() };
    let head = |headers: String| format!("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n{headers}\r\nok");
    let server = Server::answering(head(headers(80))).await;
    let response = get(&transport, &server).await.unwrap();
    assert_eq!(response.headers().len(), 81);
    for too_many in [headers(50_000), format!("x: {}\r\n", "a".repeat(2_000_000))] {
        let server = Server::answering(head(too_many)).await;
        let error = get(&transport, &server).await.unwrap_err();
        let kinds = [TransportErrorKind::Interrupted, TransportErrorKind::TooLarge];
        assert!(kinds.contains(&error.kind()), "{error:?}");
    }
}

#[cfg(feature = "ureq")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_blocking_exchange_is_bounded_by_a_deadline() {
    use http_endpoint::{BlockingTransport, UreqTransport};

    async fn pause(mut connection: crate::server::Connection, head: &str) -> Option<crate::server::Connection> {
        connection.write_all(head.as_bytes()).await.ok()?;
        connection.flush().await.ok()?;
        core::future::pending().await
    }
    const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\nabc";
    let silent = Server::start(|connection, _| pause(connection, "")).await;
    let slow_head = Server::start(|connection, _| pause(connection, "HTTP/1.1 200 OK\r\nx: ")).await;
    let no_body = Server::start(|connection, _| pause(connection, HEAD)).await;
    let ureq = UreqTransport::new(&crate::adapters::settings()).unwrap();
    let deadline = || Deadline::new(ureq.clone(), Sleeper::thread());
    for (server, transport) in [
        (&silent, deadline().head(SHORT)),
        (&slow_head, deadline().head(SHORT)),
        (&silent, deadline().exchange(SHORT)),
        (&no_body, deadline().head(LONG).exchange(SHORT)),
        (&no_body, deadline().idle(SHORT)),
    ] {
        let request = server.base().get(&["a"]).build();
        let whole = tokio::task::spawn_blocking(move || {
            BlockingTransport::send(&transport, request)?
                .into_body()
                .collect(10_000_000)
        });
        let error = tokio::time::timeout(LONG, whole).await.unwrap().unwrap().unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Timeout, "{error:?}");
    }
    // And what is in time comes through, on one connection.
    let server = Server::start(|connection, _| answer(connection, b"ok")).await;
    let transport = Arc::new(deadline().head(LONG).exchange(LONG).idle(LONG));
    for _ in 0..3 {
        let (transport, request) = (
            Arc::clone(&transport),
            server.base().post(&["a"]).json_body("{}").build(),
        );
        let whole =
            tokio::task::spawn_blocking(move || BlockingTransport::send(&*transport, request)?.into_body().collect(2));
        assert_eq!(whole.await.unwrap().unwrap(), "ok");
    }
    assert_eq!((server.connections(), server.arrived().len()), (1, 3));
}

#[cfg(feature = "ureq")]
#[test]
fn roots_of_the_web_and_others_at_once_are_refused_by_ureq() {
    use http_endpoint::net::{BuildTransportError, NetSettings, Roots};

    let own = crate::tls::certificate("localhost");
    let roots = Roots::web().and_pem(own.cert.pem().as_bytes()).unwrap();
    let error = http_endpoint::UreqTransport::new(&NetSettings::new().roots(roots)).unwrap_err();
    assert!(matches!(error, BuildTransportError::Unsupported { .. }), "{error}");
}
