use alloc::borrow::Cow;
use core::fmt::Display;
use core::str::FromStr;
use std::collections::HashMap;

use compact_jws::RsaPublicKey;
use opentok_token::{ApiKey, ApiSecret, ApplicationId, Policy, Project, UnixSeconds};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::judge::{Judge, Purpose};
use crate::failure::{Exit, Failure, sentence};
use crate::input::batch::{LineError, answer_lines, read_json};
use crate::output::Console;

/// One line of the batch. Members of other names are ignored; those left out have the strictest meaning.
#[derive(Deserialize)]
struct Question<'a> {
    #[serde(borrow)]
    token: Cow<'a, str>,
    #[serde(borrow)]
    key: Option<Text<'a>>,
    #[serde(borrow)]
    secret: Option<Text<'a>>,
    #[serde(borrow)]
    public_key: Option<Text<'a>>,
    at: Option<u64>,
    leeway: Option<u64>,
    #[serde(rename = "use")]
    purpose: Option<Purpose>,
}

/// A text that is copied only if it is written with escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Answers each line of standard input with one line of JSON.
pub(super) fn run(console: &mut Console) -> Result<Exit, Failure> {
    let mut judges = Judges::default();
    let mut scratch = Vec::new();
    answer_lines(console, |line, console| {
        let question: Question<'_> = read_json(line)?;
        let now = question.at.map_or_else(UnixSeconds::now, UnixSeconds::new);
        let purpose = question.purpose.unwrap_or_default();
        let verdict = judges
            .find(&question, purpose)?
            .judge(&question.token, purpose, now, &mut scratch)
            .map_err(|_| LineError::Mismatch("a token for this use is not verified with this kind of key"))?;
        console.json(&verdict.into_facts())?;
        Ok(())
    })
}

/// Judges already made, by whose tokens they judge: a batch asks about the same few keys over and over.
#[derive(Default)]
struct Judges {
    known: HashMap<Box<str>, Vec<Known>>,
    count: usize,
}

struct Known {
    is_public: bool,
    key_text: Zeroizing<String>,
    leeway: u64,
    judge: Judge,
}

impl Judges {
    /// The judge a question asks for, made if need be.
    fn find(&mut self, question: &Question<'_>, purpose: Purpose) -> Result<&Judge, LineError> {
        let (is_public, key_text) = match (&question.secret, &question.public_key) {
            (Some(secret), None) => (false, &*secret.0),
            (None, Some(key)) => (true, &*key.0),
            _ => return Err(LineError::Mismatch("a line has either secret or public_key")),
        };
        let owner = match (&question.key, purpose) {
            (_, Purpose::HelpLightning) if is_public => "",
            (_, Purpose::HelpLightning) => return Err(LineError::Mismatch("help_lightning takes a public_key")),
            (Some(key), _) => &*key.0,
            (None, _) => return Err(LineError::Mismatch("key is missing")),
        };
        let leeway = question.leeway.unwrap_or_default();
        let is_it =
            |known: &Known| known.is_public == is_public && known.leeway == leeway && *known.key_text == *key_text;
        if !self.known.get(owner).is_some_and(|known| known.iter().any(is_it)) {
            let judge = make(owner, is_public, key_text, leeway)?;
            if self.count == MAX_KNOWN {
                self.known.clear();
                self.count = 0;
            }
            self.count += 1;
            self.known.entry(owner.into()).or_default().push(Known {
                is_public,
                key_text: Zeroizing::new(key_text.to_owned()),
                leeway,
                judge,
            });
        }
        let known = self
            .known
            .get(owner)
            .and_then(|known| known.iter().find(|known| is_it(known)));
        known
            .map(|known| &known.judge)
            .ok_or(LineError::Mismatch("key is missing"))
    }
}

fn make(owner: &str, is_public: bool, key_text: &str, leeway: u64) -> Result<Judge, LineError> {
    let policy = Policy::new().leeway(leeway);
    if !is_public {
        let key: ApiKey = parse(owner)?;
        return Ok(Judge::of_project(Project::new(key, ApiSecret::new(key_text)), policy));
    }
    let key = RsaPublicKey::from_pem(key_text).map_err(|error| LineError::Key(sentence(&error)))?;
    let application: Option<ApplicationId> = if owner.is_empty() { None } else { Some(parse(owner)?) };
    Ok(Judge::of_key(key, application, policy))
}

fn parse<T: FromStr<Err: Display>>(text: &str) -> Result<T, LineError> {
    text.parse().map_err(|error: T::Err| LineError::Key(error.to_string()))
}

/// How many judges are kept before all are forgotten, so that a batch of a million keys stays small.
const MAX_KNOWN: usize = 1_024;
