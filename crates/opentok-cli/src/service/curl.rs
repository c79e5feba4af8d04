//! A request as a line for a shell.

use core::fmt::Write;

use bytes::Bytes;
use http::header;
use opentok_rest::{Dialect, Scope};

use super::secrets::mark;

/// What a shell needs in place of secrets.
pub(super) struct Shell<'s> {
    /// The flags that find the credentials.
    pub(super) flags: &'s str,
    /// The key of the project.
    pub(super) owner: &'s str,
    /// What stands for the project's secret.
    pub(super) secret: &'s str,
    /// What is to be put where marks stand in the body.
    pub(super) secrets: &'s [String],
}

/// The `curl` command that sends `request` as somebody with credentials of `dialect`.
///
/// The line holds no secret: `$(opentok token rest)` makes the token of the request when the line is run.
pub(super) fn command(request: &http::Request<Bytes>, scope: Scope, dialect: Dialect, shell: &Shell<'_>) -> String {
    let flags = shell.flags;
    let mut line = format!(
        "curl --fail-with-body -sS -X {} {}",
        request.method(),
        quoted(&request.uri().to_string())
    );
    let account = if scope == Scope::Account { " --account" } else { "" };
    let credentials = match dialect {
        Dialect::Vonage => format!("Authorization: Bearer $(opentok token rest{flags})"),
        Dialect::LegacyPartner => format!("X-TB-PARTNER-AUTH: {}:{}", shell.owner, shell.secret),
        Dialect::LegacyToken => "X-TB-TOKEN-AUTH: $OPENTOK_TOKEN".to_owned(),
        _ => format!("X-OPENTOK-AUTH: $(opentok token rest{account}{flags})"),
    };
    // Writing to a String does not fail.
    let _ = write!(line, " \\\n  -H \"{credentials}\"");
    for (name, value) in request.headers() {
        if *name != header::CONTENT_LENGTH
            && let Ok(value) = value.to_str()
        {
            let _ = write!(line, " \\\n  -H {}", quoted(&format!("{name}: {value}")));
        }
    }
    if !request.body().is_empty() {
        let body = quoted(&String::from_utf8_lossy(request.body()));
        let _ = write!(line, " \\\n  --data-raw {}", put_in(body, shell.secrets));
    } else if request.headers().contains_key(header::CONTENT_LENGTH) {
        // Without the header, curl would call nothing a form.
        line.push_str(" \\\n  -H Content-Type: --data-raw ''");
    }
    line
}

/// A word of a shell's command line that means exactly `text`.
pub(crate) fn quoted(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=@,+%~".contains(&byte);
    if !text.is_empty() && !text.starts_with('~') && text.bytes().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Ends the quotes around each mark, and lets the shell put the secret there.
fn put_in(quoted: String, secrets: &[String]) -> String {
    let secrets = secrets.iter().enumerate().rev();
    secrets.fold(quoted, |line, (number, secret)| {
        line.replace(&mark(number), &format!("'\"{secret}\"'"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_what_they_say() {
        for (text, word) in [
            ("http://h/a?b=c%20d", "'http://h/a?b=c%20d'"),
            ("https://h/v2/project/1", "https://h/v2/project/1"),
            ("", "''"),
            ("it's", "'it'\\''s'"),
            ("~", "'~'"),
            ("$HOME `id`", "'$HOME `id`'"),
        ] {
            assert_eq!(quoted(text), word, "{text}");
        }
    }

    #[test]
    fn secrets_are_put_in_outside_of_the_quotes() {
        let body = quoted(&format!("{{\"a\":\"{}\",\"b\":\"{}\"}}", mark(0), mark(1)));
        let line = put_in(body, &["$A".to_owned(), "$(cat b)".to_owned()]);
        assert_eq!(line, r#"'{"a":"'"$A"'","b":"'"$(cat b)"'"}'"#);
    }

    #[test]
    fn an_empty_body_is_said_where_one_is_expected() {
        let request = http::Request::post("http://h/v2/project/1/archive/a/stop")
            .header(header::CONTENT_LENGTH, "0")
            .body(Bytes::new())
            .unwrap();
        let shell = Shell {
            flags: " --api-key 1",
            owner: "1",
            secret: "$S",
            secrets: &[],
        };
        let line = command(&request, Scope::Project, Dialect::OpenTok, &shell);
        let expected = "curl --fail-with-body -sS -X POST http://h/v2/project/1/archive/a/stop \\\n  \
            -H \"X-OPENTOK-AUTH: $(opentok token rest --api-key 1)\" \\\n  -H Content-Type: --data-raw ''";
        assert_eq!(line, expected);
    }
}
