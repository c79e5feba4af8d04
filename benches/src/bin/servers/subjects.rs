use std::sync::mpsc;
use std::thread;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::routing::post;
use opentok_sdk::transport::{AnyTransport, Body, FnTransport};
use opentok_servers::log::{Log, LogFormat};
use opentok_servers::serve::Shutdown;
use opentok_servers::settings::{Faults, Layer, Sources};
use opentok_servers::tiny::{Config, start};

use crate::load::Load;

/// A server to ask, and what to ask it.
pub(crate) struct Subject {
    pub(crate) port: u16,
    pub(crate) request: Vec<u8>,
}

const SESSION: &str = "1_MX4xMjM0NTY3OH5-MTcwMDAwMDAwMDAwMH5hYmNkfn4";

/// Our server on a thread of this name, and its access log written to nowhere.
pub(crate) fn tiny(name: &str, store: &str) -> u16 {
    let settings = [
        ("OPENTOK_KEY", "12345678"),
        ("OPENTOK_SECRET", "abcdef1234567890"),
        ("PORT", "0"),
        ("TINY_STORE", store),
    ];
    let sources = Sources::new([Layer::from_pairs("bench", settings)]);
    let (config, _) = Config::read(&sources, Faults::default()).expect("the settings are sound");
    on_one_thread(name, async move {
        let service = FnTransport(|_| async {
            let reply = format!("[{{\"session_id\":\"{SESSION}\"}}]");
            Ok(http::Response::new(Body::from(reply)))
        });
        let running = start(
            config,
            Log::new(LogFormat::Text, std::io::sink()),
            Some(AnyTransport::new(service)),
        )
        .await
        .expect("it starts");
        let port = running.address().expect("it listens").port();
        (port, async move {
            let (_trigger, shutdown) = Shutdown::new();
            running.run(shutdown).await;
        })
    })
}

/// Our server, and one session that it made.
pub(crate) fn tiny_with_session() -> Subject {
    let port = tiny("tiny", "memory:");
    let made = Load::new(port, [request("/session", "{}")]).once();
    assert!(made.starts_with(b"HTTP/1.1 201"), "{}", String::from_utf8_lossy(&made));
    Subject {
        port,
        request: access(SESSION),
    }
}

/// axum with nothing to do: it answers fixed bytes, so many with the head.
pub(crate) fn axum(length: usize) -> Subject {
    let port = on_one_thread("axum", async move {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("it listens").port();
        // The head of this reply has about 130 bytes.
        let body: &'static str = Box::leak("x".repeat(length - 130).into_boxed_str());
        let route =
            post(move || async move { (StatusCode::CREATED, [(header::CONTENT_TYPE, "application/json")], body) });
        let router = Router::new().route("/session/{id}/access", route);
        (
            port,
            async move { axum::serve(listener, router).await.expect("it serves") },
        )
    });
    Subject {
        port,
        request: access(SESSION),
    }
}

/// A request for a token of this session.
pub(crate) fn access(session: &str) -> Vec<u8> {
    request(
        &format!("/session/{session}/access"),
        r#"{"role":"publisher","data":"name=Bob"}"#,
    )
}

/// Runs a server for as long as the process lives; its port.
fn on_one_thread<F, S>(name: &str, bind: F) -> u16
where
    F: Future<Output = (u16, S)> + Send + 'static,
    S: Future<Output = ()>,
{
    let (told, port) = mpsc::channel();
    let thread = thread::Builder::new().name(name.to_owned());
    let serve = move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let (port, serve) = bind.await;
            told.send(port).expect("somebody waits");
            serve.await;
        });
    };
    thread.spawn(serve).expect("a thread");
    port.recv().expect("the server starts")
}

fn request(path: &str, json: &str) -> Vec<u8> {
    let len = json.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: {len}\r\n\r\n{json}"
    )
    .into_bytes()
}
