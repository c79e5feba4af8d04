//! The walk of the README, request by request.

use std::collections::HashMap;

use serde_json::Value;

use crate::server::TestServer;

const README: &str = include_str!("../../README.md");

#[test]
fn the_walk_of_the_readme_goes_as_shown() {
    let server = TestServer::start(&[]);
    let block = README
        .split("```console\n")
        .find(|block| block.contains("/auth?email="))
        .unwrap();
    let block = block.split("```").next().unwrap();
    let mut variables = HashMap::new();
    let mut asked = 0;
    let mut lines = block.lines();
    while let Some(line) = lines.next() {
        let line = line
            .strip_prefix("$ ")
            .unwrap_or_else(|| panic!("not a command: {line}"));
        if let Some((name, value)) = line.split_once('=')
            && name.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            // The value is shown shortened; the one that counts was in the last reply.
            let value = variables
                .get(value)
                .cloned()
                .unwrap_or_else(|| panic!("{value} was in no reply"));
            variables.insert(name.to_owned(), value);
            continue;
        }
        let mut command = line.to_owned();
        while command.ends_with('\\') {
            command.pop();
            command.push_str(lines.next().unwrap());
        }
        let shown: Value = serde_json::from_str(lines.next().unwrap()).unwrap();
        let reply = curl(&server, &command, &variables);
        assert_eq!(reply.status, 200, "{command}: {}", reply.json);
        let (shown, got) = (shown.as_object().unwrap(), reply.json.as_object().unwrap());
        assert!(shown.keys().eq(got.keys()), "{command}: {}", reply.json);
        for (name, shown) in shown {
            assert!(looks_like(shown, &got[name]), "{command}: {name} is {}", got[name]);
            if let (Some(shown), Some(got)) = (shown.as_str(), got[name].as_str()) {
                variables.insert(shown.to_owned(), got.to_owned());
            }
        }
        asked += 1;
    }
    assert_eq!(asked, 4);
}

/// Tokens are shown shortened; PINs and session ids differ each time.
fn looks_like(shown: &Value, got: &Value) -> bool {
    match (shown, got) {
        (Value::Array(shown), Value::Array(got)) => {
            shown.len() == got.len() && shown.iter().zip(got).all(|(shown, got)| looks_like(shown, got))
        }
        (Value::String(shown), Value::String(got)) => match shown.split_once('…') {
            Some((begin, _)) => got.starts_with(begin) && got.len() > begin.len(),
            None if is_pin(shown) => is_pin(got),
            None if is_session_id(shown) => is_session_id(got),
            None => shown == got,
        },
        _ => false,
    }
}

fn is_pin(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_session_id(text: &str) -> bool {
    let lens = text.split('-').map(str::len);
    lens.eq([8, 4, 4, 4, 12])
}

/// Does what curl would.
fn curl(server: &TestServer, command: &str, variables: &HashMap<String, String>) -> crate::server::Reply {
    let words = words(command, variables);
    assert_eq!(words[..2], ["curl", "-s"]);
    let (mut headers, mut body, mut url) = (Vec::new(), String::new(), String::new());
    let mut rest = words[2..].iter();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "-H" => headers.push(rest.next().unwrap().split_once(": ").unwrap()),
            "-d" => body = rest.next().unwrap().clone(),
            word => url = word.to_owned(),
        }
    }
    let path = url.strip_prefix("http://localhost:8777").unwrap();
    server.ask(if body.is_empty() { "GET" } else { "POST" }, path, &headers, &body)
}

/// Words of a shell: single quotes keep what is in them, elsewhere `$NAME` is replaced.
fn words(line: &str, variables: &HashMap<String, String>) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        match (quote, character) {
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            (None, ' ') => {
                if words.last().is_some_and(|word| !word.is_empty()) {
                    words.push(String::new());
                }
            }
            (None | Some('"'), '$') => {
                let mut name = String::new();
                while let Some(letter) = rest.next_if(char::is_ascii_uppercase) {
                    name.push(letter);
                }
                words.last_mut().unwrap().push_str(&variables[&name]);
            }
            (_, character) => words.last_mut().unwrap().push(character),
        }
    }
    words
}
