//! What a client holds while it works, and leaves behind when it is gone. One test, so that nothing else in the process
//! comes and goes meanwhile.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(all(target_os = "linux", any(feature = "hyper", feature = "reqwest", feature = "ureq")))]

use core::net::SocketAddr;
use core::time::Duration;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Instant;

use bytes::Bytes;
use http_endpoint::net::NetSettings;

const MEBIBYTE: usize = 1 << 20;
const DOWNLOAD: usize = 64 * MEBIBYTE;

#[test]
fn clients_leave_nothing_behind_and_downloads_take_no_memory() {
    let address = serve();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let settings = NetSettings::new();
    let uri = |path: &str| format!("http://{address}/{path}");
    let get = |path: &str| http::Request::get(uri(path)).body(Bytes::new()).unwrap();

    #[cfg(feature = "hyper")]
    {
        use http_endpoint::{HyperTransport, Transport};
        let client = || HyperTransport::new(&settings).unwrap();
        check("hyper", || {
            runtime.block_on(async { download(client().send(get("large")).await.unwrap().into_body()).await })
        });
        leaves_nothing("hyper", &runtime, || {
            runtime.block_on(async { download(client().send(get("small")).await.unwrap().into_body()).await })
        });
    }
    #[cfg(feature = "reqwest")]
    {
        use http_endpoint::{ReqwestTransport, Transport};
        let client = || ReqwestTransport::new(&settings).unwrap();
        check("reqwest", || {
            runtime.block_on(async { download(client().send(get("large")).await.unwrap().into_body()).await })
        });
        leaves_nothing("reqwest", &runtime, || {
            runtime.block_on(async { download(client().send(get("small")).await.unwrap().into_body()).await })
        });
    }
    #[cfg(feature = "ureq")]
    {
        use http_endpoint::{BlockingTransport, UreqTransport};
        let run = |path: &str| {
            let mut body = UreqTransport::new(&settings)
                .unwrap()
                .send(get(path))
                .unwrap()
                .into_body();
            usize::try_from(std::io::copy(&mut body, &mut std::io::sink()).unwrap()).unwrap()
        };
        check("ureq", || run("large"));
        leaves_nothing("ureq", &runtime, || run("small"));
    }
}

/// A thread that answers, and one for each connection.
fn serve() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            std::thread::spawn(move || answer(stream.unwrap()));
        }
    });
    address
}

fn answer(mut stream: TcpStream) -> Option<()> {
    let piece = vec![b'a'; MEBIBYTE];
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).ok()?;
            head.push(byte[0]);
        }
        let len = if head.starts_with(b"GET /large") { DOWNLOAD } else { 2 };
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {len}\r\n\r\n").ok()?;
        for at in (0..len).step_by(MEBIBYTE) {
            stream.write_all(&piece[..MEBIBYTE.min(len - at)]).ok()?;
        }
    }
}

#[cfg(any(feature = "hyper", feature = "reqwest"))]
async fn download(mut body: http_endpoint::Body) -> usize {
    let mut len = 0;
    while let Some(chunk) = body.chunk().await {
        len += chunk.unwrap().len();
    }
    len
}

fn check(name: &str, run: impl Fn() -> usize) {
    let mut len = 0;
    let peak = allocation_counter::measure(|| len = run()).bytes_max;
    println!("{name}: peak of a download of {DOWNLOAD} bytes: {peak} bytes");
    assert_eq!(len, DOWNLOAD);
    assert!(peak < 4 * MEBIBYTE as u64, "{name} took {peak} bytes");
}

/// A thousand clients, each of which has opened a connection.
fn leaves_nothing(name: &str, runtime: &tokio::runtime::Runtime, run: impl Fn() -> usize) {
    let count = |what: &str| std::fs::read_dir(format!("/proc/self/{what}")).unwrap().count();
    run();
    // Both are the connections' of the client before, on either side, until the server has seen them go.
    let (threads, descriptors) = settle(runtime, || (count("task"), count("fd")), |_| false);
    for _ in 0..1000 {
        assert_eq!(run(), 2);
    }
    let found = settle(
        runtime,
        || (count("task"), count("fd")),
        |found| *found == (threads, descriptors),
    );
    assert_eq!(found, (threads, descriptors), "{name}");
}

/// Waits until `done`, or until nothing has changed for half a second, within reason.
fn settle<T: PartialEq>(runtime: &tokio::runtime::Runtime, look: impl Fn() -> T, done: impl Fn(&T) -> bool) -> T {
    let (start, mut since, mut last) = (Instant::now(), Instant::now(), look());
    while !done(&last) && since.elapsed() < Duration::from_millis(500) && start.elapsed() < Duration::from_secs(60) {
        runtime.block_on(async { tokio::time::sleep(Duration::from_millis(20)).await });
        let now = look();
        if now != last {
            (since, last) = (Instant::now(), now);
        }
    }
    last
}
