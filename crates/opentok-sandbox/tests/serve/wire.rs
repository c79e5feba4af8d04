use opentok_sandbox::{
    Options, Sandbox,
    serve::{Limits, Server, write_port_file},
};
use tokio::{io::AsyncWriteExt, net::TcpListener};

use crate::callers::{ABOUT, ABOUT_LAST, ask, connect, exchange, start};

#[tokio::test]
async fn a_connection_carries_many_requests() {
    let running = start(Limits::new()).await;
    let mut stream = connect(&running).await;
    for _ in 0..3 {
        let answer = exchange(&mut stream, ABOUT).await;
        assert!(
            answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("\"opentok-sandbox\""),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn requests_sent_at_once_are_answered_in_order() {
    let running = start(Limits::new()).await;
    let mut stream = connect(&running).await;
    let missing = "GET /nothing HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";
    let answer = ask(&mut stream, &[ABOUT, missing, ABOUT_LAST].concat()).await;
    let statuses: Vec<_> = answer
        .lines()
        .filter_map(|line| Some(&line[line.find("HTTP/1.1 ")?..][9..12]))
        .collect();
    assert_eq!(statuses, ["200", "404", "200"]);
}

#[tokio::test]
async fn a_body_may_come_in_chunks() {
    let running = start(Limits::new()).await;
    let mut stream = connect(&running).await;
    stream
        .write_all(b"POST /session/create HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
        .await
        .unwrap();
    let answer = ask(&mut stream, "3\r\ne2e\r\n6\r\ne=fals\r\n0\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 403 Forbidden\r\n"), "{answer}");
}

#[tokio::test]
async fn a_head_is_answered_without_a_body() {
    let running = start(Limits::new()).await;
    let mut stream = connect(&running).await;
    let answer = ask(&mut stream, &ABOUT_LAST.replace("GET", "HEAD")).await;
    assert!(
        answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\n"),
        "{answer}"
    );
    assert!(answer.contains("content-length: "), "{answer}");
}

#[tokio::test]
async fn what_is_no_http_is_refused() {
    let running = start(Limits::new()).await;
    for noise in ["\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02\0\r\n\r\n"] {
        let mut stream = connect(&running).await;
        let answer = ask(&mut stream, noise).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400 "), "{answer}");
    }
    assert!(exchange(&mut connect(&running).await, ABOUT).await.contains("200 OK"));
}

#[tokio::test]
async fn a_sandbox_can_be_served_without_more_ado() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let sandbox = Sandbox::new(Options::new());
    let client = async {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        exchange(&mut stream, ABOUT).await
    };
    tokio::select! {
        ended = sandbox.serve(listener) => panic!("it ended: {ended:?}"),
        answer = client => assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}"),
    }
}

#[tokio::test]
async fn addresses_say_where_it_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let running = Server::new(Sandbox::new(Options::new())).start(listener).unwrap();
    assert_eq!(running.http_url(), format!("http://127.0.0.1:{port}"));
    assert_eq!(running.https_url(), format!("https://127.0.0.1:{port}"));

    let path = std::env::temp_dir().join(format!("opentok-sandbox-port-{}", std::process::id()));
    write_port_file(&path, port).unwrap();
    let written = std::fs::read_to_string(&path);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(written.unwrap(), format!("{port}\n"));
}
