use core::{error::Error, fmt, str::FromStr};

use super::side::Side;
use super::{Environment, Finding, Weight};
use crate::{CALLS, CallInfo, Environments, Scope};

/// The name of a call, as [`CALLS`] has it: `start_archive`.
#[derive(Clone, Copy, Debug)]
pub struct CallName(&'static CallInfo);

/// There is no call of that name in [`CALLS`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct ParseCallNameError;

impl CallName {
    /// The name.
    pub const fn as_str(self) -> &'static str {
        self.0.name
    }

    /// What is known of the call.
    pub const fn info(self) -> &'static CallInfo {
        self.0
    }
}

impl FromStr for CallName {
    type Err = ParseCallNameError;

    fn from_str(text: &str) -> Result<Self, ParseCallNameError> {
        let found = CALLS.iter().find(|call| call.name == text);
        found.map(Self).ok_or(ParseCallNameError)
    }
}

impl PartialEq for CallName {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for CallName {}

impl fmt::Display for CallName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for ParseCallNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no call has that name")
    }
}

impl Error for ParseCallNameError {}

/// What becomes of calls that the server is known to make.
pub(super) fn named(calls: &[CallName], from: &Side, to: &Side, findings: &mut Vec<Finding>) {
    for call in calls {
        let now = from.request_line(call.info());
        let finding = match Absence::of(call.info(), to.environment) {
            None => {
                let becomes = to.request_line(call.info());
                Finding::new(
                    "request",
                    Weight::Handled,
                    now,
                    becomes,
                    "the address follows the credentials",
                )
            }
            Some(absence) => Finding::new("call_missing", absence.weight, now, absence.becomes, absence.remedy),
        };
        findings.push(finding.about(call.as_str()));
    }
}

/// The calls that the other side lacks, for a server of which it is not known whether it makes them: those that share a
/// remedy in one finding.
pub(super) fn all(from: &Side, to: &Side, findings: &mut Vec<Finding>) {
    let missing = |call: &&'static CallInfo| from.environment.offers(call.environments);
    let mut groups: Vec<(Absence, Vec<&str>)> = Vec::new();
    for call in CALLS.iter().filter(missing) {
        let Some(absence) = Absence::of(call, to.environment) else {
            continue;
        };
        match groups.iter_mut().find(|(known, _)| *known == absence) {
            Some((_, names)) => names.push(call.name),
            None => groups.push((absence, vec![call.name])),
        }
    }
    for (absence, names) in groups {
        let finding = Finding::new(
            "call_missing",
            Weight::Review,
            "offered",
            absence.becomes,
            absence.remedy,
        );
        findings.push(finding.about(names.join(", ")));
    }
}

/// That one environment lacks a call.
#[derive(Clone, Copy, Eq, PartialEq)]
struct Absence {
    weight: Weight,
    becomes: &'static str,
    remedy: &'static str,
}

impl Absence {
    /// `None` if it is offered there.
    fn of(call: &CallInfo, there: Environment) -> Option<Self> {
        if there.offers(call.environments) {
            return None;
        }
        let (weight, becomes, remedy) = match (call.environments, call.scope) {
            (Environments::Legacy, _) => (
                Weight::Blocked,
                "not offered",
                "move to the calls of today first: create_session, and those of archives",
            ),
            (Environments::OpenTok, Scope::Account) => (
                Weight::Blocked,
                "not offered",
                "manage applications by Vonage's Application API or in its portal",
            ),
            (Environments::OpenTok, Scope::Insights) => {
                (Weight::Blocked, "not offered", "look at figures in the portal")
            }
            (Environments::OpenTok, _) if call.path.contains("/callback") => (
                Weight::Review,
                "not known to be offered",
                "register addresses in the portal",
            ),
            (Environments::OpenTok, _) => (
                Weight::Review,
                "not known to be offered",
                "ask the vendor before you rely on it; `get_archive` gives an address to download from in any case",
            ),
            (_, _) if call.path.contains("/connect/") => (
                Weight::Change,
                "not known to be offered",
                "end the connector with `force_disconnect` of its connection: that works on both sides",
            ),
            (_, _) => (
                Weight::Blocked,
                "not known to be offered",
                "take the state from callbacks to `statusCallbackUrl`",
            ),
        };
        Some(Self {
            weight,
            becomes,
            remedy,
        })
    }
}
