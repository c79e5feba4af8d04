//! Calls to a service on this machine: what is sent, what is told, how failures end.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Command;

use self::support::service::{Service, Told};
use self::support::{Answer, Directory, KEY, SECRET, SESSION, opentok, run, text, with_project};

mod support;

const ARCHIVE: &str = "30b3ebf1-ba36-4f5b-8def-6f70d9986fe9";
const APPLICATION: &str = "316039c3-a464-455f-85e1-4de116eb78f6";

fn at<const N: usize>(service: &Service, arguments: [&str; N]) -> Command {
    let mut command = with_project(arguments);
    command.env("OPENTOK_API_URL", service.url());
    command
}

fn archive(status: &str) -> String {
    format!(r#"{{"id":"{ARCHIVE}","status":"{status}","name":"call","createdAt":1700000000000,"size":5,"new":[1]}}"#)
}

#[test]
fn a_call_is_sent_with_a_token_and_its_answer_told_in_json() {
    let service = Service::saying(Told::json(archive("stopped")));
    let answer = run(&mut at(&service, ["archive", "stop", ARCHIVE, "--json"]));
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert_eq!(
        (&answer.json()["status"], &answer.json()["new"][0]),
        (&"stopped".into(), &1.into())
    );
    let asked = service.only();
    assert_eq!(
        (asked.method.as_str(), asked.path.as_str()),
        ("POST", &*format!("/v2/project/{KEY}/archive/{ARCHIVE}/stop"))
    );
    let token = asked.header("x-opentok-auth").unwrap();
    let proof = run(&mut with_project(["token", "verify", "--use", "rest", token]));
    assert_eq!(proof.code, 0, "{proof:?}");
    let agent = asked.header("user-agent").unwrap();
    assert!(
        agent.starts_with("opentok-rust/") && agent.contains("opentok-cli/"),
        "{agent}"
    );
}

#[test]
fn people_are_told_in_aligned_lines() {
    let service = Service::saying(Told::json(archive("stopped")));
    let answer = run(&mut at(&service, ["archive", "get", ARCHIVE]));
    let expected = format!(
        "id         {ARCHIVE}\nstatus     stopped\nname       call\ncreatedAt  1700000000  2023-11-14 22:13:20 UTC\n\
        size       5\nnew        1\n"
    );
    assert_eq!(answer.out, expected);
}

#[test]
fn an_answer_without_content_is_told_in_a_word() {
    let service = Service::saying(Told::new(204, ""));
    assert_eq!(run(&mut at(&service, ["archive", "delete", ARCHIVE])).out, "deleted\n");
    let answer = run(&mut at(&service, ["archive", "delete", ARCHIVE, "--json"]));
    assert_eq!(answer.out, "{\"done\":true}\n");
}

#[test]
fn lists_are_tables_for_people_and_lines_for_programs() {
    let list = format!(r#"{{"count":1,"items":[{}]}}"#, archive("available"));
    let service = Service::saying(Told::json(list));
    let answer = run(&mut at(
        &service,
        ["archive", "list", "--count", "7", "--session", SESSION],
    ));
    let expected = format!(
        "id                                    status     createdAt                size  name\n\
        {ARCHIVE}  available  2023-11-14 22:13:20 UTC  5     call\n"
    );
    assert_eq!(answer.out, expected);
    assert_eq!(
        service.only().path,
        format!("/v2/project/{KEY}/archive?count=7&sessionId={SESSION}")
    );
    let answer = run(&mut at(&service, ["archive", "list", "--json"]));
    assert_eq!(answer.json_lines().len(), 1);
}

#[test]
fn all_of_a_list_is_asked_for_page_by_page() {
    let service = Service::new(|asked, _| {
        let offset = asked
            .path
            .split("offset=")
            .nth(1)
            .map_or(0, |rest| rest.split('&').next().unwrap().parse().unwrap());
        let items: Vec<_> = (offset..(offset + 2).min(5))
            .map(|n| format!(r#"{{"id":"a{n}","status":"expired"}}"#))
            .collect();
        Told::json(format!(r#"{{"count":5,"items":[{}]}}"#, items.join(",")))
    });
    let answer = run(&mut at(
        &service,
        ["archive", "list", "--all", "--count", "2", "--json"],
    ));
    let ids: Vec<_> = answer
        .json_lines()
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        (answer.code, ids),
        (0, vec!["a0".into(), "a1".into(), "a2".into(), "a3".into(), "a4".into()])
    );
}

#[track_caller]
fn assert_fails(answer: &Answer, code: i32, word: &str, part: &str) {
    let (said, message) = answer.error();
    assert_eq!((answer.code, said.as_str()), (code, word), "{answer:?}");
    assert!(message.contains(part), "{message}");
}

#[test]
fn what_the_service_refuses_is_1_and_says_why() {
    let told = Told::new(404, r#"{"code":404,"message":"no archive"}"#).header("x-opentok-trace", "t-1");
    let service = Service::saying(told);
    let answer = run(&mut at(&service, ["archive", "get", ARCHIVE, "--json"]));
    assert_fails(&answer, 1, "not_found", "no archive");
    assert!(answer.err.contains("trace id t-1"));
}

#[test]
fn a_wrong_clock_is_said_in_the_same_line() {
    let told =
        Told::new(403, r#"{"code":-1,"message":"Token expired"}"#).header("date", "Tue, 01 Jan 2030 00:00:00 GMT");
    let service = Service::saying(told);
    let answer = run(&mut at(&service, ["archive", "get", ARCHIVE]));
    assert_eq!((answer.code, answer.err.lines().count()), (1, 1));
    assert!(
        answer.err.contains("the token has expired; the clock is "),
        "{}",
        answer.err
    );
}

#[test]
fn a_service_that_fails_is_3() {
    let service = Service::saying(Told::new(503, ""));
    let answer = run(&mut at(
        &service,
        ["archive", "get", ARCHIVE, "--json", "--attempts", "2"],
    ));
    assert_fails(&answer, 3, "server", "503");
    assert_eq!(service.asked().len(), 2);
}

#[test]
fn a_start_is_sent_once_however_often_it_may_be_tried() {
    let service = Service::saying(Told::new(503, ""));
    let answer = run(&mut at(
        &service,
        ["archive", "start", SESSION, "--json", "--attempts", "5"],
    ));
    assert_fails(&answer, 3, "server", "503");
    service.only();
}

#[test]
fn a_service_that_is_not_there_is_3() {
    let mut command = with_project(["archive", "list", "--json", "--attempts", "1"]);
    assert_fails(
        &run(command.env("OPENTOK_API_URL", "http://127.0.0.1:1")),
        3,
        "connect",
        "not heard",
    );
}

#[test]
fn a_service_that_cuts_an_answer_short_leaves_the_outcome_open() {
    let service = Service::saying(Told::json("{\"id\":\"a\"}").cut(3));
    let answer = run(&mut at(&service, ["archive", "start", SESSION, "--json"]));
    assert_fails(&answer, 3, "interrupted", "may have acted");
}

#[test]
fn missing_credentials_and_bad_addresses_are_78() {
    assert_fails(
        &run(&mut opentok(["archive", "list", "--json"])),
        78,
        "bad_configuration",
        "no credentials",
    );
    let mut command = with_project(["archive", "list", "--json", "--api-url", "ftp://h"]);
    assert_fails(&run(&mut command), 78, "bad_configuration", "--api-url");
    assert_fails(
        &run(&mut with_project(["project", "list", "--json"])),
        78,
        "bad_configuration",
        "OPENTOK_ACCOUNT_KEY",
    );
}

#[test]
fn options_that_cannot_be_sent_are_2_and_not_repeated() {
    for arguments in [
        ["archive", "get", "T1==secret\u{7}", "--json"],
        ["archive", "start", "T1==secret", "--json"],
        ["project", "get", "secret key", "--json"],
    ] {
        let answer = run(&mut with_project(arguments));
        assert_fails(&answer, 2, "usage", "");
        assert!(!answer.err.contains("secret"), "{answer:?}");
    }
    let mut command = with_project(["stream", "layout", SESSION, "a=b c", "--json"]);
    assert_fails(&run(&mut command), 2, "usage", "layoutClassList");
}

#[test]
fn two_environments_need_a_choice_unless_the_call_has_but_one() {
    let directory = Directory::new("both");
    let key = directory.file("key.pem", include_str!("../../opentok-rest/tests/data/application.pem"));
    let service = Service::saying(Told::json(r#"{"items":[]}"#));
    let both = |arguments: &[&str]| {
        let mut command = at(&service, []);
        command
            .args(arguments)
            .env("VONAGE_APPLICATION_ID", APPLICATION)
            .env("VONAGE_PRIVATE_KEY", &key);
        run(command.env("VONAGE_VIDEO_URL", service.url()))
    };
    assert_fails(
        &both(&["connection", "list", SESSION, "--json"]),
        78,
        "bad_configuration",
        "--dialect",
    );
    let answer = both(&["callback", "list", "--verbose"]);
    let story = format!(
        "opentok: list_callbacks: OpenTok project {KEY} at {}, because of OPENTOK_API_KEY; passed over: VONAGE_APPLICATION_ID\n",
        service.url()
    );
    assert_eq!((answer.code, answer.err), (0, story));
    let answer = both(&["stream", "list", SESSION, "--dialect", "vonage", "--json"]);
    assert_eq!((answer.code, answer.out.as_str()), (0, ""), "{answer:?}");
    let asked = service.asked();
    let last = asked.last().unwrap();
    assert_eq!(last.path, format!("/v2/project/{APPLICATION}/session/{SESSION}/stream"));
    assert!(last.header("authorization").unwrap().starts_with("Bearer ey"));
    let answer = both(&["sip", "dial", SESSION, "sip:a@h.net", "--dialect", "opentok", "--curl"]);
    assert!(
        answer
            .out
            .contains("$(env -u VONAGE_APPLICATION_ID opentok token mint "),
        "{answer:?}"
    );
}

#[test]
fn a_call_that_joins_the_session_mints_its_token() {
    let service = Service::saying(Told::json(r#"{"id":"b0a5a8c7","connectionId":"c","streamId":"s"}"#));
    let answer = run(&mut at(
        &service,
        [
            "sip",
            "dial",
            SESSION,
            "sip:a@example.net",
            "--encrypted",
            "--header",
            "X-A=b",
        ],
    ));
    assert_eq!(answer.code, 0, "{answer:?}");
    let body: serde_json::Value = serde_json::from_str(&service.only().body).unwrap();
    assert_eq!(
        (&body["sip"]["secure"], &body["sip"]["headers"]["X-A"]),
        (&true.into(), &"b".into())
    );
    let token = body["token"].as_str().unwrap();
    assert_eq!(run(&mut with_project(["token", "verify", token])).code, 0);
}

#[test]
fn a_new_secret_is_kept_where_only_its_owner_reads_it() {
    let directory = Directory::new("refresh");
    let service = Service::saying(Told::json(
        r#"{"id":45676632,"secret":"fresh-secret","status":"ACTIVE"}"#,
    ));
    let account = |arguments: &[&str]| {
        let mut command = at(&service, ["project", "refresh-secret", KEY]);
        command
            .args(arguments)
            .env("OPENTOK_ACCOUNT_KEY", "1234567")
            .env("OPENTOK_ACCOUNT_SECRET", "s");
        run(&mut command)
    };
    assert_eq!(account(&[]).code, 2);
    assert!(
        service.asked().is_empty(),
        "a secret that would be lost is not asked for"
    );
    let path = directory.path().join("fresh");
    let answer = account(&["--secret-file", text(&path)]);
    assert!(answer.code == 0 && !answer.out.contains("fresh-secret"), "{answer:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "fresh-secret\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let again = account(&["--secret-file", text(&path), "--json"]);
    assert_fails(&again, 1, "secret_file", "cannot make it");
    assert_eq!(service.asked().len(), 1, "nor is one that cannot be kept");
    assert!(account(&["--show-secret"]).out.contains("fresh-secret"));
}

#[test]
fn the_profile_file_says_where_the_service_is() {
    let service = Service::saying(Told::json("[]"));
    let directory = Directory::new("profile");
    directory.file("secret", SECRET);
    let profile = format!(
        r#"{{"test":{{"api_key":"{KEY}","api_secret_file":"secret","api_url":"{}"}}}}"#,
        service.url()
    );
    let profile = directory.file("profiles.json", &profile);
    let arguments = [
        "callback",
        "list",
        "--credentials",
        "test",
        "--profile-file",
        text(&profile),
    ];
    assert_eq!(run(&mut opentok(arguments)).code, 0);
    service.only();
}
