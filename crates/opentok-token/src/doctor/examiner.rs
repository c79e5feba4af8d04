//! The examiner: gathers findings, and looks at what tokens of every form have.

use alloc::vec::Vec;

use super::Case;
use super::finding::{Fault, Finding};
use crate::limits::{MAX_CONNECTION_DATA, MAX_LAYOUT_CLASSES};
use crate::role::Role;
use crate::session_id::{SessionId, SessionIdError};
use crate::time::UnixSeconds;

/// Times above this are in milliseconds: as seconds it lies in the year 5138.
const LATEST: u64 = 100_000_000_000;

pub(super) struct Examiner<'c, 'a> {
    pub(super) case: &'c Case<'a>,
    pub(super) findings: &'c mut Vec<Finding>,
}

impl Examiner<'_, '_> {
    pub(super) fn found(&mut self, fault: Fault) {
        let finding = Finding::new(fault);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// A time that could be read. In milliseconds, it is told and taken as seconds.
    pub(super) fn time(&mut self, name: &'static str, time: u64) -> UnixSeconds {
        if time < LATEST {
            return UnixSeconds::new(time);
        }
        self.found(Fault::Milliseconds { name });
        UnixSeconds::new(time / 1000)
    }

    pub(super) fn window(&mut self, created: Option<UnixSeconds>, expires: Option<UnixSeconds>, limit: u64) {
        let (now, leeway) = (self.case.now, self.case.leeway);
        if let (Some(created), Some(expires)) = (created, expires)
            && expires.since(created) > limit
        {
            self.found(Fault::LifetimeTooLong {
                seconds: expires.since(created),
                limit,
            });
        }
        if let (Some(created), Some(now)) = (created, now)
            && created > now.plus(leeway)
        {
            self.found(Fault::NotYetValid {
                seconds: created.since(now),
            });
        }
        if let (Some(expires), Some(now)) = (expires, now)
            && now >= expires.plus(leeway)
        {
            self.found(Fault::Expired {
                seconds: now.since(expires),
            });
        }
    }

    /// `owns` says whether a sound session may belong to the token's maker.
    pub(super) fn session(&mut self, text: &str, owns: impl FnOnce(&SessionId) -> bool) {
        match text.parse::<SessionId>() {
            Ok(session) if owns(&session) => {}
            Ok(_) => self.found(Fault::SessionOfOtherProject),
            Err(SessionIdError::Empty) => self.found(Fault::Missing { name: "session_id" }),
            Err(_) => self.found(Fault::SessionMalformed),
        }
    }

    pub(super) fn role(&mut self, text: &str) {
        if text.parse::<Role>().is_err() {
            self.found(Fault::UnknownRole);
        }
    }

    pub(super) fn connection_data(&mut self, text: &str) {
        let chars = text.chars().count();
        if chars > MAX_CONNECTION_DATA {
            self.found(Fault::DataTooLong { chars });
        }
        self.encoding("connection_data", text);
    }

    pub(super) fn layout_classes(&mut self, text: &str) {
        let chars = text.chars().count();
        if chars > MAX_LAYOUT_CLASSES {
            self.found(Fault::ClassListTooLong { chars });
        }
        self.encoding("initial_layout_class_list", text);
    }

    /// A token without a class list; `has` says whether it has a field of this name.
    pub(super) fn no_layout_classes(&mut self, has: impl Fn(&str) -> bool) {
        if CLASS_LIST_MISNOMERS.into_iter().any(has) {
            self.found(Fault::ClassListMisnamed);
        }
    }

    /// A decoded value that consists of escapes again was encoded twice.
    fn encoding(&mut self, name: &'static str, text: &str) {
        let is_escape = |at: usize| {
            text.as_bytes()
                .get(at + 1..at + 3)
                .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        let mut percents = text.match_indices('%').map(|(at, _)| at).peekable();
        if percents.peek().is_some() && percents.all(is_escape) {
            self.found(Fault::DoubleEncoded { name });
        }
    }
}

/// Names under which makers have put the class list, to no effect.
const CLASS_LIST_MISNOMERS: [&str; 5] = [
    "initial_layout_list",
    "initialLayoutClassList",
    "initial_layout_classes",
    "layout_class_list",
    "layoutClassList",
];
