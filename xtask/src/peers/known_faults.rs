//! Faults of the SDKs themselves, each with its reason. Nothing else is excused.

use std::fs;

use serde::Deserialize;

use super::FOLDER;
use crate::process::Outcome;
use crate::workspace::Workspace;

/// The list.
#[derive(Debug)]
pub(super) struct KnownFaults(Vec<KnownFault>);

/// A call that an SDK cannot make, whatever the service answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KnownFault {
    peer: String,
    call: String,
    /// What the error must contain.
    error: String,
    pub(super) reason: String,
}

impl KnownFaults {
    pub(super) fn read(workspace: &Workspace) -> Outcome<Self> {
        let text = fs::read(workspace.path(format!("{FOLDER}/known_faults.json")))?;
        Ok(Self(serde_json::from_slice(&text)?))
    }

    /// The fault that this call of this SDK is known for.
    pub(super) fn find(&self, peer: &str, call: &str) -> Option<&KnownFault> {
        self.0.iter().find(|fault| fault.peer == peer && fault.call == call)
    }
}

impl KnownFault {
    /// Whether `error` is how it shows.
    pub(super) fn shows_in(&self, error: &str) -> bool {
        error.contains(&self.error)
    }
}

#[cfg(test)]
impl KnownFaults {
    pub(super) fn one(peer: &str, call: &str, error: &str) -> Self {
        Self(vec![KnownFault {
            peer: peer.to_owned(),
            call: call.to_owned(),
            error: error.to_owned(),
            reason: "known".to_owned(),
        }])
    }
}
