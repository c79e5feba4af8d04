use alloc::collections::BTreeMap;
use core::fmt;
use core::net::IpAddr;
use core::str::FromStr;
use core::time::Duration;
use std::io::Write;
use std::time::SystemTime;

use serde::Serialize;

use crate::log::Level;

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum LogFormat {
    /// For people: `POST /session 201 1.234 ms - 61 id=… client=…`.
    #[default]
    Text,
    /// For programs: one JSON object a line.
    Json,
}

impl FromStr for LogFormat {
    type Err = ParseLogFormatError;

    fn from_str(text: &str) -> Result<Self, ParseLogFormatError> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(ParseLogFormatError),
        }
    }
}

impl fmt::Display for LogFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Json => "json",
        })
    }
}

/// A text is not a [`LogFormat`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseLogFormatError;

impl fmt::Display for ParseLogFormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("log format is not text or json")
    }
}

impl core::error::Error for ParseLogFormatError {}

/// One answered request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Access<'a> {
    /// `OTHER` for a method that HTTP does not name.
    pub method: &'static str,
    /// The template of the path, `-` if there is no such route. Never the path itself.
    pub route: &'static str,
    /// The status.
    pub status: u16,
    /// From the last byte of the head to the reply.
    pub time: Duration,
    /// Length of the reply's body.
    pub bytes: usize,
    /// The request's name.
    pub id: &'a str,
    /// Who asked.
    pub client: IpAddr,
}

impl LogFormat {
    /// Piece by piece: a line is written for every request, and formatting machinery would cost more than the rest of it.
    pub(crate) fn write_access(self, access: &Access<'_>, now: impl FnOnce() -> SystemTime, out: &mut Vec<u8>) {
        let mut pieces = Pieces {
            out,
            digits: itoa::Buffer::new(),
        };
        match self {
            Self::Text => {
                pieces
                    .texts(&[access.method, " ", access.route, " "])
                    .number(access.status);
                pieces
                    .texts(&[" "])
                    .milliseconds(access.time)
                    .texts(&[" ms - "])
                    .number(access.bytes);
                pieces
                    .texts(&[" id=", access.id, " client="])
                    .address(access.client)
                    .texts(&["\n"]);
            }
            Self::Json => {
                pieces.texts(&[r#"{"timeMs":"#]).number(unix_ms(now()));
                pieces.texts(&[r#","level":"info","method":""#, access.method]);
                pieces
                    .texts(&[r#"","route":""#, access.route, r#"","status":"#])
                    .number(access.status);
                pieces.texts(&[r#","ms":"#]).milliseconds(access.time);
                pieces.texts(&[r#","bytes":"#]).number(access.bytes);
                pieces.texts(&[r#","requestId":""#, access.id, r#"","client":""#]);
                pieces.address(access.client).texts(&["\"}\n"]);
            }
        }
    }

    pub(crate) fn write_event(
        self,
        level: Level,
        text: &str,
        fields: &[(&str, &str)],
        now: SystemTime,
        out: &mut Vec<u8>,
    ) {
        let _ = match self {
            Self::Text => {
                let mut line = format!("{}: {text}", level.as_str());
                for (name, value) in fields {
                    line.push_str(&format!(" {name}={value}"));
                }
                // One event is one line, whatever its values hold.
                writeln!(out, "{}", line.replace(char::is_control, " "))
            }
            Self::Json => {
                let event = Event {
                    time_ms: unix_ms(now),
                    level: level.as_str(),
                    message: text,
                    fields: fields.iter().copied().collect(),
                };
                serde_json::to_writer(&mut *out, &event)
                    .map_err(std::io::Error::from)
                    .and_then(|()| out.write_all(b"\n"))
            }
        };
    }
}

/// What a line is put together from.
struct Pieces<'o> {
    out: &'o mut Vec<u8>,
    digits: itoa::Buffer,
}

impl Pieces<'_> {
    fn texts(&mut self, texts: &[&str]) -> &mut Self {
        for text in texts {
            self.out.extend_from_slice(text.as_bytes());
        }
        self
    }

    fn number(&mut self, number: impl itoa::Integer) -> &mut Self {
        self.out.extend_from_slice(self.digits.format(number).as_bytes());
        self
    }

    /// With three digits after the point.
    fn milliseconds(&mut self, time: Duration) -> &mut Self {
        let micros = time.subsec_micros() % 1000;
        self.number(time.as_millis());
        let padding = match micros {
            0..10 => ".00",
            10..100 => ".0",
            _ => ".",
        };
        self.texts(&[padding]).number(micros)
    }

    fn address(&mut self, address: IpAddr) -> &mut Self {
        match address {
            IpAddr::V4(address) => {
                let [first, rest @ ..] = address.octets();
                self.number(first);
                for octet in rest {
                    self.texts(&["."]).number(octet);
                }
            }
            // Writing to a Vec does not fail.
            IpAddr::V6(address) => write!(self.out, "{address}").unwrap_or_default(),
        }
        self
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    time_ms: u128,
    level: &'a str,
    message: &'a str,
    #[serde(flatten)]
    fields: BTreeMap<&'a str, &'a str>,
}

fn unix_ms(now: SystemTime) -> u128 {
    now.duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
        .as_millis()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCESS: Access<'static> = Access {
        method: "POST",
        route: "/session/{id}/access",
        status: 201,
        time: Duration::from_micros(1_234),
        bytes: 345,
        id: "abc",
        client: IpAddr::V4(core::net::Ipv4Addr::LOCALHOST),
    };

    #[test]
    fn a_text_line_reads_like_the_dev_format() {
        let mut out = Vec::new();
        LogFormat::Text.write_access(&ACCESS, || SystemTime::UNIX_EPOCH, &mut out);
        assert_eq!(
            out,
            b"POST /session/{id}/access 201 1.234 ms - 345 id=abc client=127.0.0.1\n"
        );
    }

    #[test]
    fn times_have_three_digits_after_the_point_and_addresses_are_of_both_kinds() {
        for (micros, client, text) in [
            (0, "0.0.0.0", "0.000 ms - 345 id=abc client=0.0.0.0"),
            (9, "10.1.200.30", "0.009 ms - 345 id=abc client=10.1.200.30"),
            (10, "255.255.255.255", "0.010 ms - 345 id=abc client=255.255.255.255"),
            (999, "2001:db8::1", "0.999 ms - 345 id=abc client=2001:db8::1"),
            (61_000_100, "::1", "61000.100 ms - 345 id=abc client=::1"),
        ] {
            let access = Access {
                time: Duration::from_micros(micros),
                client: client.parse().unwrap(),
                ..ACCESS
            };
            let mut out = Vec::new();
            LogFormat::Text.write_access(&access, || SystemTime::UNIX_EPOCH, &mut out);
            let line = String::from_utf8(out).unwrap();
            assert_eq!(line, format!("POST /session/{{id}}/access 201 {text}\n"));
        }
    }

    #[test]
    fn json_lines_are_json() {
        let mut out = Vec::new();
        LogFormat::Json.write_access(&ACCESS, || SystemTime::UNIX_EPOCH, &mut out);
        LogFormat::Json.write_event(
            Level::Warn,
            "a \"b\"",
            &[("x", "y\n")],
            SystemTime::UNIX_EPOCH,
            &mut out,
        );
        let lines: Vec<serde_json::Value> = out
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["status"], 201);
        assert_eq!(lines[1]["x"], "y\n");
    }

    #[test]
    fn an_event_is_one_line() {
        let mut out = Vec::new();
        LogFormat::Text.write_event(Level::Warn, "odd", &[("x", "a\nb")], SystemTime::UNIX_EPOCH, &mut out);
        assert_eq!(out, b"warn: odd x=a b\n");
    }
}
