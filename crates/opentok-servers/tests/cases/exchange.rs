use alloc::collections::BTreeMap;
use core::time::Duration;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use serde_json::Value;

use crate::check::repeated;
use crate::scope::Scope;

/// A reply as it came over the wire. Values of a repeated header stand side by side.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

pub(crate) fn connect(port: u16) -> Result<TcpStream, String> {
    let stream = TcpStream::connect(("127.0.0.1", port)).map_err(|error| format!("connect: {error}"))?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    Ok(stream)
}

/// Sends a request and reads its reply.
pub(crate) fn ask(stream: &TcpStream, request: &Value, port: u16, scope: &Scope) -> Result<Reply, String> {
    // A refusal may come while the rest is being sent.
    let _ = (&*stream).write_all(&bytes(request, port, scope));
    read_reply(stream, request["method"] == "HEAD").map_err(|error| format!("reply: {error}"))
}

fn bytes(request: &Value, port: u16, scope: &Scope) -> Vec<u8> {
    let body = match &request["body"] {
        Value::Null => None,
        body if body["text"].is_string() => Some(scope.fill_text(body["text"].as_str().unwrap()).into_bytes()),
        body if body["repeat"].is_object() => Some(repeated(&body["repeat"]).into_bytes()),
        body => panic!("a body of this kind is not known: {body}"),
    };
    let mut headers = BTreeMap::from([("host".to_owned(), format!("127.0.0.1:{port}"))]);
    for (name, value) in request["headers"].as_object().into_iter().flatten() {
        headers.insert(name.clone(), scope.fill_text(value.as_str().unwrap()));
    }
    if let Some(body) = &body
        && !headers.contains_key("content-length")
        && !headers.contains_key("transfer-encoding")
    {
        headers.insert("content-length".to_owned(), body.len().to_string());
    }
    let path = scope.fill_text(request["path"].as_str().unwrap());
    let mut out = format!("{} {path} HTTP/1.1\r\n", request["method"].as_str().unwrap());
    for (name, value) in headers {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut out = format!("{out}\r\n").into_bytes();
    out.extend(body.unwrap_or_default());
    out
}

/// Start line, headers and body of a message.
pub(crate) fn read_message(
    reader: &mut impl BufRead,
    has_body: bool,
) -> std::io::Result<(String, BTreeMap<String, String>, Vec<u8>)> {
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    let mut headers = BTreeMap::<String, String>::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        let values = headers.entry(name.to_ascii_lowercase()).or_default();
        if !values.is_empty() {
            values.push_str(", ");
        }
        values.push_str(value.trim());
    }
    assert!(
        !headers.contains_key("transfer-encoding"),
        "nobody here answers in chunks"
    );
    let len = headers.get("content-length").map_or(0, |len| len.parse().unwrap());
    let mut body = vec![0; if has_body { len } else { 0 }];
    reader.read_exact(&mut body)?;
    Ok((first, headers, body))
}

fn read_reply(stream: &TcpStream, is_head: bool) -> Result<Reply, String> {
    let read = read_message(&mut BufReader::new(stream), !is_head);
    let (first, headers, body) = read.map_err(|error| error.to_string())?;
    let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
    Ok(Reply {
        status: status.ok_or(first)?,
        headers,
        body,
    })
}
