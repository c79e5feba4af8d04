//! A service on this machine that answers from a script and remembers what it was asked.

use core::time::Duration;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::thread;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let known = self.headers.iter().find(|(known, _)| known == name);
        known.map(|(_, value)| value.as_str())
    }
}

/// An answer; `cut` closes the connection after so many bytes of the body.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) cut: Option<usize>,
}

impl Told {
    pub(crate) fn json(body: impl Into<String>) -> Self {
        Self::new(200, body.into())
    }

    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
            cut: None,
        }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn cut(mut self, after: usize) -> Self {
        self.cut = Some(after);
        self
    }
}

/// The service. Its thread ends with the test program.
pub(crate) struct Service {
    port: u16,
    asked: &'static Mutex<Vec<Asked>>,
}

impl Service {
    /// Answers each request by `script`, which is also told how many came before.
    pub(crate) fn new(script: impl Fn(&Asked, usize) -> Told + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked: &Mutex<Vec<Asked>> = Box::leak(Box::default());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let Some(request) = read(&stream) else { continue };
                let count = asked.lock().unwrap().len();
                let told = script(&request, count);
                asked.lock().unwrap().push(request);
                write(stream, &told);
            }
        });
        Self { port, asked }
    }

    /// Gives the same answer to everything.
    pub(crate) fn saying(told: Told) -> Self {
        Self::new(move |_, _| told.clone())
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// The one request that came.
    #[track_caller]
    pub(crate) fn only(&self) -> Asked {
        let asked = self.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        asked[0].clone()
    }
}

fn read(stream: &TcpStream) -> Option<Asked> {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let len = headers.iter().find(|(name, _)| name == "content-length");
    let len = len.map_or(0, |(_, len)| len.parse().unwrap());
    let mut body = vec![0; len];
    reader.read_exact(&mut body).ok()?;
    Some(Asked {
        method,
        path,
        headers,
        body: String::from_utf8(body).unwrap(),
    })
}

fn write(mut stream: TcpStream, told: &Told) {
    let mut head = format!(
        "HTTP/1.1 {} -\r\nconnection: close\r\ncontent-length: {}\r\n",
        told.status,
        told.body.len()
    );
    for (name, value) in &told.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    let body = &told.body[..told.cut.unwrap_or(told.body.len())];
    // The other end may have gone away on purpose.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}
