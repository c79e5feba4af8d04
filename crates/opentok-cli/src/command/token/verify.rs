use core::time::Duration;

use clap::Args;
use compact_jws::UntrustedJws;
use opentok_token::limits::MAX_LIFETIME;
use opentok_token::{Policy, UnixSeconds, VerifyError};

use super::judge::{Judge, Purpose, Verdict};
use super::verify_batch;
use crate::credentials::{CredentialArguments, Need};
use crate::failure::{Exit, Failure};
use crate::input::{Line, Subjects};
use crate::output::Console;
use crate::time::{parse_duration, parse_moment};

/// Say whether a token is true: signed by this project, in time, for one of its sessions
///
/// Exit code 0 if every token is true, 1 if one is not.
#[derive(Args, Debug)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Verify {
    /// The token, T1 or JWT; `-` reads one a line from standard input
    #[arg(required_unless_present = "batch")]
    token: Option<String>,

    /// Judge as if the time were this, in seconds since 1970
    #[arg(long, value_name = "UNIX", value_parser = parse_moment)]
    at: Option<UnixSeconds>,

    /// How far the signer's clock may be off, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    leeway: u64,

    /// What the token is offered for
    #[arg(long = "use", value_name = "USE", value_enum, default_value_t = Purpose::Client)]
    purpose: Purpose,

    /// Refuse client tokens that live longer, such as 7d; the service's own limit is 30d
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    max_lifetime: Option<Duration>,

    /// Read JSON lines with token, keys and time, and answer each with a line of JSON
    #[arg(long, conflicts_with_all = ["token", "at", "leeway", "purpose", "max_lifetime"])]
    batch: bool,

    #[command(flatten)]
    credentials: CredentialArguments,
}

impl Verify {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        if self.batch {
            return verify_batch::run(console);
        }
        let bench = self.bench(console)?;
        let now = self.at.unwrap_or_else(UnixSeconds::now);
        let mut scratch = Vec::new();
        // There without --batch; were it not, no empty text passes.
        Subjects::new(self.token.unwrap_or_default()).ask_each(console, |line, console| {
            let verdict = match line {
                Line::Text(token) => bench.judge(token, self.purpose, now, &mut scratch)?,
                Line::NotUtf8 => VerifyError::Shape.into(),
                Line::TooLong => Verdict::too_large(),
            };
            let is_valid = verdict.is_valid();
            console.facts(&verdict.into_facts()).map(|()| is_valid)
        })
    }

    fn bench(&self, console: &Console) -> Result<Bench, Failure> {
        let need = if self.purpose == Purpose::HelpLightning {
            Need::PublicKey
        } else {
            Need::Verify
        };
        let credentials = self.credentials.resolve(need, console)?;
        let limit = self.max_lifetime.map_or(MAX_LIFETIME, |limit| limit.as_secs());
        let policy = Policy::new().leeway(self.leeway).max_lifetime(limit);
        let application = credentials.application.and_then(|keys| Some((keys.public?, keys.id)));
        Ok(Bench {
            project: credentials
                .project
                .map(|project| Judge::of_project(project.project(), policy)),
            application: application.map(|(key, id)| Judge::of_key(key, id, policy)),
        })
    }
}

/// The judges of both environments, as far as there are credentials for them.
struct Bench {
    project: Option<Judge>,
    application: Option<Judge>,
}

impl Bench {
    /// Hands a token to the judge whose matter it is. Where there is one judge, everything is.
    fn judge<'s>(
        &self,
        token: &str,
        purpose: Purpose,
        now: UnixSeconds,
        scratch: &'s mut Vec<u8>,
    ) -> Result<Verdict<'s>, Failure> {
        let judge = match (&self.project, &self.application) {
            (Some(_), Some(application)) if names_an_application(token, scratch) => application,
            (Some(judge), _) | (None, Some(judge)) => judge,
            (None, None) => return Err(unfit()),
        };
        judge.judge(token, purpose, now, scratch).map_err(|_| unfit())
    }
}

/// Whether a token that nobody has verified asks to be verified with an application's key. The judge makes sure.
fn names_an_application(token: &str, scratch: &mut Vec<u8>) -> bool {
    let Ok(untrusted) = UntrustedJws::parse(token) else {
        return false;
    };
    scratch.resize(untrusted.scratch_len().max(scratch.len()), 0);
    untrusted
        .decode(scratch)
        .is_ok_and(|unverified| unverified.claims().get("application_id").is_some())
}

fn unfit() -> Failure {
    Failure::configuration(&["these credentials cannot verify tokens for this use".to_owned()])
}

const AFTER_HELP: &str = "\
Examples:
  OPENTOK_API_KEY=45676632 OPENTOK_API_SECRET_FILE=secret.txt opentok token verify TOKEN
  opentok token verify --at 1700000000 --leeway 60 - < tokens.txt

With --batch, each line of standard input is a JSON object:
  {\"token\":\"T1==...\",\"key\":\"45676632\",\"secret\":\"...\",\"at\":1700000000,\"leeway\":60,\"use\":\"client\"}
  For RS256: `public_key` (PEM) instead of `secret`, and the application's id as `key`.
  If left out, `at` is now, `leeway` 0 and `use` client (else rest, account or help_lightning).
Each line, at most 16 MiB, gets one line of JSON in answer, in order:
  the verdict as --json prints it, or {\"error\":...,\"message\":...} if the line cannot be used.
Exit code 1 if a line could not be used; else 0, whatever the verdicts.";
