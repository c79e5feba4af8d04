//! Exchanges that come to an answer.

use http_endpoint::{AnyTransport, Base, BuildRequestError, Transport, TransportErrorKind, read_response};
use tokio::io::AsyncWriteExt;

use crate::server::{Server, answer};

pub(crate) async fn requests_arrive_as_they_were_built(transport: AnyTransport) {
    let server = Server::start(|connection, _| answer(connection, b"ok")).await;
    let request = server
        .base()
        .post(&["a/b", "c d?"])
        .query("é", "&=")
        .header("x-own", "value")
        .json_body("{}");
    let response = transport.send(request.build()).await.unwrap();
    assert_eq!(response.into_body().collect(2).await.unwrap(), "ok");
    transport.send(server.base().delete(&["%2F"]).build()).await.unwrap();
    transport.send(server.base().post(&["empty"]).build()).await.unwrap();

    let arrived = server.arrived();
    assert!(
        arrived[0]
            .head
            .starts_with("POST /a%2Fb/c%20d%3F?%C3%A9=%26%3D HTTP/1.1\r\n"),
        "{}",
        arrived[0].head
    );
    assert_eq!(arrived[0].header("x-own"), Some("value"));
    assert_eq!(arrived[0].header("content-type"), Some("application/json"));
    assert_eq!(arrived[0].header("host"), Some(&*server.address.to_string()));
    assert_eq!(
        (arrived[0].header("accept-encoding"), &*arrived[0].body),
        (None, &b"{}"[..])
    );
    assert!(
        arrived[1].head.starts_with("DELETE /%252F HTTP/1.1\r\n"),
        "{}",
        arrived[1].head
    );
    assert_eq!(arrived[2].header("content-length"), Some("0"));
}

pub(crate) async fn answers_of_any_status_are_answers(transport: AnyTransport) {
    for status in [200, 204, 299, 304, 400, 401, 404, 407, 429, 500, 503, 599, 799] {
        let server = Server::answering(format!(
            "HTTP/1.1 {status} Whatever\r\ncontent-length: 0\r\nx-own: v\r\n\r\n"
        ))
        .await;
        let response = transport.send(server.base().get(&["a"]).build()).await.unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.headers()["x-own"]),
            (status, &"v".parse().unwrap())
        );
        assert_eq!(response.into_body().collect(0).await.unwrap(), "");
    }
}

pub(crate) async fn redirects_are_not_followed(transport: AnyTransport) {
    let elsewhere = Server::start(|connection, _| answer(connection, b"wrong")).await;
    for status in [301, 302, 303, 307, 308] {
        let location = elsewhere.base();
        let server = Server::answering(format!(
            "HTTP/1.1 {status} Moved\r\nlocation: {location}/\r\nconnection: close\r\ncontent-length: 4\r\n\r\nhere"
        ))
        .await;
        for request in [
            server.base().get(&["a"]).build(),
            server.base().post(&["a"]).json_body("{}").build(),
        ] {
            let response = transport.send(request).await.unwrap();
            assert_eq!(response.status().as_u16(), status);
            assert_eq!(response.into_body().collect(10).await.unwrap(), "here");
        }
    }
    assert_eq!(elsewhere.connections(), 0);
}

pub(crate) async fn bytes_that_are_no_text_come_through(transport: AnyTransport) {
    let server =
        Server::answering(*b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\nx-own: \xff\xfe\r\n\r\n\xff\x00\xc3").await;
    let response = transport.send(server.base().get(&["a"]).build()).await.unwrap();
    let response = read_response(response, 3).await.unwrap();
    assert_eq!(response.headers()["x-own"].as_bytes(), b"\xff\xfe");
    assert_eq!(&response.body()[..], b"\xff\x00\xc3");
}

pub(crate) async fn a_body_past_the_cap_is_too_large(transport: AnyTransport) {
    let announced = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 1000000000000\r\n\r\nabc").await;
    let endless = Server::start(|mut connection, _| async move {
        let _ = connection
            .write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
            .await;
        let piece = [b"10000\r\n", &[b'a'; 0x10000][..], b"\r\n"].concat();
        while connection.write_all(&piece).await.is_ok() {}
        None
    })
    .await;
    for server in [announced, endless] {
        let response = transport.send(server.base().get(&["a"]).build()).await.unwrap();
        let error = response.into_body().collect(1_000_000).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::TooLarge, "{error:?}");
    }
}

pub(crate) async fn a_large_body_arrives_whole(transport: AnyTransport) {
    const MEBIBYTES: usize = 64;
    let server = Server::start(|mut connection, _| async move {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", MEBIBYTES << 20);
        connection.write_all(head.as_bytes()).await.ok()?;
        let piece = vec![7; 1 << 20];
        for _ in 0..MEBIBYTES {
            connection.write_all(&piece).await.ok()?;
        }
        Some(connection)
    })
    .await;
    let response = transport.send(server.base().get(&["a"]).build()).await.unwrap();
    let (mut body, mut len, mut largest) = (response.into_body(), 0, 0);
    while let Some(chunk) = body.chunk().await {
        let chunk = chunk.unwrap();
        assert!(chunk.iter().all(|byte| *byte == 7));
        len += chunk.len();
        largest = largest.max(chunk.len());
    }
    assert_eq!(len, MEBIBYTES << 20);
    assert!(largest <= 1 << 20, "a piece of {largest} bytes");
}

pub(crate) async fn flawed_requests_are_not_sent(transport: AnyTransport) {
    let server = Server::start(|connection, _| answer(connection, b"wrong")).await;
    for request in [
        server.base().get(&["a", "..", "b"]).build(),
        server.base().get(&[""]).build(),
        server.base().get(&["a"]).header("x", "\n").build(),
        http::Request::get("/no/host").body(bytes::Bytes::new()).unwrap(),
    ] {
        let flaw = BuildRequestError::of(&request);
        let error = transport.send(request).await.unwrap_err();
        assert!(!error.is_safe_to_repeat(http_endpoint::Safety::Once) && server.connections() == 0);
        if let Some(flaw) = flaw {
            assert_eq!(error.kind(), TransportErrorKind::Request);
            let source = core::error::Error::source(&error).unwrap();
            assert_eq!(source.downcast_ref(), Some(&flaw));
        }
    }
    assert!(Base::new("http://user@h").is_err());
}

/// Its URL parser resolves dots however they are written.
#[cfg(feature = "reqwest")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reqwest_sends_no_url_that_it_would_change() {
    let server = Server::start(|connection, _| answer(connection, b"wrong")).await;
    let transport = crate::adapters::reqwest(&crate::adapters::settings());
    for path in ["/a/%2e%2E/b", "/a/../b", "/./a", "/a?b='c'"] {
        let uri = format!("{}{path}", server.base());
        let error = transport
            .send(http::Request::get(uri).body(bytes::Bytes::new()).unwrap())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Request, "{path}");
    }
    assert_eq!(server.connections(), 0);
}
