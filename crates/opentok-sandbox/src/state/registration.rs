use alloc::collections::VecDeque;

use super::{OwnerId, Uuid};
use crate::secret::Secret;

/// What webhooks are about. Each kind has an address of its own in the account portal.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum WebhookKind {
    /// Connections and streams that come and go, and sessions with them.
    Session,
    /// Archives that change.
    Archive,
    /// Broadcasts that change.
    Broadcast,
    /// SIP calls that change.
    Sip,
    /// Experience Composers that change.
    Render,
    /// Captions that change.
    Captions,
}

impl WebhookKind {
    const ALL: [Self; 6] = [
        Self::Session,
        Self::Archive,
        Self::Broadcast,
        Self::Sip,
        Self::Render,
        Self::Captions,
    ];

    /// The kind as the control surface names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Archive => "archive",
            Self::Broadcast => "broadcast",
            Self::Sip => "sip",
            Self::Render => "render",
            Self::Captions => "captions",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// An address that wants webhooks.
#[derive(Debug)]
pub(crate) struct Registration {
    pub(crate) id: Uuid,
    /// Whose events; None for everyone's.
    pub(crate) owner: Option<OwnerId>,
    pub(crate) wants: Wants,
    pub(crate) url: Box<str>,
    pub(crate) secret: Option<Secret>,
    pub(crate) created_ms: u64,
    /// When deliveries failed, within the last half hour.
    failures_ms: VecDeque<u64>,
    /// Switched off because too many failed.
    pub(crate) is_off: bool,
}

/// Which events a registration is for.
#[derive(Clone, Debug)]
pub(crate) enum Wants {
    Kind(WebhookKind),
    /// One event, by the callback registration API: group and event, as `connection` and `created`.
    Event(Box<str>, Box<str>),
}

/// How often a webhook is tried.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Policy {
    /// Up to four repeats; too many failures switch the registration off. The OpenTok environment, unsigned.
    FourRepeats,
    /// After 5 s, then after twice as long each time up to 15 min, for 24 h. The unified environment, and whatever is signed.
    BackOff,
}

impl Policy {
    const REPEATS: u32 = 4;
    const REPEAT_AFTER_MS: u64 = 5_000;
    const LONGEST_WAIT_MS: u64 = 15 * 60_000;
    const GIVE_UP_AFTER_MS: u64 = 24 * 3_600_000;

    /// When a webhook is tried again that was made at `created_ms` and has failed `attempts` times.
    pub(crate) fn next_ms(self, created_ms: u64, attempts: u32, now_ms: u64) -> Option<u64> {
        match self {
            Self::FourRepeats => (attempts <= Self::REPEATS).then_some(now_ms + Self::REPEAT_AFTER_MS),
            Self::BackOff => {
                let doubled = Self::REPEAT_AFTER_MS << attempts.saturating_sub(1).min(16);
                let next = now_ms + doubled.min(Self::LONGEST_WAIT_MS);
                (next <= created_ms + Self::GIVE_UP_AFTER_MS).then_some(next)
            }
        }
    }
}

impl Registration {
    pub(crate) const fn new(
        id: Uuid,
        owner: Option<OwnerId>,
        wants: Wants,
        url: Box<str>,
        secret: Option<Secret>,
        created_ms: u64,
    ) -> Self {
        Self {
            id,
            owner,
            wants,
            url,
            secret,
            created_ms,
            failures_ms: VecDeque::new(),
            is_off: false,
        }
    }

    /// Whether it wants an event of this kind, which is named like `connectionCreated`.
    pub(crate) fn wants(&self, owner: OwnerId, kind: WebhookKind, event: &str) -> bool {
        if self.is_off || self.owner.is_some_and(|own| own != owner) {
            return false;
        }
        match &self.wants {
            Wants::Kind(wanted) => *wanted == kind,
            Wants::Event(group, name) => {
                let rest = event.strip_prefix(&**group);
                rest.is_some_and(|rest| rest.eq_ignore_ascii_case(name))
            }
        }
    }

    /// Notes a failure. More than 50 in half an hour switch an unsigned registration of the OpenTok environment off.
    pub(crate) fn note_failure(&mut self, policy: Policy, now_ms: u64) {
        if policy == Policy::BackOff {
            return;
        }
        self.failures_ms.retain(|failed| now_ms - failed < 30 * 60_000);
        self.failures_ms.push_back(now_ms);
        self.is_off = self.failures_ms.len() > 50;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsigned_webhooks_are_repeated_four_times() {
        let tries = (1..10).take_while(|attempts| Policy::FourRepeats.next_ms(0, *attempts, 0).is_some());
        assert_eq!(tries.count(), 4);
    }

    #[test]
    fn signed_webhooks_are_repeated_for_a_day_at_growing_distances() {
        let (mut now, mut waits) = (0, Vec::new());
        while let Some(next) = Policy::BackOff.next_ms(0, waits.len() as u32 + 1, now) {
            waits.push((next - now) / 1000);
            now = next;
        }
        assert_eq!(waits[..9], [5, 10, 20, 40, 80, 160, 320, 640, 900]);
        assert!(now <= 86_400_000 && now > 86_400_000 - 900_000);
    }
}
