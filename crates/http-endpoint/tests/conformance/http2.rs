//! HTTP/2, which reqwest speaks where a service with TLS offers it.

use alloc::sync::Arc;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use std::sync::Mutex;

use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, RecvStream};
use http_endpoint::{
    AnyTransport, Base, Chance, Deadline, Retry, RetryPolicy, Safety, Sleeper, Transport, TransportErrorKind,
};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::adapters::{reqwest, settings};
use crate::tls::{certificate, roots, server_config};

type Responder = SendResponse<Bytes>;

/// Ends with the value.
struct Server {
    base: Base,
    seen: Arc<Seen>,
    accepting: tokio::task::JoinHandle<()>,
    transport: AnyTransport,
}

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    /// Method, path, and body.
    requests: Mutex<Vec<String>>,
}

impl Server {
    /// Gives each request to `respond`, which answers it or not.
    async fn start(respond: impl Fn(usize, Responder) + Send + Sync + 'static) -> Self {
        let own = certificate("localhost");
        let mut config = server_config(&own, None);
        config.alpn_protocols = vec![b"h2".to_vec()];
        let tls = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::<Seen>::default();
        let (log, respond) = (Arc::clone(&seen), Arc::new(respond));
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (tls, log, respond) = (tls.clone(), Arc::clone(&log), Arc::clone(&respond));
                tokio::spawn(async move {
                    let mut connection = h2::server::handshake(tls.accept(stream).await.ok()?).await.ok()?;
                    log.connections.fetch_add(1, Ordering::SeqCst);
                    while let Some(Ok((request, responder))) = connection.accept().await {
                        let (log, respond) = (Arc::clone(&log), Arc::clone(&respond));
                        tokio::spawn(async move {
                            let line = format!("{} {}", request.method(), request.uri().path());
                            let body = read(request.into_body()).await;
                            let count = {
                                let mut requests = log.requests.lock().unwrap();
                                requests.push(format!("{line} {body}"));
                                requests.len()
                            };
                            respond(count, responder);
                        });
                    }
                    Some(())
                });
            }
        });
        Self {
            base: Base::new(&format!("https://localhost:{port}")).unwrap(),
            seen,
            accepting,
            transport: reqwest(&settings().connections(64).roots(roots(&own))),
        }
    }

    fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn read(mut body: RecvStream) -> String {
    let mut text = Vec::new();
    while let Some(Ok(piece)) = body.data().await {
        let _ = body.flow_control().release_capacity(piece.len());
        text.extend_from_slice(&piece);
    }
    String::from_utf8(text).unwrap()
}

fn ok(mut responder: Responder) {
    let mut stream = responder.send_response(http::Response::new(()), false).unwrap();
    let _ = stream.send_data(Bytes::from_static(b"ok"), true);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_share_one_connection_of_version_2() {
    let server = Server::start(|_, responder| ok(responder)).await;
    let first = server.base.post(&["a/b"]).json_body("{}").build();
    let response = server.transport.send(first).await.unwrap();
    assert_eq!(response.version(), http::Version::HTTP_2);
    assert_eq!(response.into_body().collect(2).await.unwrap(), "ok");
    assert_eq!(server.requests(), ["POST /a%2Fb {}"]);

    let mut callers = tokio::task::JoinSet::new();
    for number in 0..50 {
        let (transport, request) = (
            server.transport.clone(),
            server.base.get(&[&number.to_string()]).build(),
        );
        callers.spawn(async move { transport.send(request).await?.into_body().collect(2).await });
    }
    assert!(callers.join_all().await.into_iter().all(|body| body.unwrap() == "ok"));
    let counts = (server.seen.connections.load(Ordering::SeqCst), server.requests().len());
    assert_eq!(counts, (1, 51));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_body_is_taken_as_fast_as_it_is_read() {
    const PIECES: usize = 256;
    let server = Server::start(|_, mut responder| {
        let mut stream = responder.send_response(http::Response::new(()), false).unwrap();
        tokio::spawn(async move {
            for number in 0..PIECES {
                let mut piece = Bytes::from(vec![7; 64 * 1024]);
                while !piece.is_empty() {
                    stream.reserve_capacity(piece.len());
                    let room = core::future::poll_fn(|cx| stream.poll_capacity(cx)).await?.ok()?;
                    let part = piece.split_to(room.min(piece.len()));
                    let last = number + 1 == PIECES && piece.is_empty();
                    stream.send_data(part, last).ok()?;
                }
            }
            Some(())
        });
    })
    .await;
    let response = server.transport.send(server.base.get(&["a"]).build()).await.unwrap();
    let (mut body, mut len) = (response.into_body(), 0);
    while let Some(chunk) = body.chunk().await {
        len += chunk.unwrap().len();
    }
    assert_eq!(len, PIECES * 64 * 1024);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_that_is_reset_leaves_the_outcome_unknown_and_is_not_repeated_by_itself() {
    for reason in [Reason::INTERNAL_ERROR, Reason::CANCEL] {
        let server = Server::start(move |_, mut responder| responder.send_reset(reason)).await;
        let once = server.base.post(&["a"]).safety(Safety::Once).build();
        let error = server.transport.send(once).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Interrupted, "{error:?}");
        assert!(error.outcome_is_unknown());
        assert_eq!(server.requests().len(), 1);
    }
    let broken_body = Server::start(|_, mut responder| {
        let mut stream = responder.send_response(http::Response::new(()), false).unwrap();
        let _ = stream.send_data(Bytes::from_static(b"half"), false);
        stream.send_reset(Reason::INTERNAL_ERROR);
    })
    .await;
    let whole = async {
        let request = broken_body.base.get(&["a"]).build();
        broken_body.transport.send(request).await?.into_body().collect(10).await
    };
    let error = whole.await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Interrupted, "{error:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_safe_call_is_repeated_after_a_reset() {
    let server = Server::start(|count, mut responder| match count {
        1 => responder.send_reset(Reason::INTERNAL_ERROR),
        _ => ok(responder),
    })
    .await;
    let sleeper = Sleeper::new(|_| core::future::ready(()));
    let retry = Retry::new(&server.transport, RetryPolicy::new(), sleeper, Chance::hash_keys());
    let response = retry.send(server.base.get(&["a"]).build()).await.unwrap();
    assert_eq!(response.into_body().collect(2).await.unwrap(), "ok");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_without_an_answer_is_given_up_in_time() {
    let held = Arc::new(Mutex::new(Vec::new()));
    let server = Server::start(move |_, responder| held.lock().unwrap().push(responder)).await;
    let transport = Deadline::new(&server.transport, Sleeper::tokio()).head(Duration::from_millis(100));
    let error = transport.send(server.base.get(&["a"]).build()).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
}
