//! A line for each call, and the figures at the end.

use super::known_faults::KnownFaults;
use super::scenario::{Scenario, Told};
use crate::process::Outcome;

/// What was seen of all scenarios so far.
#[derive(Debug, Default)]
pub(super) struct Report {
    passed: usize,
    failed: usize,
    known: usize,
}

/// What is made of a call.
#[derive(Debug, Eq, PartialEq)]
enum Verdict {
    Passed,
    Known(String),
    Failed(String),
}

impl Report {
    /// Prints and counts the calls of a scenario.
    pub(super) fn add(&mut self, scenario: &Scenario, told: &Told, faults: &KnownFaults) {
        for made in &told.calls {
            self.count(
                scenario,
                &made.call,
                judge(scenario.peer, &made.call, made.error.as_deref(), faults),
            );
        }
        if !told.is_whole {
            let why = "the scenario did not come to its end".to_owned();
            self.count(scenario, "scenario", Verdict::Failed(why));
        }
    }

    /// Prints the figures.
    ///
    /// # Errors
    ///
    /// When a call failed, or none was made.
    pub(super) fn close(&self) -> Outcome {
        println!("known faults of the SDKs: {}", self.known);
        println!("peers: {} passed, {} failed", self.passed, self.failed);
        match (self.passed, self.failed) {
            (0, _) => Err("no call passed".into()),
            (_, 0) => Ok(()),
            (_, failed) => Err(format!("{failed} calls of the SDKs failed").into()),
        }
    }

    fn count(&mut self, scenario: &Scenario, call: &str, verdict: Verdict) {
        match verdict {
            Verdict::Passed => {
                self.passed += 1;
                println!("passed  {scenario}: {call}");
            }
            Verdict::Known(reason) => {
                self.known += 1;
                println!("known   {scenario}: {call}: {reason}");
            }
            Verdict::Failed(error) => {
                self.failed += 1;
                println!("FAILED  {scenario}: {call}: {error}");
            }
        }
    }
}

fn judge(peer: &str, call: &str, error: Option<&str>, faults: &KnownFaults) -> Verdict {
    match (faults.find(peer, call), error) {
        (None, None) => Verdict::Passed,
        (None, Some(error)) => Verdict::Failed(error.to_owned()),
        (Some(fault), Some(error)) if fault.shows_in(error) => Verdict::Known(fault.reason.clone()),
        (Some(_), Some(error)) => Verdict::Failed(format!("known for another fault: {error}")),
        (Some(_), None) => Verdict::Failed("passed, though known for a fault".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_excused_only_as_it_is_known() {
        let faults = KnownFaults::one("npm x", "get", "is not a function");
        let verdict = |peer, call, error| judge(peer, call, error, &faults);
        assert_eq!(
            verdict("npm x", "get", Some("y is not a function")),
            Verdict::Known("known".to_owned())
        );
        assert!(matches!(verdict("npm x", "get", Some("404")), Verdict::Failed(_)));
        assert!(matches!(verdict("npm x", "get", None), Verdict::Failed(_)));
        assert!(matches!(
            verdict("npm y", "get", Some("y is not a function")),
            Verdict::Failed(_)
        ));
        assert_eq!(verdict("npm y", "get", None), Verdict::Passed);
    }
}
