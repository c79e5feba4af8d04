use core::net::{Ipv4Addr, SocketAddr};
use core::time::Duration;
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use axum::{Form, Router, http::header, routing};
use opentok_sandbox::serve::{Certificate, Server};
use opentok_sandbox::{Options, Sandbox};
use tokio::{net::TcpListener, runtime};

/// A connection that stays open, to a server whose answers are all of one length.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Connection {
    /// Connects, and learns the length of the answer to `request`.
    pub fn new(address: SocketAddr, request: Vec<u8>) -> Self {
        let mut stream = TcpStream::connect(address).expect("the server listens");
        stream.set_nodelay(true).expect("it is a socket");
        stream.write_all(&request).expect("the server listens");
        let mut answer = Vec::new();
        while !is_whole(&answer) {
            let mut part = [0; 4096];
            let len = stream.read(&mut part).expect("the server answers");
            assert!(len > 0, "the server left");
            answer.extend_from_slice(&part[..len]);
        }
        Self {
            stream,
            request,
            answer,
        }
    }

    /// The last answer.
    pub fn answer(&self) -> &[u8] {
        &self.answer
    }

    /// Sends the request and reads the answer.
    pub fn exchange(&mut self) {
        self.stream.write_all(&self.request).expect("the server listens");
        self.stream.read_exact(&mut self.answer).expect("the server answers");
        assert!(self.answer.starts_with(b"HTTP/1.1 200 "));
    }
}

fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let len = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    Some(body.len()) == len
}

/// The sandbox on a thread of its own, and where it listens.
pub fn served(sandbox: Sandbox) -> SocketAddr {
    listen(|listener| async move {
        Server::new(sandbox)
            .run(listener, core::future::pending())
            .await
            .expect("it listens");
    })
}

/// The yardstick: a handler that reads the form and answers with `body`, on a thread of its own.
pub fn axum_yardstick(body: Vec<u8>) -> SocketAddr {
    let body = bytes::Bytes::from(body);
    let handler = async move |Form(form): Form<HashMap<String, String>>| {
        core::hint::black_box(form);
        ([(header::CONTENT_TYPE, "application/json")], body.clone())
    };
    let router = Router::new().route("/session/create", routing::post(handler));
    listen(|listener| async move { axum::serve(listener, router).await.expect("it listens") })
}

/// From nothing to the first answer of a sandbox with a certificate.
pub fn first_answer() -> Duration {
    let begun = Instant::now();
    let address = listen(|listener| async move {
        let certificate = Certificate::for_this_machine().expect("there is chance");
        let server = Server::new(Sandbox::new(Options::new())).certificate(certificate);
        server.run(listener, core::future::pending()).await.expect("it listens");
    });
    Connection::new(address, b"GET /sandbox HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec());
    begun.elapsed()
}

fn listen<F: Future<Output = ()>>(serve: impl FnOnce(TcpListener) -> F + Send + 'static) -> SocketAddr {
    let (sender, address) = mpsc::channel();
    thread::spawn(move || {
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("threads are there");
        runtime.block_on(async {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
                .await
                .expect("a port is free");
            let _ = sender.send(listener.local_addr().expect("it listens"));
            serve(listener).await;
        });
    });
    address.recv().expect("it listens")
}
