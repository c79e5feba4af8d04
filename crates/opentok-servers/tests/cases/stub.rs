use alloc::sync::Arc;
use core::time::Duration;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::thread;

use serde_json::{Map, Value, json};

use super::matcher::repeated;

/// A stand-in for the service behind a server: answers by rules, and remembers what it was asked.
pub(super) struct Stub {
    pub(super) port: u16,
    pub(super) calls: Arc<Mutex<Vec<Value>>>,
}

struct Rules {
    /// Of the case, then of the file; the first that fits counts.
    list: Vec<Value>,
    default: Value,
    ids: Mutex<alloc::vec::IntoIter<Value>>,
    refuses: fn(&Value) -> bool,
}

impl Stub {
    /// Its threads end with the process: they wait for connections that nobody makes any more.
    pub(super) fn start(document: &Value, case: &Value, refuses: fn(&Value) -> bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let calls = Arc::new(Mutex::new(Vec::new()));
        let list = [&case["upstream"], &document["upstream_rules"]]
            .into_iter()
            .filter_map(Value::as_array)
            .flatten();
        let rules = Arc::new(Rules {
            list: list.cloned().collect(),
            default: document["upstream_default"].clone(),
            ids: Mutex::new(
                document["upstream_session_ids"]
                    .as_array()
                    .cloned()
                    .unwrap_or_default()
                    .into_iter(),
            ),
            refuses,
        });
        let kept = Arc::clone(&calls);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (rules, calls) = (Arc::clone(&rules), Arc::clone(&kept));
                thread::spawn(move || serve(stream, &rules, &calls));
            }
        });
        Self { port, calls }
    }
}

fn serve(stream: TcpStream, rules: &Rules, calls: &Mutex<Vec<Value>>) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut stream = stream;
    loop {
        let call = read_call(&mut reader)?;
        let reply = rules.reply(&call);
        let is_head = call["method"] == "HEAD";
        calls.lock().unwrap().push(call);
        thread::sleep(Duration::from_millis(reply["delay_ms"].as_u64().unwrap_or(0)));
        if reply["close"] == true {
            return None;
        }
        let mut body = if reply["repeat"].is_object() {
            repeated(&reply["repeat"])
        } else {
            reply["body"].as_str().unwrap_or_default().to_owned()
        };
        if body.contains("${upstream.session_id.next}") {
            let id = rules.ids.lock().unwrap().next().unwrap_or("no-session-id-left".into());
            body = body.replace("${upstream.session_id.next}", id.as_str().unwrap());
        }
        let mut head = format!(
            "HTTP/1.1 {} Stub\r\ncontent-length: {}\r\n",
            reply["status"],
            body.len()
        );
        for (name, value) in reply["headers"].as_object().into_iter().flatten() {
            head.push_str(&format!("{name}: {}\r\n", value.as_str().unwrap()));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes()).ok()?;
        if !is_head {
            stream.write_all(body.as_bytes()).ok()?;
        }
    }
}

impl Rules {
    fn reply(&self, call: &Value) -> Value {
        if (self.refuses)(&call["headers"]) {
            return json!({ "status": 403, "body": "{\"code\":-1,\"message\":\"Invalid token\"}" });
        }
        for rule in &self.list {
            // The two servers write their rules a little differently.
            let wanted = if rule["match"].is_object() {
                &rule["match"]
            } else {
                rule
            };
            let same = |key: &str| wanted[key].is_null() || wanted[key] == call[key];
            let authorized =
                wanted["authorization"].is_null() || wanted["authorization"] == call["headers"]["authorization"];
            let query = wanted["query"]
                .as_object()
                .into_iter()
                .flatten()
                .all(|(name, value)| call["query"][name] == *value);
            if same("method") && same("path") && query && authorized {
                return rule["reply"].clone();
            }
        }
        let place = format!(
            "{} {}",
            call["method"].as_str().unwrap(),
            call["path"].as_str().unwrap()
        );
        let accepts_json = call["headers"]["accept"]
            .as_str()
            .is_some_and(|accept| accept.contains("json"));
        let choice = &self.default[&place][if accepts_json {
            "when_accept_has_json"
        } else {
            "otherwise"
        }];
        if choice.is_null() {
            json!({ "status": 404, "body": "{\"message\":\"Not found\"}" })
        } else {
            choice.clone()
        }
    }
}

fn read_call(reader: &mut BufReader<TcpStream>) -> Option<Value> {
    let mut line = String::new();
    (reader.read_line(&mut line).ok()? > 0).then_some(())?;
    let mut words = line.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Map::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.insert(name.to_ascii_lowercase(), value.trim().into());
    }
    let length = headers
        .get("content-length")
        .and_then(|text| text.as_str()?.parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let is_form = headers
        .get("content-type")
        .is_some_and(|kind| kind.as_str().unwrap_or_default().contains("form"));
    let form = if is_form {
        pairs(&String::from_utf8_lossy(&body))
    } else {
        Value::Null
    };
    Some(json!({
        "method": method, "path": path, "query": pairs(query), "headers": headers,
        "form": form, "json": serde_json::from_slice(&body).unwrap_or(Value::Null),
    }))
}

fn pairs(text: &str) -> Value {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    let decode = |text: &str| {
        percent_encoding::percent_decode_str(&text.replace('+', " "))
            .decode_utf8_lossy()
            .into_owned()
    };
    pairs
        .map(|(name, value)| (decode(name), Value::String(decode(value))))
        .collect::<Map<_, _>>()
        .into()
}
