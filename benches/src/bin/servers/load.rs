use alloc::sync::Arc;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// Requests, to be sent in turns, again and again.
pub(crate) struct Load {
    port: u16,
    requests: Arc<[Vec<u8>]>,
}

impl Load {
    /// There must be a request.
    pub(crate) fn new(port: u16, requests: impl Into<Arc<[Vec<u8>]>>) -> Self {
        Self {
            port,
            requests: requests.into(),
        }
    }

    /// The whole reply to the first request.
    pub(crate) fn once(&self) -> Vec<u8> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.write_all(&self.requests[0]).expect("the server reads");
        let mut bytes = vec![0; 64 * 1024];
        let read = stream.read(&mut bytes).expect("the server answers");
        bytes.truncate(read);
        bytes
    }

    /// Seconds a request, over so many connections at once.
    pub(crate) fn run(&self, connections: usize, requests: usize) -> f64 {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let each = requests / connections;
            let mut streams = Vec::new();
            for _ in 0..connections {
                let stream = tokio::net::TcpStream::connect(("127.0.0.1", self.port))
                    .await
                    .expect("the server listens");
                stream.set_nodelay(true).expect("a socket");
                streams.push(stream);
            }
            let begin = Instant::now();
            let tasks: Vec<_> = streams
                .into_iter()
                .enumerate()
                .map(|(place, stream)| {
                    let requests = Arc::clone(&self.requests);
                    tokio::spawn(ask(stream, requests, place * each, each))
                })
                .collect();
            for task in tasks {
                task.await.expect("no task fails");
            }
            begin.elapsed().as_secs_f64() / (each * connections) as f64
        })
    }
}

/// Asks `count` times on one connection, from the request at `first` on. Replies of one kind have one length, but for the role's tokens; each ends with `}`.
async fn ask(mut stream: tokio::net::TcpStream, requests: Arc<[Vec<u8>]>, first: usize, count: usize) {
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
