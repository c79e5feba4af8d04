use core::time::Duration;
use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::{Map, Value};

use super::matcher::repeated;
use super::scope::Scope;

/// What a server answered.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Value,
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(super) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

pub(super) fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Sends a request of a case and reads the reply.
pub(super) fn ask(stream: &mut TcpStream, request: &Value, raw_chunked: bool, scope: &Scope) -> Reply {
    let method = request["method"].as_str().unwrap();
    let body = body(&request["body"], scope);
    let mut head = format!(
        "{method} {} HTTP/1.1\r\nhost: 127.0.0.1\r\n",
        scope.text(request["path"].as_str().unwrap())
    );
    let mut has_length = raw_chunked;
    for (name, value) in request["headers"].as_object().into_iter().flatten() {
        has_length |= name == "content-length" || name == "transfer-encoding";
        head.push_str(&format!("{name}: {}\r\n", scope.text(value.as_str().unwrap())));
    }
    if let Some(body) = &body
        && !has_length
    {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    let mut message = head.into_bytes();
    message.extend(body.unwrap_or_default());
    // A server that refuses a body may close before it is sent; its reply still counts.
    let _ = stream.write_all(&message);
    read_reply(stream, method == "HEAD")
}

fn body(body: &Value, scope: &Scope) -> Option<Vec<u8>> {
    if let Some(text) = body["text"].as_str() {
        return Some(scope.text(text).into_bytes());
    }
    if let Some(text) = body["base64"].as_str() {
        return Some(decode_base64(text));
    }
    body["repeat"]
        .is_object()
        .then(|| repeated(&body["repeat"]).into_bytes())
}

fn decode_base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.bytes().filter(|byte| *byte != b'=');
    let digits = digits.map(|byte| ALPHABET.iter().position(|known| *known == byte).unwrap());
    let (mut bits, mut count, mut bytes) = (0_usize, 0, Vec::new());
    for digit in digits {
        bits = (bits << 6 | digit) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    bytes
}

/// Reads one reply, up to its length or to the end.
pub(super) fn read_reply(stream: &mut TcpStream, is_head: bool) -> Reply {
    let mut bytes = Vec::new();
    let mut chunk = [0; 8192];
    let head_len = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        let read = stream
            .read(&mut chunk)
            .unwrap_or_else(|error| panic!("no reply: {error}"));
        assert!(read > 0, "the connection was closed without a reply");
        bytes.extend(&chunk[..read]);
    };
    let head = String::from_utf8(bytes[..head_len].to_vec()).unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = Map::new();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        headers.insert(name.to_ascii_lowercase(), value.trim().into());
    }
    let length: usize = headers
        .get("content-length")
        .and_then(|text| text.as_str()?.parse().ok())
        .unwrap_or(0);
    let mut body = bytes.split_off(head_len);
    while !is_head && body.len() < length {
        let read = stream.read(&mut chunk).unwrap();
        assert!(read > 0, "the body breaks off");
        body.extend(&chunk[..read]);
    }
    Reply {
        status,
        headers: headers.into(),
        body,
    }
}
