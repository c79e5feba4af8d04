use alloc::collections::BTreeMap;
use core::task::Waker;

use bytes::Bytes;

use super::{Policy, Uuid, WebhookKind};
use crate::secret::Secret;

/// Webhooks that wait to be sent, in the order in which they came about.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    waiting: BTreeMap<(u64, u64), Pending>,
    sent: BTreeMap<u64, Pending>,
    next: u64,
    /// How many were thrown away because too many waited.
    pub(crate) lost: u64,
    /// Who waits for something to be due.
    waker: Option<Waker>,
}

/// A webhook and how it fared so far.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub(crate) kind: WebhookKind,
    pub(crate) url: Box<str>,
    pub(crate) body: Bytes,
    pub(crate) registration: Option<Uuid>,
    pub(crate) secret: Option<Secret>,
    /// `api_key` or `application_id`, and its value.
    pub(crate) owner: (&'static str, Box<str>),
    pub(crate) policy: Policy,
    pub(crate) created_ms: u64,
    pub(crate) attempts: u32,
}

/// The most webhooks that wait, or that are on their way: beyond it the oldest are thrown away.
const MAX_WAITING: usize = 10_000;

impl Outbox {
    pub(crate) fn add(&mut self, webhook: Pending) -> u64 {
        let number = self.next;
        self.next += 1;
        let now_ms = webhook.created_ms;
        self.put(now_ms, number, webhook);
        self.wake(now_ms);
        number
    }

    /// Takes what is due, in order. Each has to be [settled](Self::settle).
    pub(crate) fn take_due(&mut self, now_ms: u64) -> Vec<(u64, Pending)> {
        let later = self.waiting.split_off(&(now_ms + 1, 0));
        let mut due: Vec<_> = core::mem::replace(&mut self.waiting, later)
            .into_iter()
            .map(|((_, number), webhook)| (number, webhook))
            .collect();
        due.sort_by_key(|(number, _)| *number);
        for (number, webhook) in &due {
            if self.sent.len() >= MAX_WAITING {
                self.sent.pop_first();
                self.lost += 1;
            }
            self.sent.insert(*number, webhook.clone());
        }
        due
    }

    /// Ends an attempt. Of one that failed, gives back the webhook, which is tried again if its policy has it so.
    pub(crate) fn settle(&mut self, number: u64, arrived: bool, now_ms: u64) -> Option<Pending> {
        let mut webhook = self.sent.remove(&number)?;
        if arrived {
            return None;
        }
        webhook.attempts += 1;
        if let Some(next_ms) = webhook.policy.next_ms(webhook.created_ms, webhook.attempts, now_ms) {
            self.put(next_ms, number, webhook.clone());
        }
        Some(webhook)
    }

    /// Keeps the waker of who waits, instead of the last one.
    #[cfg(feature = "serve")]
    pub(crate) fn wait(&mut self, waker: &Waker) {
        self.waker = Some(waker.clone());
    }

    /// Wakes who waits if something is due.
    pub(crate) fn wake(&mut self, now_ms: u64) {
        if self.next_ms().is_some_and(|due_ms| due_ms <= now_ms)
            && let Some(waker) = self.waker.take()
        {
            waker.wake();
        }
    }

    /// When the first of them is due.
    pub(crate) fn next_ms(&self) -> Option<u64> {
        self.waiting.first_key_value().map(|((due_ms, _), _)| *due_ms)
    }

    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }

    fn put(&mut self, due_ms: u64, number: u64, webhook: Pending) {
        if self.waiting.len() >= MAX_WAITING {
            self.waiting.pop_first();
            self.lost += 1;
        }
        self.waiting.insert((due_ms, number), webhook);
    }
}
