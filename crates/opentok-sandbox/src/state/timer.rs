use alloc::collections::BTreeMap;

use super::{CallState, Row, SessionNumber};

/// What is going to happen. Whatever it is about may have changed by then: the number says for which stretch of its life
/// it was meant.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Due {
    /// Nobody has been in the session for a minute.
    SessionEnds(SessionNumber, u32),
    /// No stream has come for a minute after the start.
    ArchiveWithoutStream(Row, u32),
    /// No stream has come for an hour.
    ArchiveIdle(Row, u32),
    /// Four hours are recorded.
    ArchiveFull(Row, u32),
    /// It has been there for twelve hours.
    ArchiveTooOld(Row),
    /// Its file is made.
    ArchiveGenerated(Row),
    /// Its file is thrown away.
    ArchiveExpires(Row),
    /// Its targets answer.
    BroadcastConnects(Row),
    /// Its playlist can be played.
    BroadcastLive(Row),
    /// Its longest duration is reached.
    BroadcastEnds(Row),
    /// The page is loaded, or cannot be.
    RenderLoads(Row),
    /// Its longest duration is reached.
    RenderEnds(Row),
    /// Their longest duration is reached.
    CaptionsEnd(Row),
    /// The far end goes on to this.
    CallMovesOn(Row, CallState),
    /// Its longest duration is reached.
    CallEnds(Row),
}

/// What is going to happen, in the order in which it will.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    waiting: BTreeMap<(u64, u64), Due>,
    next: u64,
}

impl Timers {
    pub(crate) fn add(&mut self, at_ms: u64, due: Due) {
        self.waiting.insert((at_ms, self.next), due);
        self.next += 1;
    }

    /// Takes the first thing that happens at `now_ms` or before, with its moment.
    pub(crate) fn pop(&mut self, now_ms: u64) -> Option<(u64, Due)> {
        let first = self.waiting.first_entry()?;
        let (at_ms, _) = *first.key();
        (at_ms <= now_ms).then(|| (at_ms, first.remove()))
    }

    /// When the first thing happens.
    pub(crate) fn next_ms(&self) -> Option<u64> {
        self.waiting.first_key_value().map(|((at_ms, _), _)| *at_ms)
    }
}
