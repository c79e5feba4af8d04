//! The cases of Tiny OpenTok Server, as they are published with its specification, against a server in this process.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod cases;
mod support;

use std::path::Path;

use cases::{Running, Scope, Subject};
use opentok_sdk::token::{ApiSecret, Project, UnixSeconds, Verifier};
use serde_json::Value;
use support::TinyProcess;

struct Tiny;

impl Subject for Tiny {
    type Running = TinyProcess;

    fn start(&self, config: &Value, stub: u16, scratch: &Path) -> TinyProcess {
        let mut pairs = vec![
            ("HOST", "127.0.0.1".to_owned()),
            ("PORT", "0".to_owned()),
            ("OPENTOK_API_URL", format!("http://127.0.0.1:{stub}")),
            ("TINY_SHUTDOWN_GRACE", "2s".to_owned()),
        ];
        for (name, value) in config.as_object().unwrap().iter().filter(|(_, value)| !value.is_null()) {
            pairs.push(setting(name, value, scratch));
        }
        TinyProcess::start(pairs)
    }

    fn token_matches(&self, matcher: &Value, token: &str, scope: &Scope) -> Result<(), String> {
        let key = scope.config["opentok_key"].as_str().unwrap().parse().unwrap();
        let project = Project::new(key, ApiSecret::new(scope.config["opentok_secret"].as_str().unwrap()));
        let claims = Verifier::new(project)
            .verify(token, UnixSeconds::now())
            .map_err(|error| error.to_string())?;
        let found = serde_json::json!({
            "session_id": claims.session().as_str(),
            "role": claims.role().as_str(),
            "expire_time": claims.expires().get(),
            "connection_data": claims.data().unwrap_or_default(),
        });
        for (name, want) in matcher.as_object().unwrap() {
            let want = match want {
                Value::String(text) => scope.fill(text),
                Value::Object(spec) if spec.contains_key("$repeat") => {
                    let count = usize::try_from(spec["$repeat"]["count"].as_u64().unwrap()).unwrap();
                    spec["$repeat"]["unit"].as_str().unwrap().repeat(count).into()
                }
                other => other.clone(),
            };
            if found[name] != want {
                return Err(format!("{name} in the token: {} instead of {want}", found[name]));
            }
        }
        Ok(())
    }

    fn refusal(&self) -> fn(&Value) -> bool {
        |headers| headers["x-opentok-auth"].is_null() && headers["x-tb-partner-auth"].is_null()
    }
}

fn setting(name: &str, value: &Value, scratch: &Path) -> (&'static str, String) {
    let switch = || if value == true { "on" } else { "off" }.to_owned();
    let list = || {
        value
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item.as_str().unwrap())
            .collect::<Vec<_>>()
            .join(",")
    };
    let text = || value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match name {
        "opentok_key" => ("OPENTOK_KEY", text()),
        "opentok_secret" => ("OPENTOK_SECRET", text()),
        "store" if value == "memory" => ("TINY_STORE", "memory:".to_owned()),
        "store" if value == "embedded" => ("TINY_STORE", format!("file:{}", scratch.join("store.db").display())),
        "store" => ("TINY_STORE", support::redis_for(scratch)),
        "cors_origins" => ("TINY_CORS_ORIGINS", list()),
        "api_tokens" => ("TINY_API_TOKENS", list()),
        "rate_limit" => (
            "TINY_RATE_LIMIT",
            format!("per_minute={},burst={}", value["per_minute"], value["burst"]),
        ),
        "body_limit_bytes" => ("TINY_BODY_LIMIT", text()),
        "upstream_timeout_ms" => ("TINY_UPSTREAM_TIMEOUT", format!("{value}ms")),
        "sample_routes" => ("TINY_SAMPLE_ROUTES", switch()),
        "room_role" => ("TINY_ROOM_ROLE", text()),
        _ => panic!("unknown setting {name}"),
    }
}

impl Running for TinyProcess {
    fn port(&self) -> u16 {
        Self::port(self)
    }

    fn stop(self) {
        Self::stop(self);
    }

    fn log(&self) -> String {
        Self::log(self)
    }
}

#[test]
fn every_case_of_the_tiny_server_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/servers");
    cases::play_all(&Tiny, &folder, "tiny-");
}
