//! The recorded cases of the Help Lightning server, against a server in this process and a stub of its service.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

extern crate alloc;

mod cases;

use alloc::sync::Arc;
use std::io::Write;
use std::path::Path;
use std::sync::{LazyLock, Mutex};

use cases::{Running, Scope, Subject};
use http_endpoint::{HyperTransport, net::NetSettings};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use opentok_servers::help_lightning::{Chance, HelpLightning, Settings, WallClock};
use opentok_servers::log::{Log, LogFormat};
use opentok_servers::serve::{Limits, Listeners, Metrics, Options, Server, Shutdown, ShutdownTrigger};
use opentok_servers::settings::{Layer, Sources};
use serde_json::Value;
use tokio::runtime::Runtime;

#[test]
fn authentication_answers_as_recorded() {
    assert_eq!(play("helplightning-auth.json"), 14);
}

#[test]
fn creating_a_session_answers_as_recorded() {
    assert_eq!(play("helplightning-create.json"), 19);
}

#[test]
fn joining_answers_as_recorded() {
    assert_eq!(play("helplightning-join.json"), 11);
}

#[test]
fn http_answers_as_recorded() {
    assert_eq!(play("helplightning-http.json"), 8);
}

fn play(file: &str) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/servers");
    cases::play_all(&HelpLightningServer, &folder, file)
}

/// The Help Lightning server.
struct HelpLightningServer;

const PARTNER_KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/partner.pem");
const PARTNER_PUBLIC_KEY: &str = include_str!("data/partner.pub.pem");

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
});

/// Keys of `config`, and the settings they are.
const NAMES: [(&str, &str); 9] = [
    ("api_key", "HLSERVER_API_KEY"),
    ("enterprise_id", "HLSERVER_ENTERPRISE_ID"),
    ("insecure_demo", "HLSERVER_INSECURE_DEMO"),
    ("pin_capacity", "HLSERVER_PIN_CAPACITY"),
    ("pin_digits", "HLSERVER_PIN_DIGITS"),
    ("pin_max_failures", "HLSERVER_PIN_MAX_FAILURES"),
    ("session_id_form", "HLSERVER_SESSION_ID_FORM"),
    ("body_limit_bytes", "HLSERVER_BODY_LIMIT"),
    ("cors_origins", "HLSERVER_CORS_ORIGINS"),
];

impl Subject for HelpLightningServer {
    type Running = InProcess;

    fn start(&self, config: &Value, stub: u16, _scratch: &Path) -> InProcess {
        let mut pairs = vec![
            ("HLSERVER_LISTEN", "127.0.0.1:0".to_owned()),
            ("HLSERVER_PARTNER_KEY", PARTNER_KEY.to_owned()),
            ("HLSERVER_SHUTDOWN_GRACE", "2s".to_owned()),
        ];
        for (key, value) in config.as_object().unwrap().iter().filter(|(_, value)| !value.is_null()) {
            match key.as_str() {
                "partner_key" => {}
                "upstream_base_path" => {
                    let path = value.as_str().unwrap();
                    pairs.push(("HLSERVER_URL", format!("http://127.0.0.1:{stub}{path}")));
                }
                "pin_ttl_s" => pairs.push(("HLSERVER_PIN_TTL", format!("{value}s"))),
                "caller_auth" => {
                    pairs.push(("HLSERVER_TRUSTED_HEADER", spelled(&value["trusted_header"])));
                    pairs.push(("HLSERVER_TRUSTED_PROXIES", "127.0.0.1/32".to_owned()));
                }
                key => {
                    let name = NAMES.iter().find(|(known, _)| *known == key);
                    let (_, name) = name.unwrap_or_else(|| panic!("there is no setting for {key}"));
                    pairs.push((name, spelled(value)));
                }
            }
        }
        let sources = Sources::new([Layer::from_pairs("case", pairs)]);
        let (settings, _) = Settings::read(&sources).unwrap();
        RUNTIME.block_on(start(settings))
    }

    fn token_matches(&self, matcher: &Value, token: &str, _scope: &Scope) -> Result<(), String> {
        check_partner_token(matcher, token)
    }
}

fn spelled(value: &Value) -> String {
    match value {
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(spelled).collect::<Vec<_>>().join(","),
        value => value.to_string(),
    }
}

async fn start(settings: Settings) -> InProcess {
    let out = Shared::default();
    let log = Log::new(LogFormat::Text, out.clone());
    let metrics = Metrics::new("help_lightning");
    let transport = HyperTransport::new(&NetSettings::new()).unwrap();
    let app = HelpLightning::open(
        &settings,
        transport,
        WallClock::system(),
        Chance::system(),
        log.clone(),
        &metrics,
    );
    let app = app.await.unwrap();
    let listeners = Listeners::bind(settings.listen, None).await.unwrap();
    let port = listeners.address().unwrap().port();
    let options = Options::new(log.clone(), metrics, 1)
        .limits(Limits::new().body_bytes(settings.body_limit))
        .cors(settings.cors.clone())
        .trusted_proxies(settings.forwarded_by.clone())
        .grace(settings.shutdown_grace);
    let (trigger, shutdown) = Shutdown::new();
    let server = RUNTIME.spawn(Server::new(app, options).run(listeners, shutdown));
    InProcess {
        port,
        log,
        out,
        trigger,
        server,
    }
}

/// A server on a runtime of this process.
struct InProcess {
    port: u16,
    log: Log,
    out: Shared,
    trigger: ShutdownTrigger,
    server: tokio::task::JoinHandle<()>,
}

impl Running for InProcess {
    fn port(&self) -> u16 {
        self.port
    }

    fn stop(self) {
        self.trigger.begin();
        RUNTIME.block_on(self.server).unwrap();
    }

    fn log(&self) -> String {
        self.log.flush();
        String::from_utf8(self.out.0.lock().unwrap().clone()).unwrap()
    }
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// By a library that shares nothing with ours.
fn check_partner_token(want: &Value, token: &str) -> Result<(), String> {
    let mut rules = Validation::new(Algorithm::RS256);
    rules.leeway = 0;
    rules.set_issuer(&[want["iss"].as_str().unwrap()]);
    rules.set_audience(&[want["aud"].as_str().unwrap()]);
    let key = DecodingKey::from_rsa_pem(PARTNER_PUBLIC_KEY.as_bytes()).unwrap();
    let claims = decode::<Value>(token, &key, &rules)
        .map_err(|error| error.to_string())?
        .claims;
    if claims["sub"] != want["sub"] {
        return Err(format!("sub is {}", claims["sub"]));
    }
    let now = WallClock::system().now().as_secs();
    let left = claims["exp"].as_u64().unwrap().saturating_sub(now);
    if left > want["max_lifetime_s"].as_u64().unwrap() {
        return Err(format!("it lives for {left} s"));
    }
    Ok(())
}
