use alloc::collections::VecDeque;

use serde_json::{Value, json};

use super::Sandbox;
use crate::UserId;

/// Users and sessions.
pub(super) struct Accounts {
    users: Vec<Account>,
    sessions: VecDeque<Session>,
}

pub(super) struct Account {
    pub(super) id: UserId,
    name: Box<str>,
    pub(super) email: Box<str>,
    pub(super) active: bool,
}

struct Session {
    id: Box<str>,
    participants: Vec<UserId>,
}

impl Accounts {
    pub(super) fn new() -> Self {
        let mut accounts = Self {
            users: Vec::new(),
            sessions: VecDeque::new(),
        };
        for (name, email) in [
            ("Alice", "alice@example.com"),
            ("Bob", "bob@example.com"),
            ("Carol", "carol@example.com"),
        ] {
            accounts.add(name, email);
        }
        if let Some(gone) = accounts.add("Gone", "gone@example.com") {
            accounts.set_active(gone, false);
        }
        accounts
    }

    pub(super) fn add(&mut self, name: &str, email: &str) -> Option<UserId> {
        if self.users.len() >= Sandbox::MAX_USERS || self.by_email(email).is_some() {
            return None;
        }
        let id = UserId::new(FIRST_USER + self.users.len() as u64);
        self.users.push(Account {
            id,
            name: name.into(),
            email: email.into(),
            active: true,
        });
        Some(id)
    }

    pub(super) fn set_active(&mut self, user: UserId, active: bool) -> bool {
        let found = self.users.iter_mut().find(|account| account.id == user);
        found.map(|account| account.active = active).is_some()
    }

    pub(super) fn all(&self) -> &[Account] {
        &self.users
    }

    pub(super) fn by_email(&self, email: &str) -> Option<&Account> {
        self.users
            .iter()
            .find(|account| account.email.eq_ignore_ascii_case(email))
    }

    pub(super) fn by_id(&self, id: UserId) -> Option<&Account> {
        self.users.iter().find(|account| account.id == id)
    }

    pub(super) fn open_session(&mut self, id: &str, participants: Vec<UserId>) {
        if self.sessions.len() >= Sandbox::MAX_SESSIONS {
            self.sessions.pop_front();
        }
        self.sessions.push_back(Session {
            id: id.into(),
            participants,
        });
    }

    /// Whether `user` takes part in the session; `None` if there is no such session.
    pub(super) fn takes_part(&self, user: UserId, session: &str) -> Option<bool> {
        let found = self.sessions.iter().rev().find(|found| *found.id == *session)?;
        Some(found.participants.contains(&user))
    }
}

impl Account {
    /// As lists show it.
    pub(super) fn json(&self) -> Value {
        json!({
            "id": self.id.get(),
            "name": &*self.name,
            "email": &*self.email,
            "active": self.active,
            "available": self.active,
            "role_name": "User",
            "is_confirmed": true,
        })
    }
}

/// The number of the first user.
const FIRST_USER: u64 = 101;
