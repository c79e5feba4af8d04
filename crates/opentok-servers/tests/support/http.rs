use core::time::Duration;
use std::io::{Read, Write};
use std::net::TcpStream;

/// A reply, as far as tests look at it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    /// A text member of a JSON reply.
    pub(crate) fn text(&self, name: &str) -> String {
        let json: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        json[name].as_str().unwrap_or_default().to_owned()
    }
}

/// Posts JSON on a connection of its own.
pub(crate) fn post(port: u16, path: &str, json: &str) -> std::io::Result<Answer> {
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{json}",
        json.len()
    );
    send(port, request.as_bytes())
}

/// Sends bytes on a connection of its own, and reads until the server closes.
pub(crate) fn send(port: u16, request: &[u8]) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(40)))?;
    // A server may refuse and close before it has read everything.
    let _ = stream.write_all(request);
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        end?;
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    };
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .unwrap_or(0);
    Ok(Answer {
        status,
        head: head.to_ascii_lowercase(),
        body: body.to_owned(),
    })
}
