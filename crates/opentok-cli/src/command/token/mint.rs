use core::time::Duration;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use opentok_token::limits::{DEFAULT_LIFETIME, MAX_LIFETIME};
use opentok_token::t1::Profile;
use opentok_token::{Grant, Nonce, Role, SessionId, SessionIdError, UnixSeconds};
use serde::Serialize;

use super::minter::{Format, Minter};
use crate::credentials::{CredentialArguments, Need};
use crate::failure::{Exit, Failure};
use crate::output::Console;
use crate::time::{parse_duration, parse_moment};

/// Mint tokens that let clients join a session, one a line
///
/// A token is good for whoever holds it until it ends: treat it as a password.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  OPENTOK_API_KEY=45676632 OPENTOK_API_SECRET_FILE=secret.txt \\
    opentok token mint --session 1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5 --role moderator --expires-in 2h
  opentok token mint --session ID --data 'name=Bob' --layout-class focus --count 100
  opentok token mint --session ID --application-id UUID --private-key private.key")]
pub(crate) struct Mint {
    /// The session the token admits to
    #[arg(long, value_name = "ID")]
    session: String,

    /// What the token lets its bearer do
    #[arg(long, default_value = "publisher", value_parser = roles())]
    role: Role,

    /// How long the token lives, such as 90s, 45m, 24h, 7d; at most 30d [default: 24h]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration, conflicts_with = "expires_at")]
    expires_in: Option<Duration>,

    /// When the token ends, in seconds since 1970
    #[arg(long, value_name = "UNIX", value_parser = parse_moment)]
    expires_at: Option<UnixSeconds>,

    /// Connection data: text that every client of the session sees with this one; at most 1000 characters
    #[arg(long, value_name = "TEXT")]
    data: Option<String>,

    /// A layout class that the client's streams start with; repeat for more
    #[arg(long = "layout-class", value_name = "CLASS")]
    layout_classes: Vec<String>,

    /// The form of the token [default: t1 for OpenTok projects, jwt for Vonage applications]
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Whose habits T1 tokens follow, byte for byte [default: standard]
    #[arg(long, value_parser = profiles())]
    profile: Option<Profile>,

    /// Mint as if the time were this, in seconds since 1970
    #[arg(long, value_name = "UNIX", value_parser = parse_moment)]
    at: Option<UnixSeconds>,

    /// What keeps two tokens of the same second apart [default: random]
    #[arg(long, conflicts_with = "count")]
    nonce: Option<Nonce>,

    /// How many tokens
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=MAX_COUNT))]
    count: u32,

    /// Refuse to mint tokens that live longer; 7d was the limit before June 2012 [default: 30d]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    max_lifetime: Option<Duration>,

    #[command(flatten)]
    credentials: CredentialArguments,
}

/// The most tokens minted at a time.
const MAX_COUNT: i64 = 1_000_000;

/// One token as JSON.
#[derive(Serialize)]
struct Minted<'a> {
    token: &'a str,
    kind: &'static str,
    session_id: &'a SessionId,
    role: Role,
    create_time: UnixSeconds,
    expire_time: UnixSeconds,
}

impl Mint {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let minter = self.minter(console)?;
        let refused = |error: SessionIdError| Failure::refused(error.code(), error.to_string());
        let session: SessionId = self.session.parse().map_err(refused)?;
        let classes: Vec<&str> = self.layout_classes.iter().map(String::as_str).collect();
        let now = self.at.unwrap_or_else(UnixSeconds::now);
        let expires = match (self.expires_in, self.expires_at) {
            (_, Some(moment)) => moment,
            (Some(lifetime), None) => now.plus(lifetime.as_secs()),
            (None, None) => now.plus(DEFAULT_LIFETIME),
        };
        let mut grant = Grant::new(&session).role(self.role).layout_classes(&classes);
        if self.expires_in.is_some() || self.expires_at.is_some() {
            grant = grant.expires_at(expires);
        }
        if let Some(data) = &self.data {
            grant = grant.data(data);
        }
        for _ in 0..self.count {
            let token = minter.mint(&grant, now, self.nonce)?;
            if console.is_json() {
                console.json(&Minted {
                    token: token.expose(),
                    kind: minter.kind(),
                    session_id: &session,
                    role: self.role,
                    create_time: now,
                    expire_time: expires,
                })?;
            } else {
                console.text(format_args!("{}\n", token.expose()))?;
            }
            if console.is_closed() {
                break;
            }
        }
        Ok(Exit::Done)
    }

    fn minter(&self, console: &Console) -> Result<Minter, Failure> {
        let need = if self.format == Some(Format::T1) {
            Need::SignT1
        } else {
            Need::Sign
        };
        let credentials = self.credentials.resolve(need, console)?;
        let mut minter = Minter::new(credentials, self.format)?;
        if let Some(profile) = self.profile {
            minter = minter.profile(profile)?;
        }
        if let Some(limit) = self.max_lifetime {
            // More than the service's own limit would only mint tokens that it refuses.
            minter = minter.max_lifetime(limit.as_secs().min(MAX_LIFETIME))?;
        }
        if self.nonce.is_some() {
            minter.require_nonce()?;
        }
        Ok(minter)
    }
}

fn roles() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::as_str)).try_map(|name| name.parse::<Role>())
}

fn profiles() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(Profile::ALL.map(Profile::as_str)).try_map(|name| name.parse::<Profile>())
}
