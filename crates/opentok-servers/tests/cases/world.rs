use alloc::collections::BTreeSet;
use core::time::Duration;
use std::io::Write;
use std::net::TcpStream;
use std::thread;
use std::time::Instant;

use serde_json::{Map, Value};

use crate::check::Check;
use crate::exchange::{Reply, ask, connect};
use crate::scope::Scope;
use crate::stub::Stub;
use crate::subject::{Running, Subject};

/// Everything that one case runs in.
struct World<'a> {
    subject: &'a dyn Subject,
    server: Box<dyn Running>,
    stub: Stub,
    scope: Scope,
    idle: Vec<TcpStream>,
}

/// Plays one case to its end or to the first difference.
pub(crate) fn play(subject: &dyn Subject, document: &Value, case: &Value) -> Result<(), String> {
    let mut config = document["config"].as_object().cloned().unwrap_or_default();
    config.extend(case["config"].as_object().cloned().unwrap_or_default());
    let config: Map<_, _> = config.into_iter().filter(|(_, value)| !value.is_null()).collect();
    let stub = Stub::start(document, case);
    let server = subject.start(&config, stub.port);
    let mut world = World {
        subject,
        server,
        stub,
        scope: Scope::new(),
        idle: Vec::new(),
    };
    for (number, step) in case["steps"].as_array().unwrap().iter().enumerate() {
        let known = BTreeSet::from(STEP_KEYS);
        let unknown = step
            .as_object()
            .unwrap()
            .keys()
            .find(|key| !known.contains(key.as_str()));
        assert_eq!(unknown, None, "a key of a step that is not known");
        world
            .step(step)
            .map_err(|error| format!("step {}: {error}", number + 1))?;
    }
    world.server.stop()?;
    let log = world.server.log();
    if log.contains("panicked at") || log.contains("ended in a bug") {
        return Err(format!("the server has a bug: {log}"));
    }
    Ok(())
}

const STEP_KEYS: [&str; 14] = [
    "request",
    "expect",
    "capture",
    "repeat",
    "concurrent",
    "within_ms",
    "raw_chunked",
    "upstream_request_count",
    "raw",
    "then",
    "open_idle_connection",
    "same_connection",
    "sleep_ms",
    "log_not_contains",
];

impl World<'_> {
    fn step(&mut self, step: &Value) -> Result<(), String> {
        self.scope.step();
        if step["request"].is_object() {
            return self.request(step);
        }
        if let Some(requests) = step["same_connection"].as_array() {
            let stream = connect(self.server.port())?;
            for request in requests {
                let reply = ask(&stream, request, self.server.port(), &self.scope)?;
                self.reply(&step["expect"], &reply)?;
            }
        } else if let Some(raw) = step["raw"].as_str() {
            let mut stream = connect(self.server.port())?;
            stream.write_all(raw.as_bytes()).map_err(|error| error.to_string())?;
        } else if step.get("open_idle_connection").is_some() {
            self.idle.push(connect(self.server.port())?);
        } else if let Some(ms) = step["sleep_ms"].as_u64() {
            thread::sleep(Duration::from_millis(ms));
        } else if let Some(texts) = step["log_not_contains"].as_array() {
            let log = self.server.log();
            let texts = texts.iter().map(|text| self.scope.fill_text(text.as_str().unwrap()));
            if let Some(text) = texts.into_iter().find(|text| log.contains(text)) {
                return Err(format!("the log holds {text}"));
            }
            if log.lines().count() < 2 {
                return Err(format!("the log is too short to have held anything: {log}"));
            }
        } else {
            panic!("a step that is not known: {step}");
        }
        Ok(())
    }

    fn request(&mut self, step: &Value) -> Result<(), String> {
        let seen = self.stub.count();
        let begin = Instant::now();
        if let Some(count) = step["concurrent"].as_u64() {
            let (port, scope) = (self.server.port(), &self.scope);
            let replies: Vec<_> = thread::scope(|threads| {
                let once = || ask(&connect(port)?, &step["request"], port, scope);
                let asked: Vec<_> = (0..count).map(|_| threads.spawn(once)).collect();
                asked.into_iter().map(|asked| asked.join().unwrap()).collect()
            });
            for reply in replies {
                self.reply(&step["expect"], &reply?)?;
            }
        } else {
            for _ in 0..step["repeat"].as_u64().unwrap_or(1) {
                let stream = connect(self.server.port())?;
                let reply = ask(&stream, &step["request"], self.server.port(), &self.scope)?;
                self.reply(&step["expect"], &reply)?;
            }
        }
        if let Some(ms) = step["within_ms"].as_u64()
            && begin.elapsed() > Duration::from_millis(ms)
        {
            return Err(format!("it took {:?}", begin.elapsed()));
        }
        let calls = self.stub.calls_after(seen);
        self.upstream(&step["expect"], &calls)?;
        if let Some(count) = step["upstream_request_count"].as_u64()
            && count != calls.len() as u64
        {
            return Err(format!("{} calls of the service instead of {count}", calls.len()));
        }
        for (name, pointer) in step["capture"].as_object().into_iter().flatten() {
            let body = self.scope.body.clone().unwrap_or_default();
            let value = body.pointer(pointer.as_str().unwrap());
            let value = value.ok_or_else(|| format!("nothing to capture as {name}"))?;
            self.scope.captured.insert(name.clone(), value.clone());
        }
        Ok(())
    }

    fn check(&self) -> Check<'_> {
        Check {
            scope: &self.scope,
            subject: self.subject,
        }
    }

    fn reply(&mut self, expect: &Value, reply: &Reply) -> Result<(), String> {
        self.scope.body = reply.json();
        let check = self.check();
        let text = reply.text();
        let said = |error: String| format!("{error}; the reply is {} {text}", reply.status);
        for (key, wanted) in expect.as_object().into_iter().flatten() {
            let body = self.scope.body.as_ref();
            match key.as_str() {
                "status" => check
                    .value(wanted, Some(&reply.status.into()), "status", true)
                    .map_err(said)?,
                "headers" => {
                    let headers = serde_json::to_value(&reply.headers).unwrap();
                    check.value(wanted, Some(&headers), "headers", false)?;
                }
                "body" => check.value(wanted, body, "body", true)?,
                "body_includes" => check.value(wanted, body, "body", false)?,
                "body_array_includes" => {
                    let list = body.and_then(Value::as_array).ok_or("body: not an array")?;
                    for one in wanted.as_array().unwrap() {
                        let is_there = list.iter().any(|item| check.value(one, Some(item), "", false).is_ok());
                        is_there
                            .then_some(())
                            .ok_or_else(|| format!("body: no item like {one}"))?;
                    }
                }
                "body_contains" | "body_not_contains" => {
                    for one in wanted.as_array().unwrap() {
                        let one = self.scope.fill_text(one.as_str().unwrap());
                        if text.contains(&one) != (key == "body_contains") {
                            return Err(format!("{key} {one}: {text}"));
                        }
                    }
                }
                "body_empty" if reply.body.is_empty() != wanted.as_bool().unwrap() => {
                    return Err(format!("body: {text}"));
                }
                "body_empty" | "upstream_requests" | "upstream_requests_mode" => {}
                "not" => {
                    if self.reply(wanted, reply).is_ok() {
                        return Err(format!("the reply is exactly {wanted}"));
                    }
                    return Ok(());
                }
                _ => panic!("a key of an expectation that is not known: {key}"),
            }
        }
        Ok(())
    }

    fn upstream(&self, expect: &Value, calls: &[Value]) -> Result<(), String> {
        let Some(wanted) = expect["upstream_requests"].as_array() else {
            return Ok(());
        };
        let check = self.check();
        let places: Vec<_> = calls
            .iter()
            .map(|call| format!("{} {}", call["method"], call["path"]))
            .collect();
        if expect["upstream_requests_mode"] == "includes_in_order" {
            let mut rest = calls.iter();
            for one in wanted {
                if !rest.any(|call| check.value(one, Some(call), "", false).is_ok()) {
                    return Err(format!("no call like {one} in this order among {places:?}"));
                }
            }
            return Ok(());
        }
        if wanted.len() != calls.len() {
            return Err(format!("the calls were {places:?}"));
        }
        let mut both = wanted.iter().zip(calls);
        both.try_for_each(|(one, call)| check.value(one, Some(call), "upstream call", false))
    }
}
