//! A stand-in for the service, for tests and for trying things out with no account (feature `sandbox`).
//!
//! ```
//! use helplightning::{Client, Clock, ListUsers, ReadUser, sandbox::Sandbox};
//!
//! # async fn run() -> Result<(), helplightning::CallError> {
//! let sandbox = Sandbox::new(7, Clock::system());
//! let client = Client::new(sandbox.transport(), sandbox.service(), sandbox.api_key());
//! let partner = sandbox.partner();
//! let users = client.call_as(&partner, &ListUsers::new()).await?;
//! let alice = client.call_as(&partner, &ReadUser::new(users.entries[0].id)).await?;
//! assert!(alice.token.is_some());
//! # Ok(())
//! # }
//! ```
//!
//! It is a function, [`Sandbox::respond`], and around it a transport in memory. It checks API key, partner tokens and
//! user tokens as the service is documented to, knows four users (Alice, Bob, Carol, and Gone, whose account is not
//! active), keeps sessions, and can be told to [fail](Fault). What no source says of the service (statuses of unknown
//! ids, lifetimes, limits of pages) is a guess here, and marked as one in [`wire`](crate::wire#sandbox).
//!
//! Its partner key, API key and passwords are the same for everybody who reads this: nothing that is reachable from
//! elsewhere may trust them.

mod accounts;
mod answer;
mod chance;
mod fault;
mod mint;
mod query;
mod respond;
mod transport;

pub use fault::{Fault, Outcome};
pub use transport::SandboxTransport;

use alloc::sync::Arc;
use core::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{ApiKey, Clock, EmailAddress, Partner, PartnerKey, Service, SiteId, UserId};
use accounts::Accounts;
use chance::Chance;
use mint::Mint;

/// The service in a box. A clone is the same box.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

struct Inner {
    clock: Clock,
    mint: Mint,
    state: Mutex<State>,
}

/// What changes.
struct State {
    accounts: Accounts,
    chance: Chance,
    faults: Vec<Fault>,
    log: Vec<String>,
}

impl Sandbox {
    /// The password of every user.
    pub const PASSWORD: &str = "sandbox";
    /// Sessions that are kept; beyond, the oldest is forgotten.
    pub const MAX_SESSIONS: usize = 10_000;
    /// Users that there may be; beyond, invitations are refused.
    pub const MAX_USERS: usize = 10_000;

    /// A service with four users. The same seed, clock and calls give the same answers.
    pub fn new(seed: u64, clock: Clock) -> Self {
        let mut chance = Chance::new(seed);
        Self(Arc::new(Inner {
            clock,
            mint: Mint::new(&mut chance),
            state: Mutex::new(State {
                accounts: Accounts::new(),
                chance,
                faults: Vec::new(),
                log: Vec::new(),
            }),
        }))
    }

    /// The key it wants with every call.
    pub fn api_key(&self) -> ApiKey {
        ApiKey::new(API_KEY).expect("the sandbox's key is one")
    }

    /// The enterprise whose users it knows.
    pub fn site(&self) -> SiteId {
        SITE.parse().expect("the sandbox's site is one")
    }

    /// The key that signs for that enterprise.
    pub fn partner_key(&self) -> PartnerKey {
        PartnerKey::from_pem(PARTNER_KEY).expect("the sandbox's partner key is one")
    }

    /// That enterprise with its key, by the sandbox's clock.
    pub fn partner(&self) -> Partner {
        Partner::new(self.site(), self.partner_key(), self.0.clock.clone())
    }

    /// An address for requests that go no further than this.
    pub fn service(&self) -> Service {
        Service::new("https://helplightning.invalid/api").expect("the sandbox's address is one")
    }

    /// Carries requests to it.
    pub fn transport(&self) -> SandboxTransport {
        SandboxTransport::new(self.clone())
    }

    /// Adds a user. `None` if there is one with that address, or there are [`MAX_USERS`](Self::MAX_USERS).
    pub fn add_user(&self, name: &str, address: &EmailAddress) -> Option<UserId> {
        self.state().accounts.add(name, address.as_str())
    }

    /// Closes or opens an account. `false` if there is none.
    pub fn set_active(&self, user: UserId, active: bool) -> bool {
        self.state().accounts.set_active(user, active)
    }

    /// Fails, from now on, where `fault` says. The one that was added first wins.
    pub fn add_fault(&self, fault: Fault) {
        self.state().faults.push(fault);
    }

    /// Is well again.
    pub fn clear_faults(&self) {
        self.state().faults.clear();
    }

    /// Method and path of what it was asked since the last time, at most the latest thousand.
    pub fn take_log(&self) -> Vec<String> {
        core::mem::take(&mut self.state().log)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sandbox(..)")
    }
}

/// Made for this file with `openssl genpkey`, and no secret.
const PARTNER_KEY: &str = include_str!("partner_key.pem");
const API_KEY: &str = "sandbox-api-key";
const SITE: &str = "54344";
