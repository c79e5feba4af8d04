//! What the service knows, and the rules by which it changes: no HTTP in here.

mod chance;
mod clock;
mod owner;
mod roll;
mod session;
mod uuid;

use crate::Options;

pub(crate) use chance::Chance;
pub use clock::Clock;
pub(crate) use owner::{Credential, Owner, OwnerId, Owners};
pub(crate) use roll::Roll;
pub(crate) use session::{ArchiveMode, MediaMode, NewSession, Resolution, Session, SessionNumber, Sessions};
pub(crate) use uuid::Uuid;

/// Everything.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) options: Options,
    pub(crate) chance: Chance,
    pub(crate) owners: Owners,
    pub(crate) sessions: Sessions,
    clock: Clock,
    /// The time up to which everything has happened. While something happens: its moment.
    now_ms: u64,
}

impl State {
    pub(crate) fn new(options: Options) -> Self {
        let mut chance = Chance::new(options.seed);
        let clock = options.clock.clone();
        let now_ms = clock.now_ms();
        Self {
            owners: Owners::new(&mut chance, now_ms),
            sessions: Sessions::default(),
            now_ms,
            chance,
            clock,
            options,
        }
    }

    pub(crate) const fn now_ms(&self) -> u64 {
        self.now_ms
    }

    /// The time by which credentials of REST calls are judged, in seconds.
    pub(crate) fn callers_s(&self) -> u64 {
        self.clock.callers_ms() / 1000
    }

    /// Moves the clock on.
    pub(crate) fn advance(&mut self, ms: u64) {
        self.clock.advance(ms);
        self.catch_up();
    }

    /// Lets everything happen that is due.
    pub(crate) fn catch_up(&mut self) {
        self.now_ms = self.now_ms.max(self.clock.now_ms());
    }
}
