//! What the service knows, and the rules by which it changes: no HTTP in here.
//!
//! | files | hold |
//! | --- | --- |
//! | `clock`, `chance`, `timer` | when things happen, and by what chance |
//! | `owner`, `session`, `room`, `archive`, `broadcast`, `render`, `captions`, `call` | what there is |
//! | `roll`, `shelf`, `uuid`, `mix`, `layout`, `storage`, `usage` | what those are made of |
//! | `taking_part`, `archiving`, `broadcasting`, `rendering`, `captioning`, `calling`, `moderating` | what happens to it |
//! | `registration`, `telling`, `outbox` | webhooks |
//! | `log`, `redact`, `fault` | what the control surface adds |

mod archive;
mod archiving;
mod broadcast;
mod broadcasting;
mod call;
mod calling;
mod captioning;
mod captions;
mod chance;
mod clock;
mod fault;
mod layout;
mod log;
mod mix;
mod moderating;
mod outbox;
mod owner;
mod redact;
mod registration;
mod render;
mod rendering;
mod roll;
mod room;
mod session;
mod shelf;
mod storage;
mod taking_part;
mod telling;
mod timer;
mod usage;
mod uuid;

use std::collections::HashMap;

use compact_jws::Hs256Key;

use crate::Options;
use crate::legacy::LegacyArchives;

pub(crate) use archive::{Archive, ArchiveSettings, ArchiveStatus, OutputMode, Track, Transcription};
pub(crate) use broadcast::{Broadcast, BroadcastSettings, Hls, Rtmp};
pub(crate) use broadcasting::PLAYABLE_MS;
pub(crate) use call::{CallState, Connector, SipCall};
pub(crate) use calling::Dial;
pub(crate) use captions::Captions;
pub(crate) use chance::Chance;
pub use clock::Clock;
pub(crate) use fault::{Drop, Effect, Fault, Faults};
pub(crate) use layout::{Layout, LayoutKind};
pub(crate) use log::{Log, Seen};
pub(crate) use mix::{Member, Mix, StreamMode};
pub(crate) use outbox::{Outbox, Pending};
pub(crate) use owner::{Credential, Owner, OwnerId, Owners};
pub use registration::WebhookKind;
pub(crate) use registration::{Policy, Registration, Wants};
pub(crate) use render::{Render, RenderSettings, RenderStatus};
pub(crate) use roll::Roll;
pub(crate) use room::{
    Connection, ConnectionKind, Grant, MAX_CONNECTIONS, MAX_RUNNING, MAX_STREAMS, Room, Signal, Stream, VideoType,
};
pub(crate) use session::{ArchiveMode, MediaMode, NewSession, Resolution, SessionNumber, Sessions};
pub(crate) use shelf::{Record, Row, Shelf};
pub(crate) use storage::StorageTarget;
pub(crate) use taking_part::{Leave, NewStream};
pub(crate) use timer::{Due, Timers};
pub(crate) use usage::Usage;
pub(crate) use uuid::Uuid;

/// Everything.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) options: Options,
    pub(crate) chance: Chance,
    pub(crate) owners: Owners,
    pub(crate) sessions: Sessions,
    rooms: HashMap<SessionNumber, Room>,
    pub(crate) archives: Shelf<Archive>,
    pub(crate) broadcasts: Shelf<Broadcast>,
    pub(crate) renders: Shelf<Render>,
    pub(crate) captions: Shelf<Captions>,
    pub(crate) calls: Shelf<SipCall>,
    pub(crate) connectors: Shelf<Connector>,
    pub(crate) legacy_archives: LegacyArchives,
    pub(crate) registrations: Vec<Registration>,
    pub(crate) outbox: Outbox,
    pub(crate) log: Log,
    pub(crate) faults: Faults,
    /// Signs the addresses of files.
    pub(crate) url_key: Hs256Key,
    timers: Timers,
    clock: Clock,
    /// The time up to which everything has happened. While something happens: its moment.
    now_ms: u64,
}

/// The most that a clock is moved at a time: a year.
pub(crate) const MAX_ADVANCE_MS: u64 = 366 * 86_400_000;

impl State {
    pub(crate) fn new(options: Options) -> Self {
        let mut chance = Chance::new(options.seed);
        let clock = options.clock.clone();
        let now_ms = clock.now_ms();
        let owners = Owners::new(&mut chance, now_ms);
        Self {
            owners,
            sessions: Sessions::default(),
            rooms: HashMap::new(),
            archives: Shelf::default(),
            broadcasts: Shelf::default(),
            renders: Shelf::default(),
            captions: Shelf::default(),
            calls: Shelf::default(),
            connectors: Shelf::default(),
            legacy_archives: LegacyArchives::default(),
            registrations: Vec::new(),
            outbox: Outbox::default(),
            log: Log::default(),
            faults: Faults::default(),
            url_key: Hs256Key::new(chance.secret().as_bytes()),
            timers: Timers::default(),
            now_ms,
            chance,
            clock,
            options,
        }
    }

    /// The sandbox's time, in milliseconds since 1970.
    pub(crate) const fn now_ms(&self) -> u64 {
        self.now_ms
    }

    /// The time by which credentials of REST calls are judged, in seconds.
    pub(crate) fn callers_s(&self) -> u64 {
        self.clock.callers_ms() / 1000
    }

    /// Moves the clock on, by a year at most.
    pub(crate) fn advance(&mut self, ms: u64) {
        self.clock.advance(ms.min(MAX_ADVANCE_MS));
        self.catch_up();
    }

    /// Lets everything happen that is due, each at its own moment and in order.
    pub(crate) fn catch_up(&mut self) {
        let target_ms = self.now_ms.max(self.clock.now_ms());
        while let Some((at_ms, due)) = self.timers.pop(target_ms) {
            self.now_ms = self.now_ms.max(at_ms);
            self.happen(due);
        }
        self.now_ms = target_ms;
        self.outbox.wake(target_ms);
    }

    /// How long it takes until something happens by itself, or a webhook is due. None if nothing will, or if the clock
    /// stands still.
    #[cfg(feature = "serve")]
    pub(crate) fn sleeps_for_ms(&self) -> Option<u64> {
        let next_ms = self.next_ms()?;
        self.clock
            .moves_by_itself()
            .then(|| next_ms.saturating_sub(self.now_ms))
    }

    /// When something happens next by itself, or a webhook is due.
    pub(crate) fn next_ms(&self) -> Option<u64> {
        [self.timers.next_ms(), self.outbox.next_ms()]
            .into_iter()
            .flatten()
            .min()
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::SessionEnds(session, visit) => self.session_ends(session, visit),
            Due::ArchiveWithoutStream(row, stretch) => self.archive_without_stream(row, stretch),
            Due::ArchiveIdle(row, stretch) => self.archive_idle(row, stretch),
            Due::ArchiveFull(row, stretch) => self.archive_full(row, stretch),
            Due::ArchiveTooOld(row) => self.archive_too_long(row),
            Due::ArchiveGenerated(row) => self.archive_generated(row),
            Due::ArchiveExpires(row) => self.archive_expires(row),
            Due::BroadcastConnects(row) => self.broadcast_connects(row),
            Due::BroadcastLive(row) => self.broadcast_live(row),
            Due::BroadcastEnds(row) => self.stop_broadcast(row),
            Due::RenderLoads(row) => self.render_loads(row),
            Due::RenderEnds(row) => self.stop_render(row, "Max duration exceeded"),
            Due::CaptionsEnd(row) => self.stop_captions(row, "maximum duration exceeded"),
            Due::CallMovesOn(row, state) => self.call_moves_on(row, state),
            Due::CallEnds(row) => self.call_ends(row),
        }
    }
}
