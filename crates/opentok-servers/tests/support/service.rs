use alloc::sync::Arc;
use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// A stand-in for the service that makes sessions of the project 12345678 and knows nothing else.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) port: u16,
    made: Arc<AtomicU32>,
}

impl Service {
    /// Its threads end with the process.
    pub(crate) fn start() -> Self {
        Self::slow(Duration::ZERO)
    }

    /// One that takes its time over each session.
    pub(crate) fn slow(delay: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let made = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&made);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let counter = Arc::clone(&counter);
                thread::spawn(move || serve(stream, &counter, delay));
            }
        });
        Self { port, made }
    }

    /// How many sessions it has made.
    pub(crate) fn made(&self) -> u32 {
        self.made.load(Ordering::SeqCst)
    }
}

fn serve(mut stream: TcpStream, made: &AtomicU32, delay: Duration) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            (reader.read_line(&mut line).ok()? > 0).then_some(())?;
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
        }
        reader.read_exact(&mut vec![0; length]).ok()?;
        thread::sleep(delay);
        let body = format!(
            "[{{\"session_id\":\"{}\"}}]",
            session_id(made.fetch_add(1, Ordering::SeqCst))
        );
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).ok()?;
    }
}

/// `2_` and base64 of `2~12345678~~1700000000000~NUMBER~P~`, whose length is a multiple of three.
pub(crate) fn session_id(number: u32) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let text = format!("2~12345678~~1700000000000~{number:09}~P~~");
    assert_eq!(text.len() % 3, 0);
    let mut id = String::from("2_");
    for three in text.as_bytes().chunks(3) {
        let bits = usize::from(three[0]) << 16 | usize::from(three[1]) << 8 | usize::from(three[2]);
        for shift in [18, 12, 6, 0] {
            id.push(char::from(ALPHABET[bits >> shift & 63]));
        }
    }
    id
}
