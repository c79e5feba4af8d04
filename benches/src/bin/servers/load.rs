use alloc::sync::Arc;
use std::io::{Read, Write};
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;

/// Requests, to be sent in turns, again and again, over connections that stay open.
pub(crate) struct Load {
    port: u16,
    requests: Arc<[Vec<u8>]>,
    streams: Vec<TcpStream>,
    next: usize,
}

impl Load {
    /// There must be a request.
    pub(crate) fn new(port: u16, requests: impl Into<Arc<[Vec<u8>]>>) -> Self {
        Self {
            port,
            requests: requests.into(),
            streams: Vec::new(),
            next: 0,
        }
    }

    /// The whole reply to the first request.
    pub(crate) fn once(&self) -> Vec<u8> {
        let mut stream = std::net::TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.write_all(&self.requests[0]).expect("the server reads");
        let mut bytes = vec![0; 64 * 1024];
        let read = stream.read(&mut bytes).expect("the server answers");
        bytes.truncate(read);
        bytes
    }

    /// Seconds a request, over so many connections at once, which are made by the first run.
    pub(crate) fn run(&mut self, runtime: &Runtime, connections: usize, requests: usize) -> f64 {
        runtime.block_on(async {
            while self.streams.len() < connections {
                let stream = TcpStream::connect(("127.0.0.1", self.port))
                    .await
                    .expect("the server listens");
                stream.set_nodelay(true).expect("a socket");
                self.streams.push(stream);
            }
            let each = requests / connections;
            let begin = Instant::now();
            let tasks: Vec<_> = self
                .streams
                .drain(..)
                .enumerate()
                .map(|(place, stream)| {
                    let requests = Arc::clone(&self.requests);
                    tokio::spawn(ask(stream, requests, self.next + place * each, each))
                })
                .collect();
            for task in tasks {
                self.streams.push(task.await.expect("no task fails"));
            }
            self.next += each * connections;
            begin.elapsed().as_secs_f64() / (each * connections) as f64
        })
    }
}

/// Asks `count` times on one connection, from the request at `first` on. Replies of one kind have one length, but for the role's tokens; each ends with `}`.
async fn ask(mut stream: TcpStream, requests: Arc<[Vec<u8>]>, first: usize, count: usize) -> TcpStream {
    let mut buffer = vec![0; 16 * 1024];
    for request in requests.iter().cycle().skip(first % requests.len()).take(count) {
        stream.write_all(request).await.expect("the server reads");
        let mut len = 0;
        loop {
            len += stream.read(&mut buffer[len..]).await.expect("the server answers");
            if is_whole(&buffer[..len]) {
                break;
            }
        }
        assert!(
            buffer.starts_with(b"HTTP/1.1 201"),
            "{}",
            String::from_utf8_lossy(&buffer[..len])
        );
    }
    stream
}

fn is_whole(bytes: &[u8]) -> bool {
    let Some(head) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return false;
    };
    let text = core::str::from_utf8(&bytes[..head]).unwrap_or_default();
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    bytes.len() >= head + 4 + length.expect("the reply announces its length")
}
