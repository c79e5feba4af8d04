//! Many callers at once, with faults scripted: each request is answered or dropped as it should be, and nothing is left.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(target_os = "linux")]

use core::net::SocketAddr;
use core::time::Duration;
use std::fs;
use std::time::Instant;

use opentok_sandbox::{Options, Sandbox, serve::Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_little_load_is_answered_as_scripted() {
    load(32, Duration::from_secs(1)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "twenty seconds of load: run by `cargo xtask nightly`"]
async fn much_load_is_answered_as_scripted() {
    load(256, Duration::from_secs(20)).await;
}

/// What is to happen to a request.
#[derive(Clone, Copy, Debug)]
enum Script {
    Answered(u16),
    Dropped,
}

/// Paths, the faults that are set for them, and what is to happen. All without credentials: 403 where there is no fault.
const SCRIPTS: [(&str, &str, Script); 6] = [
    ("/v2/project/10000001/archive", "", Script::Answered(403)),
    ("/nothing", "", Script::Answered(404)),
    (
        "/v2/project/10000001/broadcast",
        r#","status":503"#,
        Script::Answered(503),
    ),
    ("/v2/project/10000001/render", r#","delayMs":7"#, Script::Answered(403)),
    ("/v2/project/10000001/captions", r#","drop":"before""#, Script::Dropped),
    (
        "/v2/project/10000001/connect",
        r#","drop":"after","delayMs":3"#,
        Script::Dropped,
    ),
];

async fn load(callers: usize, duration: Duration) {
    let descriptors = count_descriptors();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let running = Server::new(Sandbox::new(Options::new())).start(listener).unwrap();
    for (path, effect, _) in SCRIPTS {
        if !effect.is_empty() {
            let fault = format!(r#"{{"match":{{"path":"{path}"}}{effect}}}"#);
            let answered = ask(&mut connect(running.address()).await, "POST", "/sandbox/fault", &fault).await;
            assert_eq!(answered, Some(200));
        }
    }

    // What is kept of the past has reached its limit, and so has memory.
    call_all(running.address(), callers, duration / 4).await;
    let memory = resident();
    let requests = call_all(running.address(), callers, duration).await;
    let grown = resident().saturating_sub(memory);
    println!("{callers} callers, {requests} requests, {} KiB more", grown / 1024);
    assert!(requests > callers * SCRIPTS.len());
    assert!(grown < 8 << 20, "memory has grown by {grown} bytes");

    running.stop().await;
    // The last descriptors are closed on other threads.
    let closed = async {
        while count_descriptors() > descriptors {
            time::sleep(Duration::from_millis(10)).await;
        }
    };
    let all_closed = time::timeout(Duration::from_secs(30), closed).await;
    assert!(
        all_closed.is_ok(),
        "{descriptors} descriptors before, {} after",
        count_descriptors()
    );
}

/// Lets callers call for so long. How many requests they made.
async fn call_all(address: SocketAddr, callers: usize, duration: Duration) -> usize {
    let end = Instant::now() + duration;
    let callers: Vec<_> = (0..callers)
        .map(|number| tokio::spawn(call(address, number, end)))
        .collect();
    let mut requests = 0;
    for caller in callers {
        requests += caller.await.unwrap();
    }
    requests
}

async fn call(address: SocketAddr, number: usize, end: Instant) -> usize {
    let mut stream = connect(address).await;
    let mut requests = 0;
    while Instant::now() < end {
        let (path, _, script) = SCRIPTS[(number + requests) % SCRIPTS.len()];
        let answered = ask(&mut stream, "POST", path, "{}").await;
        match script {
            Script::Answered(status) => assert_eq!(answered, Some(status), "{path}"),
            Script::Dropped => {
                assert_eq!(answered, None, "{path}");
                stream = connect(address).await;
            }
        }
        requests += 1;
    }
    requests
}

async fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).await.unwrap();
    // A connection that this side closes first would occupy its port for a while.
    stream.set_zero_linger().unwrap();
    stream
}

/// The status of the answer, `None` if the connection was closed without one.
async fn ask(stream: &mut TcpStream, method: &str, path: &str, body: &str) -> Option<u16> {
    let len = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nContent-Length: {len}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    loop {
        let len = time::timeout(Duration::from_secs(60), stream.read_buf(&mut answer))
            .await
            .unwrap()
            .ok()?;
        if len == 0 {
            assert!(answer.is_empty(), "the connection was closed within an answer");
            return None;
        }
        let text = String::from_utf8_lossy(&answer);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let len: Option<usize> = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if Some(body.len()) == len {
                return head["HTTP/1.1 ".len()..][..3].parse().ok();
            }
        }
    }
}

fn count_descriptors() -> usize {
    fs::read_dir("/proc/self/fd").unwrap().count()
}

/// The memory of this process, in bytes.
fn resident() -> usize {
    let pages = fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}
