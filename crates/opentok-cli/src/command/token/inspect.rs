use alloc::borrow::Cow;
use std::collections::HashSet;

use clap::Args;
use compact_jws::UntrustedJws;
use compact_jws::json::{Object, Value};
use opentok_token::{ParseT1Error, UnixSeconds, VerifyError, t1};

use crate::failure::{Exit, Failure, sentence};
use crate::input::{Line, Subjects};
use crate::output::{Console, Fact, Facts, json_fact};

/// Say what a token says, without any secret
///
/// Nothing is verified: anyone can write a token that says anything. The signature is never shown.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  opentok token inspect T1==cGFydG5lcl9pZD0x...
  opentok token inspect --json - < tokens.txt")]
pub(crate) struct Inspect {
    /// The token, T1 or JWT; `-` reads one a line from standard input
    token: String,
}

impl Inspect {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let subjects = Subjects::new(self.token);
        let is_single = subjects.is_single();
        let mut scratch = Vec::new();
        subjects.ask_each(console, |line, console| {
            let inspected = match line {
                Line::Text(token) => inspect(token, &mut scratch),
                Line::NotUtf8 => Err(Failure::refused("not_utf8", "token is not UTF-8")),
                Line::TooLong => Err(Failure::refused("too_large", "token is longer than any token may be")),
            };
            match inspected {
                Ok(facts) => console.facts(&facts).map(|()| true),
                Err(failure) if is_single => Err(failure),
                Err(failure) => {
                    let facts = Facts::new()
                        .with("error", failure.word)
                        .with("message", failure.message);
                    console.facts(&facts).map(|()| false)
                }
            }
        })
    }
}

/// What a token says. `scratch` is room to decode it in.
pub(crate) fn inspect(token: &str, scratch: &mut Vec<u8>) -> Result<Facts<'static>, Failure> {
    if token.starts_with(t1::TAG) {
        inspect_t1(token).map_err(|error| Failure::refused(error.code(), sentence(&error)))
    } else if token.contains('.') {
        inspect_jwt(token, scratch).map_err(|error| Failure::refused(error.code(), sentence(&error)))
    } else {
        Err(Failure::refused(
            VerifyError::Shape.code(),
            VerifyError::Shape.to_string(),
        ))
    }
}

fn inspect_t1(token: &str) -> Result<Facts<'static>, ParseT1Error> {
    let inspected = t1::inspect(token)?;
    let mut repeated = Vec::new();
    let mut facts = Facts::new()
        .with("verified", false)
        .with("kind", "t1")
        .with("header", group(inspected.header, &mut repeated))
        .with("claims", group(inspected.fields, &mut repeated));
    if !repeated.is_empty() {
        facts.push("repeated_fields", Fact::Words(repeated));
    }
    Ok(facts)
}

/// Fields of a T1 token: times as moments, the class list as words, everything else as it stands.
///
/// Of a name that stands more than once the first value is kept and the name listed: such a token is refused by every
/// sound reader, and shown here to say why.
fn group(fields: Vec<(String, String)>, repeated: &mut Vec<Cow<'static, str>>) -> Facts<'static> {
    let mut group = Facts::new();
    let mut seen = HashSet::new();
    for (name, value) in fields {
        if !seen.insert(name.clone()) {
            repeated.push(name.into());
            continue;
        }
        let fact = match name.as_str() {
            "create_time" | "expire_time" => value
                .parse()
                .map_or_else(|_| value.into(), |seconds| Fact::Moment(UnixSeconds::new(seconds))),
            "initial_layout_class_list" => {
                let words = value.split(' ').filter(|word| !word.is_empty());
                Fact::Words(words.map(|word| word.to_owned().into()).collect())
            }
            _ => value.into(),
        };
        group.push(name, fact);
    }
    group
}

fn inspect_jwt(token: &str, scratch: &mut Vec<u8>) -> Result<Facts<'static>, VerifyError> {
    let as_verdict = |error| VerifyError::from(compact_jws::VerifyError::Parse(error));
    let untrusted = UntrustedJws::parse(token).map_err(as_verdict)?;
    scratch.clear();
    scratch.resize(untrusted.scratch_len(), 0);
    let unverified = untrusted.decode(scratch).map_err(as_verdict)?;
    let facts = Facts::new().with("verified", false).with("kind", "jwt");
    Ok(facts
        .with("header", members(unverified.header()))
        .with("claims", members(unverified.claims())))
}

fn members(object: Object<'_>) -> Facts<'static> {
    let mut group = Facts::new();
    for (name, value) in object.members() {
        let name = name.to_string();
        let fact = match (name.as_str(), value) {
            ("iat" | "exp" | "nbf" | "create_time" | "expire_time", Value::Number(number)) => {
                match number.as_str().parse() {
                    Ok(seconds) => Fact::Moment(UnixSeconds::new(seconds)),
                    Err(_) => json_fact(value),
                }
            }
            _ => json_fact(value),
        };
        group.push(name, fact);
    }
    group
}
