//! The commands against the emulator: what they send is what the service understands.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::time::Duration;
use std::fs;
use std::process::Command;

use opentok_sandbox::{Client, Publication, Sandbox};

use self::support::{Answer, Directory, opentok, run, text};

mod emulator;
mod support;

/// The emulator on a port, until the test program ends.
struct Service {
    sandbox: Sandbox,
    url: String,
}

impl Service {
    fn new() -> Self {
        let (sandbox, url) = emulator::serve();
        Self { sandbox, url }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = opentok([]);
        command.args(arguments).arg("--json").env("OPENTOK_API_URL", &self.url);
        command.env("VONAGE_VIDEO_URL", &self.url);
        command
    }

    /// As the project.
    fn project(&self, arguments: &[&str]) -> Answer {
        let credentials = self.sandbox.credentials();
        let mut command = self.command(arguments);
        command.env("OPENTOK_API_KEY", &*credentials.api_key);
        run(command.env("OPENTOK_API_SECRET", &*credentials.api_secret))
    }

    /// What the project is told, under `name`.
    #[track_caller]
    fn text(&self, arguments: &[&str], name: &str) -> String {
        let answer = self.project(arguments);
        assert_eq!(answer.code, 0, "{arguments:?}: {answer:?}");
        answer.json()[name]
            .as_str()
            .unwrap_or_else(|| panic!("{answer:?}"))
            .to_owned()
    }

    #[track_caller]
    fn done(&self, arguments: &[&str]) {
        let answer = self.project(arguments);
        assert_eq!(
            (answer.code, answer.out.as_str()),
            (0, "{\"done\":true}\n"),
            "{arguments:?}: {answer:?}"
        );
    }

    /// A routed session in which somebody publishes a stream.
    fn session(&self) -> (String, String, String) {
        let session = self.text(&["session", "create"], "session_id");
        let connection = self.sandbox.connect(&session, Client::with_data("name=Ann")).unwrap();
        let stream = self
            .sandbox
            .publish(&session, &Publication::of(&connection).name("Ann"))
            .unwrap();
        (session, connection, stream)
    }
}

#[test]
fn an_archive_is_recorded_arranged_downloaded_and_deleted() {
    let service = Service::new();
    let directory = Directory::new("sandbox-archive");
    let (session, _, stream) = service.session();
    let archive = service.text(&["archive", "start", &session, "--name", "call", "--manual"], "id");
    service.done(&["archive", "add-stream", &archive, &stream, "--audio-only"]);
    service.done(&["archive", "remove-stream", &archive, &stream]);
    service.done(&["archive", "add-stream", &archive, &stream]);
    assert_eq!(
        service
            .project(&["archive", "layout", &archive, "--layout", "pip"])
            .code,
        0
    );
    service.sandbox.advance(Duration::from_secs(60));
    assert_eq!(service.text(&["archive", "stop", &archive], "status"), "stopped");
    let file = directory.path().join("call.mp4");
    service.sandbox.advance(Duration::from_secs(30));
    let pulled = service.project(&["archive", "pull", &archive, "--wait", "-o", text(&file)]);
    assert_eq!(pulled.code, 0, "{pulled:?}");
    assert_eq!(
        fs::metadata(&file).unwrap().len(),
        pulled.json()["bytes"].as_u64().unwrap()
    );
    assert_eq!(
        service
            .project(&["archive", "list", "--session", &session, "--all"])
            .json_lines()
            .len(),
        1
    );
    service.done(&["archive", "delete", &archive]);
    assert_eq!(service.project(&["archive", "get", &archive]).error().0, "not_found");
}

#[test]
fn everybody_in_a_session_is_seen_told_muted_and_disconnected() {
    let service = Service::new();
    let (session, connection, stream) = service.session();
    assert_eq!(service.text(&["stream", "get", &session, &stream], "name"), "Ann");
    assert_eq!(service.project(&["stream", "list", &session]).json_lines().len(), 1);
    assert_eq!(
        service
            .project(&["stream", "layout", &session, &format!("{stream}=focus,full")])
            .code,
        0
    );
    assert_eq!(
        service.project(&["stream", "get", &session, &stream]).json()["layoutClassList"][1],
        "full"
    );
    service.done(&["signal", "send", &session, "hello", "--type", "chat"]);
    service.done(&["signal", "send", &session, "hello", "--connection", &connection]);
    service.done(&["stream", "mute", &session, &stream]);
    service.done(&["session", "mute", &session, "--except", &stream]);
    service.done(&["session", "unmute", &session]);
    service.done(&["connection", "disconnect", &session, &connection]);
    assert_eq!(service.project(&["connection", "list", &session]).out, "");
    assert_eq!(
        service.project(&["signal", "send", &session, "hello"]).error().0,
        "not_connected"
    );
}

#[test]
fn what_joins_a_session_is_let_in_by_a_minted_token() {
    let service = Service::new();
    let (session, ..) = service.session();
    let caller = service.text(&["sip", "dial", &session, "sip:a@example.net"], "connectionId");
    service.done(&["sip", "dtmf", &session, "1p2#", "--connection", &caller]);
    let captions = service.text(&["captions", "start", &session, "--language", "en-GB"], "captionsId");
    assert_eq!(
        service.project(&["captions", "start", &session]).error().0,
        "already_running"
    );
    service.done(&["captions", "stop", &captions]);
    let render = service.text(&["render", "start", &session, "https://app.example.net/scene"], "id");
    assert_eq!(service.text(&["render", "get", &render], "id"), render);
    assert_eq!(service.project(&["render", "list"]).json_lines().len(), 1);
    service.done(&["render", "stop", &render]);
    service.text(&["connect", "start", &session, "wss://audio.example.net/in"], "id");
    let broadcast = service.text(&["broadcast", "start", &session, "--low-latency"], "id");
    assert_eq!(service.project(&["broadcast", "list"]).json_lines().len(), 1);
    assert_eq!(service.text(&["broadcast", "stop", &broadcast], "status"), "stopped");
}

#[test]
fn an_application_and_an_account_are_known_too() {
    let service = Service::new();
    let directory = Directory::new("sandbox-owners");
    let credentials = service.sandbox.credentials();
    let key = directory.file("key.pem", &credentials.private_key);
    let mut command = service.command(&["session", "create"]);
    command
        .env("VONAGE_APPLICATION_ID", &*credentials.application_id)
        .env("VONAGE_PRIVATE_KEY", &key);
    let answer = run(&mut command);
    assert_eq!(answer.code, 0, "{answer:?}");
    let account = |arguments: &[&str]| {
        let mut command = service.command(arguments);
        command.env("OPENTOK_ACCOUNT_KEY", &*credentials.account_key);
        run(command.env("OPENTOK_ACCOUNT_SECRET", &*credentials.account_secret))
    };
    let made = account(&["project", "create", "--name", "n", "--show-secret"]).json();
    let project = made["id"].as_str().unwrap();
    let fresh = account(&["project", "refresh-secret", project, "--show-secret"]).json();
    assert!(fresh["secret"].is_string() && fresh["secret"] != made["secret"]);
    assert_eq!(
        account(&["project", "status", project, "suspended"]).json()["status"],
        "SUSPENDED"
    );
    assert_eq!(account(&["project", "delete", project]).out, "{\"done\":true}\n");
    assert_eq!(account(&["project", "list"]).json_lines().len(), 1);
}
