//! Every call of the REST API has a subcommand.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use opentok_rest::{CALLS, CallInfo};

use self::support::{KEY, SESSION, opentok, run};

mod support;

const ID: &str = "30b3ebf1-ba36-4f5b-8def-6f70d9986fe9";
const OTHER: &str = "8b732909-0a06-46a2-8ea8-074e64d43422";

/// The arguments that lead to each call. `S` stands for the session, `I` and `J` for ids.
const COMMANDS: &[(&str, &str)] = &[
    ("create_session", "session create"),
    ("signal_session", "signal send S data"),
    ("signal_connection", "signal send S data --connection I"),
    ("list_connections", "connection list S"),
    ("force_disconnect", "connection disconnect S I"),
    ("mute_stream", "stream mute S I"),
    ("mute_all", "session mute S"),
    ("end_mute", "session unmute S"),
    ("list_streams", "stream list S"),
    ("get_stream", "stream get S I"),
    ("set_stream_classes", "stream layout S I=focus"),
    ("start_archive", "archive start S"),
    ("stop_archive", "archive stop I"),
    ("get_archive", "archive get I"),
    ("list_archives", "archive list"),
    ("delete_archive", "archive delete I"),
    ("set_archive_layout", "archive layout I --layout pip"),
    ("add_archive_stream", "archive add-stream I J"),
    ("remove_archive_stream", "archive remove-stream I J"),
    ("set_archive_storage", "archive storage s3 bucket"),
    ("set_archive_storage", "archive storage azure container --account a"),
    ("delete_archive_storage", "archive storage delete"),
    ("start_broadcast", "broadcast start S"),
    ("stop_broadcast", "broadcast stop I"),
    ("get_broadcast", "broadcast get I"),
    ("list_broadcasts", "broadcast list"),
    ("set_broadcast_layout", "broadcast layout I --layout pip"),
    ("add_broadcast_stream", "broadcast add-stream I J"),
    ("remove_broadcast_stream", "broadcast remove-stream I J"),
    ("start_captions", "captions start S"),
    ("stop_captions", "captions stop I"),
    ("get_captions", "captions get I"),
    ("start_render", "render start S https://app.example.net/scene"),
    ("stop_render", "render stop I"),
    ("get_render", "render get I"),
    ("list_renders", "render list"),
    ("dial", "sip dial S sip:a@example.net"),
    ("play_dtmf", "sip dtmf S 1p2#"),
    ("play_dtmf_to", "sip dtmf S 1p2# --connection I"),
    ("start_audio_connector", "connect start S wss://audio.example.net/in"),
    ("stop_audio_connector", "connect stop I"),
    (
        "register_callback",
        "callback register connection created https://app.example.net/c",
    ),
    ("list_callbacks", "callback list"),
    ("delete_callback", "callback delete I"),
    ("create_project", "project create --name n"),
    ("list_projects", "project list"),
    ("get_project", "project get 45676632"),
    ("set_project_status", "project status 45676632 suspended"),
    ("refresh_secret", "project refresh-secret 45676632"),
    ("delete_project", "project delete 45676632"),
    ("query_insights", "insights query {a}"),
    ("create_legacy_session", "legacy create-session 45676632"),
    ("get_legacy_manifest", "legacy manifest I"),
    ("get_legacy_archive_url", "legacy url I J"),
    ("delete_legacy_archive", "legacy delete I"),
    ("stitch_legacy_archive", "legacy stitch I"),
];

#[test]
fn every_call_is_reached_by_a_subcommand() {
    for call in CALLS {
        let mut commands = COMMANDS.iter().filter(|(name, _)| *name == call.name).peekable();
        assert!(commands.peek().is_some(), "{} has no subcommand", call.name);
        for (_, line) in commands {
            assert_reaches(call, line);
        }
    }
    for (name, _) in COMMANDS {
        assert!(CALLS.iter().any(|call| call.name == *name), "{name} is no call");
    }
}

#[track_caller]
fn assert_reaches(call: &CallInfo, line: &str) {
    let words = line.split(' ').map(|word| match word {
        "S" => SESSION.to_owned(),
        "I" => ID.to_owned(),
        "J" => OTHER.to_owned(),
        word => word.replace("I=", &format!("{ID}=")),
    });
    let mut command = opentok([]);
    command
        .args(words)
        .args(["--curl", "--verbose"])
        .env("OPENTOK_API_KEY", KEY)
        .env("OPENTOK_API_SECRET", "secret-of-project")
        .env("OPENTOK_ACCOUNT_KEY", "1234567")
        .env("OPENTOK_ACCOUNT_SECRET", "secret-of-account")
        .env("OPENTOK_API_URL", "http://127.0.0.1:9")
        .env("AWS_ACCESS_KEY_ID", "secret-access")
        .env("AWS_SECRET_ACCESS_KEY", "secret-key")
        .env("AZURE_STORAGE_KEY", "secret-azure");
    let answer = run(&mut command);
    assert_eq!(answer.code, 0, "{line}: {answer:?}");
    assert!(!answer.out.contains("secret-"), "{line}: {answer:?}");
    assert!(!answer.err.contains("secret-"), "{line}: {answer:?}");
    let said = format!("opentok: {}: ", call.name);
    assert!(answer.err.starts_with(&said), "{line}: {answer:?}");
    let mut words = answer.out.split_whitespace().skip_while(|word| *word != "-X").skip(1);
    assert_eq!(words.next(), Some(call.method.as_str()), "{line}: {answer:?}");
    let url = words.next().unwrap().trim_matches('\'');
    let path = url
        .strip_prefix("http://127.0.0.1:9")
        .unwrap()
        .split('?')
        .next()
        .unwrap();
    assert!(fits(call.path, path), "{line}: {path} is not {}", call.path);
}

/// Whether a path is of this form.
fn fits(form: &str, path: &str) -> bool {
    let (form, path): (Vec<_>, Vec<_>) = (form.split('/').collect(), path.split('/').collect());
    let same = |(form, path): (&&str, &&str)| form == path || (form.starts_with('{') && !path.is_empty());
    form.len() == path.len() && form.iter().zip(&path).all(same)
}
