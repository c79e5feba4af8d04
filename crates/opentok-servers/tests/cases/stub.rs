use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::io::{BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::thread;

use serde_json::{Value, json};

use crate::check::{Check, repeated};
use crate::exchange::read_message;
use crate::scope::Scope;
use crate::subject::Subject;

/// A stand-in for the service: answers as the rules of the case say, and remembers what it was asked.
pub(crate) struct Stub {
    pub(crate) port: u16,
    inner: Arc<Inner>,
}

struct Inner {
    /// What to match, and what to answer.
    rules: Vec<(Value, Value)>,
    calls: Mutex<Vec<Value>>,
    is_over: AtomicBool,
}

impl Stub {
    pub(crate) fn start(document: &Value, case: &Value) -> Self {
        let mut rules = Vec::new();
        for rule in case["upstream"].as_array().into_iter().flatten() {
            rules.push((rule.clone(), rule["reply"].clone()));
        }
        for rule in document["upstream_rules"].as_array().into_iter().flatten() {
            rules.push((rule["match"].clone(), rule["reply"].clone()));
        }
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let inner = Arc::new(Inner {
            rules,
            calls: Mutex::default(),
            is_over: AtomicBool::new(false),
        });
        let shared = Arc::clone(&inner);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.is_over.load(Ordering::Relaxed) {
                    return;
                }
                let (Ok(stream), shared) = (stream, Arc::clone(&shared)) else {
                    continue;
                };
                thread::spawn(move || while shared.serve(&stream).is_some() {});
            }
        });
        Self { port, inner }
    }

    /// What was asked since the first `seen` calls, in the shape that cases describe.
    pub(crate) fn calls_after(&self, seen: usize) -> Vec<Value> {
        self.inner.calls.lock().unwrap()[seen..].to_vec()
    }

    pub(crate) fn count(&self) -> usize {
        self.inner.calls.lock().unwrap().len()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.inner.is_over.store(true, Ordering::Relaxed);
        // Wakes the listener.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

impl Inner {
    /// Answers one request; `None` when the connection has ended.
    fn serve(&self, stream: &TcpStream) -> Option<()> {
        let (first, headers, body) = read_message(&mut BufReader::new(stream), true).ok()?;
        let mut words = first.split(' ');
        let (method, target) = (words.next()?, words.next()?);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let call = json!({
            "method": method,
            "path": path,
            "query": pairs(query),
            "headers": headers,
            "form": pairs(&String::from_utf8_lossy(&body)),
            "json": serde_json::from_slice::<Value>(&body).unwrap_or_default(),
        });
        let reply = self.reply(&call);
        self.calls.lock().unwrap().push(call);
        let delay = reply["delay_ms"].as_u64().unwrap_or(0);
        for _ in 0..delay.div_ceil(10) {
            if self.is_over.load(Ordering::Relaxed) {
                return None;
            }
            thread::sleep(Duration::from_millis(10));
        }
        if reply["close"].as_bool() == Some(true) {
            return None;
        }
        let text = match &reply["repeat"] {
            Value::Null => reply["body"].as_str().unwrap_or_default().to_owned(),
            spec => repeated(spec),
        };
        let mut out = format!(
            "HTTP/1.1 {} Said\r\ncontent-length: {}\r\n",
            reply["status"],
            text.len()
        );
        for (name, value) in reply["headers"].as_object().into_iter().flatten() {
            out.push_str(&format!("{name}: {}\r\n", value.as_str().unwrap()));
        }
        (&*stream).write_all(format!("{out}\r\n{text}").as_bytes()).ok()
    }

    fn reply(&self, call: &Value) -> Value {
        let scope = Scope::new();
        let check = Check {
            scope: &scope,
            subject: &Nobody,
        };
        let found = self.rules.iter().find(|(rule, _)| {
            let mut wanted = serde_json::Map::new();
            for key in ["method", "path", "query"] {
                if let Some(value) = rule.get(key) {
                    wanted.insert(key.to_owned(), value.clone());
                }
            }
            if let Some(value) = rule.get("authorization") {
                wanted.insert("headers".to_owned(), json!({ "authorization": value }));
            }
            check.value(&wanted.into(), Some(call), "", false).is_ok()
        });
        found.map_or_else(
            || json!({ "status": 404, "headers": { "content-type": "application/json" }, "body": r#"{"message":"Not found"}"# }),
            |(_, reply)| reply.clone(),
        )
    }
}

/// Names and values of a query or form; values of a repeated name stand side by side, so that no expectation fits.
fn pairs(text: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::<String, String>::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decode = |text: &str| {
            let spaced = text.replace('+', " ");
            percent_encoding::percent_decode_str(&spaced)
                .decode_utf8_lossy()
                .into_owned()
        };
        let values = out.entry(decode(name)).or_default();
        if !values.is_empty() {
            values.push_str(", ");
        }
        values.push_str(&decode(value));
    }
    out
}

/// Rules of the service have no matchers of a server's own.
struct Nobody;

impl Subject for Nobody {
    fn start(&self, _: &serde_json::Map<String, Value>, _: u16) -> Box<dyn crate::subject::Running> {
        unreachable!("nobody is never started")
    }

    fn matches(&self, _: &str, _: &Value, _: &Value) -> Option<Result<(), String>> {
        None
    }
}
