use std::path::PathBuf;

use clap::{Args, ValueEnum};
use opentok_token::UnixSeconds;
use opentok_token::doctor::{Case, Finding, Severity, Use};

use crate::credentials::{CredentialArguments, Credentials, Need, OtherSecret, other_secrets};
use crate::failure::{Exit, Failure};
use crate::input::{Line, Subjects};
use crate::output::{Console, Facts, Printable};
use crate::time::parse_moment;

/// Say what is wrong with a token, one sentence each, and how to mend it
///
/// Works without credentials; with them it also checks signature and project.
/// Exit code 0 if nothing is an error, 1 if something is.
#[derive(Args, Debug)]
#[command(
    verbatim_doc_comment,
    after_help = "\
Examples:
  opentok token doctor TOKEN
  OPENTOK_API_KEY=45676632 OPENTOK_API_SECRET_FILE=secret.txt \\
    opentok token doctor --other-secret-file old-secret.txt TOKEN"
)]
pub(crate) struct Doctor {
    /// The token, T1 or JWT; `-` reads one a line from standard input
    token: String,

    /// Judge as if the time were this, in seconds since 1970
    #[arg(long, value_name = "UNIX", value_parser = parse_moment)]
    at: Option<UnixSeconds>,

    /// How far the signer's clock may be off, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    leeway: u64,

    /// What the token is meant for
    #[arg(long = "use", value_name = "USE", value_enum, default_value_t = Purpose::Client)]
    purpose: Purpose,

    /// File with another secret that the token may be signed with; repeat for more
    ///
    /// [env: OPENTOK_OTHER_SECRET_FILES, separated as in PATH]
    #[arg(long = "other-secret-file", value_name = "FILE")]
    other_secret_files: Vec<PathBuf>,

    #[command(flatten)]
    credentials: CredentialArguments,
}

/// What a token is meant for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Purpose {
    /// Joining a session
    Client,
    /// REST calls
    Rest,
}

/// What a token is examined with.
struct Practice {
    now: UnixSeconds,
    leeway: u64,
    purpose: Use,
    credentials: Credentials,
    others: Vec<OtherSecret>,
}

impl Doctor {
    pub(crate) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let practice = Practice {
            now: self.at.unwrap_or_else(UnixSeconds::now),
            leeway: self.leeway,
            purpose: match self.purpose {
                Purpose::Client => Use::Client,
                Purpose::Rest => Use::Rest,
            },
            credentials: self.credentials.resolve(Need::Diagnose, console)?,
            others: other_secrets(&self.other_secret_files, console)?,
        };
        Subjects::new(self.token).ask_each(console, |line, console| {
            let findings = match line {
                Line::Text(token) => practice.examine(token),
                // As good as any text that is no token.
                Line::NotUtf8 | Line::TooLong => practice.examine(""),
            };
            let is_healthy = findings.iter().all(|finding| finding.severity() != Severity::Error);
            report(&findings, is_healthy, console).map(|()| is_healthy)
        })
    }
}

impl Practice {
    fn examine(&self, token: &str) -> Vec<Finding> {
        let mut case = Case::new(token).at(self.now).leeway(self.leeway).used_for(self.purpose);
        if let Some(project) = &self.credentials.project {
            case = case.project(project.key, project.secret());
        }
        let application = self.credentials.application.as_ref();
        if let Some((id, key)) = application.and_then(|keys| Some((keys.id?, keys.public.as_ref()?))) {
            case = case.application(id, key);
        }
        for other in &self.others {
            case = case.other_secret(other.secret());
        }
        case.examine()
    }
}

fn report(findings: &[Finding], is_healthy: bool, console: &mut Console) -> Result<(), Failure> {
    if console.is_json() {
        let list = findings.iter().map(to_facts).collect::<Vec<_>>();
        return console.json(&Facts::new().with("healthy", is_healthy).with("findings", list));
    }
    if findings.is_empty() {
        return console.block("healthy: nothing was found wrong\n");
    }
    let told: String = findings.iter().map(tell).collect();
    console.block(told)
}

fn to_facts(finding: &Finding) -> Facts<'static> {
    Facts::new()
        .with("code", finding.code())
        .with("severity", severity(finding))
        .with("sentence", finding.to_string())
        .with("remedy", finding.remedy())
}

/// Two lines: what is wrong, and how to mend it.
fn tell(finding: &Finding) -> String {
    let (severity, remedy) = (severity(finding), finding.remedy());
    let sentence = finding.to_string();
    let sentence = Printable(&sentence);
    format!(
        "{severity:7}  {sentence} ({})\n{:7}  {remedy}\n",
        finding.code(),
        "remedy"
    )
}

fn severity(finding: &Finding) -> &'static str {
    match finding.severity() {
        Severity::Error => "error",
        _ => "warning",
    }
}
