use alloc::collections::BTreeMap;
use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;
use std::net::TcpStream;
use std::thread;
use std::time::Instant;

use serde_json::Value;

use super::client::{Reply, ask, connect};
use super::matcher::check;
use super::scope::Scope;
use super::stub::Stub;
use super::{Running, Subject};

/// Plays one case; what went wrong first.
pub(super) fn play<S: Subject>(subject: &S, document: &Value, case: &Value) -> Result<(), String> {
    let mut config = document["config"].clone();
    for (name, value) in case["config"].as_object().into_iter().flatten() {
        config[name] = value.clone();
    }
    let scratch = std::env::temp_dir().join(format!(
        "server-case-{}-{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    ));
    std::fs::create_dir_all(&scratch).unwrap();
    let stub = Stub::start(document, case, subject.refusal());
    let mut world = World {
        subject,
        servers: BTreeMap::from([(1, subject.start(&config, stub.port, &scratch))]),
        stub,
        scratch,
        idle: Vec::new(),
        scope: Scope {
            config,
            session_ids: document["upstream_session_ids"].as_array().cloned().unwrap_or_default(),
            ..Scope::default()
        },
    };
    let steps = case["steps"].as_array().unwrap();
    let outcome = steps
        .iter()
        .enumerate()
        .try_for_each(|(index, step)| world.step(step).map_err(|what| format!("step {}: {what}", index + 1)));
    let mut has_bug = None;
    for (_, server) in core::mem::take(&mut world.servers) {
        has_bug = has_bug.or_else(|| {
            server
                .log()
                .lines()
                .find(|line| line.contains("ended in a bug"))
                .map(str::to_owned)
        });
        server.stop();
    }
    let _ = std::fs::remove_dir_all(&world.scratch);
    outcome.and(has_bug.map_or(Ok(()), Err))
}

static COUNT: AtomicU32 = AtomicU32::new(0);

struct World<'s, S: Subject> {
    subject: &'s S,
    servers: BTreeMap<u64, S::Running>,
    stub: Stub,
    scratch: std::path::PathBuf,
    idle: Vec<TcpStream>,
    scope: Scope,
}

impl<S: Subject> World<'_, S> {
    fn step(&mut self, step: &Value) -> Result<(), String> {
        self.scope.begin_step();
        let port = self.port(step["instance"].as_u64().unwrap_or(1));
        if step["request"].is_object() {
            return self.request_step(step, port);
        }
        if let Some(requests) = step["same_connection"].as_array() {
            let mut stream = connect(port);
            return requests.iter().try_for_each(|request| {
                let reply = ask(&mut stream, request, false, &self.scope);
                self.check_reply(&step["expect"], &reply)
            });
        }
        if let Some(bytes) = step["raw"].as_str() {
            use std::io::Write;
            let _ = connect(port).write_all(bytes.as_bytes());
        } else if step["open_idle_connection"] == true {
            self.idle.push(connect(port));
        } else if let Some(ms) = step["sleep_ms"].as_u64() {
            thread::sleep(Duration::from_millis(ms));
        } else if step["restart"] == true {
            self.servers.remove(&1).unwrap().stop();
            self.port(1);
        } else if let Some(texts) = step["log_not_contains"].as_array() {
            thread::sleep(Duration::from_millis(200));
            let log = self.servers[&1].log();
            if log.lines().count() < 2 {
                return Err(format!("the log is too short to have held anything: {log}"));
            }
            let shown = texts
                .iter()
                .map(|text| self.scope.text(text.as_str().unwrap()))
                .find(|text| log.contains(text));
            return shown.map_or(Ok(()), |text| Err(format!("the log shows {text}")));
        } else {
            panic!("unknown step {step}");
        }
        Ok(())
    }

    fn port(&mut self, instance: u64) -> u16 {
        let (subject, config, stub) = (self.subject, &self.scope.config, self.stub.port);
        let scratch = &self.scratch;
        self.servers
            .entry(instance)
            .or_insert_with(|| subject.start(config, stub, scratch))
            .port()
    }

    fn request_step(&mut self, step: &Value, port: u16) -> Result<(), String> {
        let seen = self.stub.calls.lock().unwrap().len();
        let begin = Instant::now();
        let once = |scope: &Scope| ask(&mut connect(port), &step["request"], step["raw_chunked"] == true, scope);
        let replies: Vec<Reply> = if let Some(count) = step["concurrent"].as_u64() {
            let scope = &self.scope;
            thread::scope(|threads| {
                let asked: Vec<_> = (0..count).map(|_| threads.spawn(|| once(scope))).collect();
                asked.into_iter().map(|ask| ask.join().unwrap()).collect()
            })
        } else {
            (0..step["repeat"].as_u64().unwrap_or(1))
                .map(|_| once(&self.scope))
                .collect()
        };
        for reply in &replies {
            self.check_reply(&step["expect"], reply)?;
        }
        if let Some(most) = step["within_ms"].as_u64()
            && begin.elapsed() > Duration::from_millis(most)
        {
            return Err(format!("took {:?}", begin.elapsed()));
        }
        let calls = self.stub.calls.lock().unwrap()[seen..].to_vec();
        self.check_upstream(&step["expect"], &calls)?;
        if step["upstream_request_count"]
            .as_u64()
            .is_some_and(|count| count != calls.len() as u64)
        {
            return Err(format!("{} calls of the service", calls.len()));
        }
        let body = replies.last().and_then(Reply::json).unwrap_or(Value::Null);
        for (name, pointer) in step["capture"].as_object().into_iter().flatten() {
            let value = body
                .pointer(pointer.as_str().unwrap())
                .ok_or_else(|| format!("nothing at {pointer}"))?;
            self.scope.captured.insert(name.clone(), value.clone());
        }
        Ok(())
    }

    fn check_reply(&mut self, expect: &Value, reply: &Reply) -> Result<(), String> {
        let json = reply.json();
        self.scope.body = json.clone().unwrap_or(Value::Null);
        let check =
            |expected: &Value, actual: Option<&Value>, exact| check(self.subject, expected, actual, &self.scope, exact);
        let (text, about) = (reply.text(), |what: String| {
            format!("{what} in {} {:.200}", reply.status, reply.text())
        });
        if let Some(status) = expect.get("status") {
            check(status, Some(&reply.status.into()), true).map_err(|what| about(format!("status: {what}")))?;
        }
        if let Some(headers) = expect.get("headers") {
            check(headers, Some(&reply.headers), false).map_err(about)?;
        }
        if let Some(body) = expect.get("body") {
            check(body, json.as_ref(), true).map_err(about)?;
        }
        if let Some(body) = expect.get("body_includes") {
            check(body, json.as_ref(), false).map_err(about)?;
        }
        for wanted in expect["body_array_includes"].as_array().into_iter().flatten() {
            let items = json.as_ref().and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            if !items.iter().any(|item| check(wanted, Some(item), false).is_ok()) {
                return Err(about(format!("no item is {wanted}")));
            }
        }
        for (key, wanted) in [("body_contains", true), ("body_not_contains", false)] {
            for part in expect[key].as_array().into_iter().flatten() {
                if text.contains(&self.scope.text(part.as_str().unwrap())) != wanted {
                    return Err(about(format!("{key} {part}")));
                }
            }
        }
        if expect["body_empty"]
            .as_bool()
            .is_some_and(|empty| empty != reply.body.is_empty())
        {
            return Err(about("body_empty".to_owned()));
        }
        match expect.get("not") {
            Some(other) if self.check_reply(other, reply).is_ok() => Err("exactly what must not be".to_owned()),
            _ => Ok(()),
        }
    }

    fn check_upstream(&self, expect: &Value, calls: &[Value]) -> Result<(), String> {
        let Some(wanted) = expect["upstream_requests"].as_array() else {
            return Ok(());
        };
        let fits = |one: &Value, call: &Value| check(self.subject, one, Some(call), &self.scope, false);
        if expect["upstream_requests_mode"] == "includes_in_order" {
            let mut rest = calls.iter();
            return wanted
                .iter()
                .try_for_each(|one| match rest.any(|call| fits(one, call).is_ok()) {
                    true => Ok(()),
                    false => Err(format!("no call of the service is {one}")),
                });
        }
        if wanted.len() != calls.len() {
            return Err(format!("{} calls of the service, not {}", calls.len(), wanted.len()));
        }
        wanted
            .iter()
            .zip(calls)
            .try_for_each(|(one, call)| fits(one, call).map_err(|what| format!("call of the service: {what}")))
    }
}
