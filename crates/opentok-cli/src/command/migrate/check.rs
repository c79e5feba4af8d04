use core::fmt::Write;

use clap::{Args, ValueEnum};
use opentok_rest::migration::{self, CallName, Case, Environment, Finding, Weight};
use opentok_token::SessionId;
use opentok_token::limits::REST_LIFETIME;

use crate::credentials::{CredentialArguments, Ends};
use crate::failure::{Exit, Failure};
use crate::output::{Console, Printable};

/// List what changes for a server that moves from one environment to the other
///
/// Asks no service and reads no secret: of the credentials that are found, the API key and the
/// application's id are enough, and without any there are names in braces.
#[derive(Args, Debug)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  opentok migrate check
  opentok migrate check --call start_archive,stop_archive,list_archives --webhooks signed
  opentok migrate check --client-tokens jwt 1_MX40NTY3NjYzMn5-MTQ4MTY3NjYzMn5
  opentok migrate check --json | jq -r 'select(.weight != \"handled\") | .code'

Weights:
  blocked  the other side has nothing of the kind: decide what takes its place
  change   code, configuration or data have to change
  review   look whether it matters: it differs, or no public source settles it
  handled  nothing to do where these crates or this program do the work

Exit code 1 if anything is blocked, else 0."
)]
pub(crate) struct Check {
    /// Sessions that the server keeps
    #[arg(value_name = "SESSION")]
    sessions: Vec<SessionId>,

    /// Where it moves to
    #[arg(long, value_enum, value_name = "NAME", default_value_t = Direction::Vonage)]
    to: Direction,

    /// The calls that it makes, such as start_archive; any of them if none is named
    #[arg(long = "call", value_name = "NAME", value_delimiter = ',')]
    calls: Vec<CallName>,

    /// The client tokens that it hands out in the OpenTok environment
    #[arg(long, value_enum, value_name = "KIND", default_value_t = ClientTokens::T1)]
    client_tokens: ClientTokens,

    /// How long the tokens of its requests live
    #[arg(long, value_name = "SECONDS", default_value_t = REST_LIFETIME)]
    rest_lifetime: u64,

    /// How it receives callbacks in the OpenTok environment
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Webhooks::Unsigned)]
    webhooks: Webhooks,

    /// Where the OpenTok environment is for it [env: OPENTOK_API_URL]
    #[arg(long, value_name = "URL")]
    api_url: Option<String>,

    /// Where the unified environment is for it [env: VONAGE_VIDEO_URL]
    #[arg(long, value_name = "URL")]
    video_url: Option<String>,

    #[command(flatten)]
    credentials: CredentialArguments,
}

/// The environment to move to.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Direction {
    /// From OpenTok to Vonage unified
    Vonage,
    /// From Vonage unified to OpenTok
    Opentok,
}

/// As [`migration::ClientTokens`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum ClientTokens {
    /// T1==...
    T1,
    /// JWTs, signed with the secret
    Jwt,
    /// None
    None,
}

/// As [`migration::Webhooks`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Webhooks {
    /// Without signatures
    Unsigned,
    /// With secure callbacks
    Signed,
    /// Not at all
    None,
}

impl Check {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let ends = Ends::resolve(&self.credentials, self.api_url.clone(), self.video_url.clone(), console)?;
        let findings = self.case(ends).examine();
        if console.is_json() {
            findings.iter().try_for_each(|finding| console.json(finding))?;
        } else {
            tell(&findings, console)?;
        }
        let is_blocked = findings.iter().any(|finding| finding.weight() == Weight::Blocked);
        Ok(Exit::from_verdict(!is_blocked))
    }

    fn case(self, ends: Ends) -> Case {
        let case = Case::new(match self.to {
            Direction::Vonage => Environment::Unified,
            Direction::Opentok => Environment::OpenTok,
        });
        let mut case = case
            .rest_lifetime(self.rest_lifetime)
            .client_tokens(match self.client_tokens {
                ClientTokens::T1 => migration::ClientTokens::T1,
                ClientTokens::Jwt => migration::ClientTokens::Jwt,
                ClientTokens::None => migration::ClientTokens::None,
            })
            .webhooks(match self.webhooks {
                Webhooks::Unsigned => migration::Webhooks::Unsigned,
                Webhooks::Signed => migration::Webhooks::Signed,
                Webhooks::None => migration::Webhooks::None,
            });
        case = self.calls.into_iter().fold(case, Case::call);
        case = self.sessions.into_iter().fold(case, Case::session);
        case = ends.project.into_iter().fold(case, Case::project);
        case = ends.application.into_iter().fold(case, Case::application);
        case = ends.opentok_base.into_iter().fold(case, Case::opentok_base);
        ends.unified_base.into_iter().fold(case, Case::unified_base)
    }
}

/// A block for each finding that asks for something, a line for each that does not, and how many of which there are.
fn tell(findings: &[Finding], console: &mut Console) -> Result<(), Failure> {
    let is_handled = |finding: &&Finding| finding.weight() == Weight::Handled;
    for finding in findings.iter().filter(|finding| !is_handled(finding)) {
        let mut block = heading(finding);
        for (name, text) in [
            ("now", finding.now()),
            ("becomes", finding.becomes()),
            ("do", finding.remedy()),
        ] {
            // Writing to a String does not fail.
            let _ = writeln!(block, "  {name:7}  {}", Printable(text));
        }
        console.block(block)?;
    }
    let mut handled = String::new();
    for finding in findings.iter().filter(is_handled) {
        handled.push_str(&heading(finding));
        let (now, becomes) = (Printable(finding.now()), Printable(finding.becomes()));
        let _ = writeln!(handled, "  {now}  ->  {becomes}");
    }
    console.block(handled)?;
    let count = |weight| findings.iter().filter(|finding| finding.weight() == weight).count();
    let counts = [Weight::Blocked, Weight::Change, Weight::Review, Weight::Handled]
        .map(|weight| format!("{} {weight}", count(weight)));
    console.block(format_args!("{}\n", counts.join(", ")))
}

fn heading(finding: &Finding) -> String {
    let subject = finding
        .subject()
        .map_or_else(String::new, |subject| format!(": {subject}"));
    format!("{:7}  {}{}\n", finding.weight(), finding.code(), Printable(&subject))
}
