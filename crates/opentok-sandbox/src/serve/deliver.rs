//! Webhooks of a sandbox that is served: sent as soon as they are due, each receiver's in order, a slow one in nobody's way.

use alloc::collections::VecDeque;
use core::{future, time::Duration};
use std::collections::HashMap;

use http::StatusCode;
use http_endpoint::{HyperTransport, Transport, net::NetSettings};
use tokio::{task::JoinSet, time};

use crate::{Sandbox, Webhook};

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most receivers that are sent to at a time.
const MAX_LANES: usize = 64;

/// Sends webhooks until the future is dropped.
pub(super) async fn run(sandbox: Sandbox) {
    let settings = NetSettings::new().connect_timeout(PATIENCE).connections(MAX_LANES);
    // Without a transport there is nothing to send with: what is due stays due.
    let Ok(transport) = HyperTransport::new(&settings) else {
        return future::pending().await;
    };
    let mut lanes = Lanes::default();
    let mut sending = JoinSet::new();
    loop {
        while let Some((receiver, webhook)) = lanes.next(sending.len()) {
            sending.spawn(deliver(sandbox.clone(), transport.clone(), receiver, webhook));
        }
        let has_room = lanes.len < MAX_WAITING;
        let sleep = sandbox
            .sleeps_for()
            .filter(|_| has_room)
            .map_or(FOREVER, |time| time.min(TICK));
        tokio::select! {
            () = future::poll_fn(|cx| sandbox.poll_webhooks(cx)), if has_room => {
                for late in lanes.put(sandbox.due_webhooks()) {
                    sandbox.webhook_sent(late, false);
                }
            }
            () = time::sleep(sleep) => {}
            Some(sent) = sending.join_next() => lanes.end(sent.ok()),
        }
    }
}

async fn deliver(sandbox: Sandbox, transport: HyperTransport, receiver: Box<str>, webhook: Webhook) -> Box<str> {
    let answer = time::timeout(PATIENCE, transport.send(webhook.request())).await;
    let arrived = matches!(answer, Ok(Ok(answer)) if answer.status() == StatusCode::OK);
    sandbox.webhook_sent(webhook.number(), arrived);
    receiver
}

/// The most webhooks that wait here. Further ones stay in the outbox, which has a limit of its own.
const MAX_WAITING: usize = 10_000;
/// The most webhooks that wait for one receiver. For further ones it is too slow: they count as tried, and failed.
const MAX_LANE: usize = 1_000;
/// How often the sandbox's clock is looked at while something is going to happen by itself: it may go faster than time.
const TICK: Duration = Duration::from_millis(100);
const FOREVER: Duration = Duration::from_secs(86_400);

/// Webhooks that wait until those before them, to the same receiver, have been sent.
#[derive(Default)]
struct Lanes {
    /// By receiver. One that something is being sent to has a lane, be it an empty one.
    waiting: HashMap<Box<str>, VecDeque<Webhook>>,
    /// Receivers that nothing is being sent to, but something waits for.
    free: VecDeque<Box<str>>,
    /// How many wait.
    len: usize,
}

impl Lanes {
    /// Lets webhooks wait. The numbers of those whose receivers have too many waiting already.
    fn put(&mut self, webhooks: Vec<Webhook>) -> Vec<u64> {
        let mut late = Vec::new();
        for webhook in webhooks {
            let receiver: Box<str> = webhook.url().into();
            let lane = self.waiting.entry(receiver.clone()).or_insert_with(|| {
                self.free.push_back(receiver);
                VecDeque::new()
            });
            if lane.len() < MAX_LANE {
                lane.push_back(webhook);
                self.len += 1;
            } else {
                late.push(webhook.number());
            }
        }
        late
    }

    /// The next webhook to send, if fewer than the most are being sent.
    fn next(&mut self, sending: usize) -> Option<(Box<str>, Webhook)> {
        if sending >= MAX_LANES {
            return None;
        }
        let receiver = self.free.pop_front()?;
        let webhook = self.waiting.get_mut(&receiver)?.pop_front()?;
        self.len -= 1;
        Some((receiver, webhook))
    }

    /// Something has been sent to `receiver`.
    fn end(&mut self, receiver: Option<Box<str>>) {
        let Some(receiver) = receiver else {
            return;
        };
        if self.waiting.get(&receiver).is_none_or(VecDeque::is_empty) {
            self.waiting.remove(&receiver);
        } else {
            self.free.push_back(receiver);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::{Options, WebhookKind, state::Owners};

    #[test]
    fn a_slow_receiver_has_a_thousand_waiting_and_is_in_nobodys_way() {
        let sandbox = Sandbox::new(Options::new());
        for (kind, url) in [
            (WebhookKind::Session, "http://127.0.0.1:1/"),
            (WebhookKind::Archive, "http://127.0.0.1:2/"),
        ] {
            sandbox.register_webhook(kind, url, None).unwrap();
        }
        let mut state = sandbox.state();
        let owner = state.owners.find(Owners::DEFAULT_KEY).unwrap();
        for _ in 0..=MAX_LANE {
            state.tell(WebhookKind::Session, owner, "sessionCreated", &Value::Null);
        }
        state.tell(WebhookKind::Archive, owner, "archiveStatus", &Value::Null);
        drop(state);

        let mut lanes = Lanes::default();
        assert_eq!(lanes.put(sandbox.due_webhooks()), [MAX_LANE as u64]);
        assert_eq!(lanes.len, MAX_LANE + 1);
        let receivers = [lanes.next(0), lanes.next(1)].map(|next| next.unwrap().0);
        assert_eq!(receivers, ["http://127.0.0.1:1/".into(), "http://127.0.0.1:2/".into()]);
        assert!(lanes.next(2).is_none(), "each receiver gets one at a time");
    }
}
